import type { FileSystemFileHandleLike } from '../../protocol/ports/jobs.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';

/** The part of File System Access that asking for leave takes; not every browser has it. */
interface AskingHandle extends FileSystemFileHandleLike {
  getFile?(): Promise<File>;
  requestPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
}

/**
 * The file of a job that is linked to where it lies, once the user has given leave; to be called while a tap is being handled, because
 * browsers ask only then. Undefined: no leave, or no such file any more.
 */
export async function openLinkedFile(store: AccountStore, job: string): Promise<File | undefined> {
  const handle = (await store.jobs.file(job)) as AskingHandle | Blob | undefined;
  if (handle === undefined || handle instanceof Blob) return undefined;
  try {
    const permission = (await handle.requestPermission?.({ mode: 'read' })) ?? 'denied';
    return permission === 'granted' ? await handle.getFile?.() : undefined;
  } catch {
    // Moved, deleted, or asked for at a wrong moment.
    return undefined;
  }
}
