import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys';
import type { PrivateKey } from '@libp2p/interface';

/** The key behind the gateway's peer id: made on the first start, kept in `peer-key` (mode 0600). Not an account's key. */
export async function loadPeerKey(directory: string): Promise<PrivateKey> {
  const file = join(directory, 'peer-key');
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const key = await generateKeyPair('Ed25519');
    await writeFile(`${file}.new`, privateKeyToProtobuf(key), { mode: 0o600 });
    await rename(`${file}.new`, file);
    return key;
  }
  return privateKeyFromProtobuf(bytes);
}
