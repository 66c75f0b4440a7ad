import type { HeadStore, Network, NetworkConfiguration } from '../protocol/ports/network.ts';
import { createNetwork } from './network.ts';
import type { Environment } from './environment.ts';

/**
 * A network of gateways over HTTP alone, for readers without WebRTC and for those who hide their address: records by delegated
 * routing, asked for about every 30 s while the page is seen; content from trustless gateways, checked here all the same.
 */
export const createHttpNetwork = (options: {
  readonly heads: HeadStore;
  readonly configuration: NetworkConfiguration;
  readonly environment?: Environment;
}): Network => createNetwork(options);
