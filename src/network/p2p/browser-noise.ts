import { type ICryptoInterface, pureJsCrypto } from '@libp2p/noise';

/** The point that X25519 multiplies: u = 9 (RFC 7748). */
const basePoint = Uint8Array.of(9, ...new Uint8Array(31));

/**
 * Noise's functions for pages, with key pairs made on the curve itself. The library's own way first computes tables, 80 ms of a fast
 * processor in one piece, which pay only for whoever makes hundreds of keys.
 */
export const browserNoise: ICryptoInterface = {
  ...pureJsCrypto,
  generateX25519KeyPair() {
    const privateKey = crypto.getRandomValues(new Uint8Array(32));
    return { privateKey, publicKey: pureJsCrypto.generateX25519SharedKey(privateKey, basePoint) };
  },
};
