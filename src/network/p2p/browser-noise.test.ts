import { pureJsCrypto } from '@libp2p/noise';
import { expect, it } from 'vitest';
import { browserNoise } from './browser-noise.ts';

it('makes the key pairs that the library would make, each another one', () => {
  const { privateKey, publicKey } = browserNoise.generateX25519KeyPair();
  expect(pureJsCrypto.generateX25519KeyPairFromSeed(privateKey.subarray()).publicKey.subarray()).toEqual(publicKey.subarray());
  const other = browserNoise.generateX25519KeyPair();
  expect(other.publicKey.subarray()).not.toEqual(publicKey.subarray());
  expect(browserNoise.generateX25519SharedKey(privateKey, other.publicKey)).toEqual(
    browserNoise.generateX25519SharedKey(other.privateKey, publicKey),
  );
});
