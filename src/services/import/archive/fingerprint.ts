import { digestMultibase } from '../../../protocol/identity/digest.ts';

/** Tells whether a file is the one that was picked before; nobody hides another file behind it but its owner. */
export interface FileFingerprint {
  readonly sizeBytes: number;
  readonly headDigest: string;
  readonly tailDigest: string;
}

const edgeBytes = 64 * 1024;

export async function fingerprintOf(file: Blob): Promise<FileFingerprint> {
  const digest = async (from: number, to: number): Promise<string> =>
    digestMultibase(new Uint8Array(await file.slice(from, to).arrayBuffer()));
  return {
    sizeBytes: file.size,
    headDigest: await digest(0, edgeBytes),
    tailDigest: await digest(Math.max(0, file.size - edgeBytes), file.size),
  };
}

/** False, too, for a file that cannot be read any more. */
export async function isSameFile(file: Blob, known: FileFingerprint): Promise<boolean> {
  if (file.size !== known.sizeBytes) return false;
  try {
    const { headDigest, tailDigest } = await fingerprintOf(file);
    return headDigest === known.headDigest && tailDigest === known.tailDigest;
  } catch {
    return false;
  }
}
