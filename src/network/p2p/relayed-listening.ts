import { circuitRelayTransport, type CircuitRelayTransportComponents } from '@libp2p/circuit-relay-v2';
import type { Libp2p, PeerId } from '@libp2p/interface';
import type { AddressManager, TransportManager } from '@libp2p/interface-internal';
import type { Multiaddr } from '@multiformats/multiaddr';
import { firstHop } from '../dial-policy.ts';

/** After a relay is lost, tabs that have just gone do not hold up the search for another: several are asked at once, not for long. */
const reservations = { reservationConcurrency: 4, reservationCompletionTimeout: 3_000 };

/**
 * The circuit relay transport, able to reserve at another tab. @libp2p/circuit-relay-v2 4.2.13 confirms the relay's address as it
 * sees it, which for a tab that has dialled us is `/webrtc/p2p/…`; the address manager of libp2p 3.3.11 throws at addresses without
 * a host, and the good ones after it are lost. Here it does not hear of them.
 */
export function relayedListening(): ReturnType<typeof circuitRelayTransport> {
  return (components) => {
    managers.set(components.peerId, components.transportManager);
    return circuitRelayTransport(reservations)(withTolerantAddresses(components));
  };
}

const managers = new WeakMap<PeerId, TransportManager>();

/**
 * Asks a relay to pass connections on to this node, beside the one that libp2p has chosen by itself: that may be anybody's tab. False
 * when it does not.
 */
export async function listenAt(libp2p: Pick<Libp2p, 'peerId'>, relay: Multiaddr): Promise<boolean> {
  try {
    await managers.get(libp2p.peerId)?.listen([relay.encapsulate('/p2p-circuit')]);
    return true;
  } catch {
    return false;
  }
}

/** Whether the relay with this peer id passes connections on to this node. */
export function isReachableThrough(libp2p: Pick<Libp2p, 'getMultiaddrs'>, relayId: string): boolean {
  return libp2p.getMultiaddrs().some((address) => address.toString().includes(`/p2p/${relayId}/p2p-circuit`));
}

function withTolerantAddresses(components: CircuitRelayTransportComponents): CircuitRelayTransportComponents {
  const addressManager = onlyWithHost(components.addressManager);
  return new Proxy(components, {
    get: (target, key) => (key === 'addressManager' ? addressManager : Reflect.get(target, key)),
  });
}

function onlyWithHost(manager: AddressManager): AddressManager {
  return new Proxy(manager, {
    get(target, key) {
      if (key === 'confirmObservedAddr' || key === 'removeObservedAddr') {
        const change: AddressManager['confirmObservedAddr'] = (address, options) => {
          if (firstHop(address)) target[key](address, options);
        };
        return change;
      }
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
