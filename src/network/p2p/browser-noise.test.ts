import { generateKeyPair } from '@libp2p/crypto/keys';
import { defaultLogger } from '@libp2p/logger';
import { noise, type NoiseComponents, pureJsCrypto } from '@libp2p/noise';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { streamPair } from '@libp2p/utils';
import { expect, it, vi } from 'vitest';
import { browserCrypto, browserNoise } from './browser-noise.ts';

const { pause } = vi.hoisted(() => ({ pause: vi.fn<() => Promise<void>>(async () => undefined) }));
vi.mock('../pause.ts', () => ({ pause }));

it('makes the key pairs that the library would make, each another one', () => {
  const { privateKey, publicKey } = browserCrypto.generateX25519KeyPair();
  expect(pureJsCrypto.generateX25519KeyPairFromSeed(privateKey.subarray()).publicKey.subarray()).toEqual(publicKey.subarray());
  const other = browserCrypto.generateX25519KeyPair();
  expect(other.publicKey.subarray()).not.toEqual(publicKey.subarray());
  expect(browserCrypto.generateX25519SharedKey(privateKey, other.publicKey)).toEqual(
    browserCrypto.generateX25519SharedKey(other.privateKey, publicKey),
  );
});

async function components(): Promise<NoiseComponents> {
  const privateKey = await generateKeyPair('Ed25519');
  const upgrader = { getStreamMuxers: () => new Map() } as unknown as NoiseComponents['upgrader'];
  return { privateKey, peerId: peerIdFromPrivateKey(privateKey), logger: defaultLogger(), upgrader };
}

it.each(['initiator', 'responder'])('shakes hands with the library as %s, one message a task', async (role) => {
  const [ours, theirs, [outbound, inbound]] = await Promise.all([components(), components(), streamPair()]);
  const [from, to] = role === 'initiator' ? [browserNoise(ours), noise()(theirs)] : [noise()(theirs), browserNoise(ours)];
  pause.mockClear();
  const [out, incoming] = await Promise.all([from.secureOutbound(outbound), to.secureInbound(inbound)]);
  expect([out.remotePeer.toString(), incoming.remotePeer.toString()].toSorted()).toEqual(
    [ours.peerId.toString(), theirs.peerId.toString()].toSorted(),
  );
  expect(pause).toHaveBeenCalledTimes(3);
});
