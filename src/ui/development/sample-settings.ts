import type { ConnectionStatus } from '../../protocol/ports/network.ts';
import type { Settings } from '../../services/app-api.ts';

export function sampleSettings(theme: Settings['theme'], locale = 'system'): Settings {
  return {
    gateways: ['http://localhost:8787', 'https://pollen.example'],
    httpOnly: false,
    remoteReading: true,
    theme,
    locale,
    undoSeconds: 5,
    postLanguage: 'en',
  };
}

export function sampleConnection(state: ConnectionStatus['state']): ConnectionStatus {
  return {
    state,
    directPeers: 3,
    gateways: [
      { origin: 'http://localhost:8787', connected: true },
      { origin: 'https://pollen.example', connected: false },
    ],
    peerId: '12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo',
    connections: [{ peerId: '12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xp', address: '/webrtc', direct: true }],
  };
}
