import { circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { webRTC } from '@libp2p/webrtc';
import { webSockets } from '@libp2p/websockets';
import type { PairingDialler } from '../../protocol/ports/pairing.ts';
import { fixInitChannel } from '../p2p/webrtc-init-fix.ts';
import { createPairingDialler } from './dialler.ts';

/** The dialler of a browser tab: WebRTC, set up through the gateways' relays. */
export function createBrowserPairingDialler(): PairingDialler {
  fixInitChannel();
  return createPairingDialler({
    pageHost: location.hostname,
    // The gateways that the code names have been checked (checkGatewayOrigin), and nobody else is dialled.
    gater: { denyDialMultiaddr: () => false },
    transports: (stun) => [
      webSockets(),
      circuitRelayTransport(),
      webRTC({ rtcConfiguration: () => ({ iceServers: stun().map((urls) => ({ urls })) }) }),
    ],
  });
}
