import type { PairingCrypto } from '../../protocol/ports/pairing.ts';
import type { RandomBytes } from '../account-keys.ts';

const curve = { name: 'ECDH', namedCurve: 'P-256' };

/** What pairing needs, by WebCrypto; private keys are made not extractable. */
export function createPairingCrypto(subtle: SubtleCrypto, random: RandomBytes): PairingCrypto {
  return {
    random,
    async newKeyPair() {
      const pair = await subtle.generateKey(curve, false, ['deriveBits']);
      const publicKey = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
      return {
        publicKey,
        async agree(other) {
          try {
            // The import refuses what is no point of the curve.
            const key = await subtle.importKey('raw', other.slice(), curve, false, []);
            return new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: key }, pair.privateKey, 256));
          } catch {
            return undefined;
          }
        },
      };
    },
    async cipher(bytes) {
      const key = await subtle.importKey('raw', bytes.slice(), 'AES-GCM', false, ['encrypt', 'decrypt']);
      return {
        seal: async (nonce, plaintext) =>
          new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv: nonce.slice() }, key, plaintext.slice())),
        async open(nonce, sealed) {
          try {
            return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv: nonce.slice() }, key, sealed.slice()));
          } catch {
            return undefined;
          }
        },
      };
    },
  };
}
