import type { Did } from '../../protocol/brand.ts';
import type { PrivateKeys } from '../../protocol/ports/records.ts';

/**
 * Encrypts the files of the private state (bridge-spec section 17). The nonce is made from the plaintext, so the same content is the
 * same bytes whichever device writes it, and files that say nothing new do not change. What equal files give away: that they are.
 */
export interface PrivateCipher {
  /** Secret of the account from which entries are spread over the files. */
  salt(): Promise<Uint8Array>;
  seal(fileName: string, plaintext: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Undefined for what is damaged, of another place, or of another account. */
  open(fileName: string, bytes: Uint8Array): Promise<Uint8Array | undefined>;
}

const nonceBytes = 12;
const tagBytes = 16;
const utf8 = new TextEncoder();

export function createPrivateCipher(subtle: SubtleCrypto, did: Did, keys: PrivateKeys): PrivateCipher {
  const mac = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await subtle.sign('HMAC', keys.nonce, bytes));
  // Bound to its place, so that nobody can put one file where another belongs.
  const place = (fileName: string): Uint8Array<ArrayBuffer> => utf8.encode(`${did}/private/${fileName}`);

  return {
    salt: () => mac(utf8.encode('pollen private state 1 buckets')),
    async seal(fileName, plaintext) {
      const additionalData = place(fileName);
      const hashed = new Uint8Array(additionalData.length + 1 + plaintext.length);
      hashed.set(additionalData);
      hashed.set(plaintext, additionalData.length + 1);
      const iv = (await mac(hashed)).slice(0, nonceBytes);
      const encrypted = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, keys.content, plaintext);
      const file = new Uint8Array(nonceBytes + encrypted.byteLength);
      file.set(iv);
      file.set(new Uint8Array(encrypted), nonceBytes);
      return file;
    },
    async open(fileName, bytes) {
      if (bytes.length < nonceBytes + tagBytes) return undefined;
      const algorithm = { name: 'AES-GCM', iv: bytes.slice(0, nonceBytes), additionalData: place(fileName) };
      try {
        return new Uint8Array(await subtle.decrypt(algorithm, keys.content, bytes.slice(nonceBytes)));
      } catch {
        return undefined;
      }
    },
  };
}
