import type { Clock } from '../../protocol/ports/clock.ts';
import type { Signer, Verifier } from '../../protocol/ports/crypto.ts';
import type { GatewayClient, Network } from '../../protocol/ports/network.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import type { PrivateAccess } from '../private-state/private-sync.ts';
import type { HtmlToRichText } from '../sanitise.ts';

/** What publishing one account needs from outside. */
export interface PublisherDependencies {
  readonly device: DeviceStore;
  readonly store: AccountStore;
  readonly signer: Signer;
  readonly verifier: Verifier;
  readonly network: Network;
  /** Letter boxes; without it the people answered learn of it only by following. */
  readonly gatewayClient?: Pick<GatewayClient, 'deliver'>;
  readonly clock: Clock;
  /** Origins of the user's gateways, from the settings. */
  readonly gateways: () => readonly string[];
  readonly htmlToRichText: HtmlToRichText;
  /** Absent: the private state stays on this device, and that of others as it is. */
  readonly privateAccess?: PrivateAccess;
}
