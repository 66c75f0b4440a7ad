import type { FileSystemFileHandleLike, JobRecord } from '../../../protocol/ports/jobs.ts';
import type { AccountStore } from '../../../protocol/ports/store.ts';
import { err, ok, type Result } from '../../../protocol/result.ts';
import { archiveData } from './archive-job.ts';
import type { FileExchange } from './file-exchange.ts';
import { isSameFile } from './fingerprint.ts';

/** The part of File System Access that reading takes. */
interface ReadableHandle extends FileSystemFileHandleLike {
  getFile(): Promise<File>;
  queryPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
}

/** The archive that a job reads from: kept on this device, where it lies, or from a tab that has it. Only the very same file. */
export async function openJobFile(
  store: AccountStore,
  exchange: FileExchange,
  job: JobRecord,
): Promise<Result<Blob, 'file' | 'file-permission'>> {
  const { fingerprint } = archiveData(job);
  const kept = await store.jobs.file(job.id);
  if (kept instanceof Blob && (await isSameFile(kept, fingerprint))) return ok(kept);
  const offered = await exchange.ask(job.id);
  if (offered !== undefined && (await isSameFile(offered, fingerprint))) return ok(offered);
  if (kept === undefined || kept instanceof Blob) return err('file');
  return fromHandle(kept as ReadableHandle, fingerprint);
}

async function fromHandle(
  handle: ReadableHandle,
  fingerprint: ReturnType<typeof archiveData>['fingerprint'],
): Promise<Result<Blob, 'file' | 'file-permission'>> {
  try {
    if (((await handle.queryPermission?.({ mode: 'read' })) ?? 'granted') !== 'granted') return err('file-permission');
    const file = await handle.getFile();
    return (await isSameFile(file, fingerprint)) ? ok(file) : err('file');
  } catch {
    // Moved, deleted, or on a disk that is not there.
    return err('file');
  }
}
