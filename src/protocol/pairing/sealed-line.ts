import type { PairingCipher, PairingCrypto } from '../ports/pairing.ts';
import { wire } from './handshake.ts';

/** Seals messages of one direction and opens those of the other; each only in its place of the order. */
export interface SealedLine {
  seal(plaintext: Uint8Array): Promise<Uint8Array>;
  /** Undefined for what was changed, repeated, left out, or not sealed at all. */
  open(frame: Uint8Array): Promise<Uint8Array | undefined>;
}

export async function createSealedLine(crypto: PairingCrypto, sending: Uint8Array, receiving: Uint8Array): Promise<SealedLine> {
  const [outgoing, incoming] = await Promise.all([crypto.cipher(sending), crypto.cipher(receiving)]);
  const out = counted(outgoing);
  const into = counted(incoming);
  return {
    async seal(plaintext) {
      const sealed = await out.cipher.seal(out.next(), plaintext);
      const frame = new Uint8Array(1 + sealed.length);
      frame[0] = wire.sealed;
      frame.set(sealed, 1);
      return frame;
    },
    async open(frame) {
      return frame[0] === wire.sealed ? into.cipher.open(into.next(), frame.subarray(1)) : undefined;
    },
  };
}

/** The nonce is the message's number, so none is used twice with a key. */
function counted(cipher: PairingCipher): { readonly cipher: PairingCipher; next(): Uint8Array } {
  let count = 0;
  return {
    cipher,
    next() {
      if (count > 0xffff_ffff) throw new RangeError('too many messages');
      const nonce = new Uint8Array(12);
      for (let place = 0; place < 4; place += 1) nonce[11 - place] = (count >>> (8 * place)) & 0xff;
      count += 1;
      return nonce;
    },
  };
}
