import type { Result } from '../../../protocol/result.ts';
import type { ImportProblem } from '../files-api.ts';
import type { Visit, VisitOptions, Visitor } from './archive-entry.ts';
import { visitTar } from './tar-archive.ts';
import { visitZip } from './zip-archive.ts';

/** What the first bytes say. Tar files need not be packed. */
export async function archiveKind(file: Blob): Promise<'zip' | 'tar' | 'tar.gz' | undefined> {
  const head = new Uint8Array(await file.slice(0, 512).arrayBuffer());
  if (head[0] === 0x1f && head[1] === 0x8b) return 'tar.gz';
  const isZip = head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5 || head[2] === 7);
  if (isZip) return 'zip';
  return String.fromCharCode(...head.subarray(257, 262)) === 'ustar' ? 'tar' : undefined;
}

/**
 * Walks through an archive without unpacking it anywhere: memory is that of one piece of one file. Names that lead out of the archive,
 * links, devices, second entries of one name, encrypted entries, archives in the archive and entries that lie about their size are
 * passed over and counted.
 */
export async function visitArchive(
  file: Blob,
  visitor: Visitor,
  options: VisitOptions,
): Promise<Result<Visit, Exclude<ImportProblem, { type: 'encrypted' | 'not-understood' }> | 'no-archive'>> {
  const kind = await archiveKind(file);
  if (kind === undefined) return { ok: false, error: 'no-archive' };
  return kind === 'zip' ? visitZip(file, visitor, options) : visitTar(file, kind === 'tar.gz', visitor, options);
}
