import { generateKeyPair } from '@libp2p/crypto/keys';
import { defaultLogger } from '@libp2p/logger';
import { noise, type NoiseComponents, pureJsCrypto } from '@libp2p/noise';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { streamPair } from '@libp2p/utils';
import { afterEach, expect, it, vi } from 'vitest';
import { browserCrypto, browserNoise, makeKeyPairsAhead } from './browser-noise.ts';

const { pause } = vi.hoisted(() => ({ pause: vi.fn<() => Promise<void>>(async () => undefined) }));
vi.mock('../pause.ts', () => ({ pause }));

afterEach(() => vi.restoreAllMocks());

it.each([
  ['the page', async () => void vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(new Error('not known here')), 2],
  ['the browser ahead', makeKeyPairsAhead, 0],
])('takes key pairs that the library would make, each another one, from %s', async (_who, prepare, byPage) => {
  const random = vi.spyOn(crypto, 'getRandomValues');
  await prepare();
  const { privateKey, publicKey } = browserCrypto.generateX25519KeyPair();
  const other = browserCrypto.generateX25519KeyPair();
  expect(random).toHaveBeenCalledTimes(byPage);
  expect(pureJsCrypto.generateX25519KeyPairFromSeed(privateKey.subarray()).publicKey.subarray()).toEqual(publicKey.subarray());
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
