import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Transport } from '@libp2p/interface';
import { webSockets } from '@libp2p/websockets';

type WebSocketTransport = ReturnType<typeof webSockets>;

export interface AdoptingWebSockets {
  /** For libp2p's `transports`. Listens on one address of this machine, where it refuses everybody. */
  readonly transport: (components: Parameters<WebSocketTransport>[0]) => Transport;
  /** Makes a WebSocket of a request that came in elsewhere: on the gateway's own port. */
  adopt(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

interface Upgrading {
  onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * libp2p's WebSocket listener wants a port of its own; here it gets its connections from the gateway's HTTP server, which has
 * checked host, origin and counts. So one port does for everything.
 */
export function createAdoptingWebSockets(): AdoptingWebSockets {
  let listener: Upgrading | undefined;
  const create = webSockets({ http: { shouldUpgradeCallback: () => false } });
  return {
    transport(components) {
      const transport = create(components);
      const createListener = transport.createListener.bind(transport);
      transport.createListener = (options) => {
        const created = createListener(options);
        if (!isUpgrading(created)) throw new Error('this version of @libp2p/websockets cannot adopt connections');
        listener = created;
        return created;
      };
      return transport;
    },
    adopt(request, socket, head) {
      if (listener === undefined) socket.destroy();
      else listener.onUpgrade(request, socket, head);
    },
  };
}

const isUpgrading = (value: object): value is Upgrading => 'onUpgrade' in value && typeof value.onUpgrade === 'function';
