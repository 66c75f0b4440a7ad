import { armor, Decrypter, Encrypter } from 'age-encryption';
import { err, ok, type Result } from '../../protocol/result.ts';

/** Base-2 logarithm of scrypt's N: a third of a second on a laptop, 128 MiB of memory; the `age` tool's own default is one more. */
export const defaultWorkFactor = 17;

export type AgeFileError = { readonly type: 'wrong-passphrase' } | { readonly type: 'not-an-envelope'; readonly reason: string };

/** Seals bytes with a passphrase into a binary age file (age-encryption.org/v1, scrypt). */
export async function seal(
  content: Uint8Array,
  passphrase: string,
  workFactor: number = defaultWorkFactor,
): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(workFactor);
  encrypter.setPassphrase(normalise(passphrase));
  return new Uint8Array(await encrypter.encrypt(content));
}

/** Opens an age file, binary or armored, that was sealed with a passphrase. Work factors above 2^20 are refused by the library. */
export async function open(file: Uint8Array, passphrase: string): Promise<Result<Uint8Array, AgeFileError>> {
  const binary = dearmor(file);
  if (!binary || !startsWith(binary, 'age-encryption.org/v1\n-> scrypt ')) {
    return err({ type: 'not-an-envelope', reason: 'this is no file that was sealed with a passphrase' });
  }
  const decrypter = new Decrypter();
  decrypter.addPassphrase(normalise(passphrase));
  try {
    return ok(await decrypter.decrypt(binary));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The library's only sign of a wrong passphrase; a damaged file fails later, with another message.
    return /no identity matched/.test(message)
      ? err({ type: 'wrong-passphrase' })
      : err({ type: 'not-an-envelope', reason: `the file is damaged (${message.slice(0, 100)})` });
  }
}

// The same passphrase typed on another keyboard or system must open the file.
function normalise(passphrase: string): string {
  return passphrase.normalize('NFC');
}

function dearmor(file: Uint8Array): Uint8Array | undefined {
  if (!startsWith(file, '-----BEGIN AGE')) return file;
  try {
    return armor.decode(new TextDecoder().decode(file));
  } catch {
    return undefined;
  }
}

function startsWith(bytes: Uint8Array, prefix: string): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, prefix.length)) === prefix;
}
