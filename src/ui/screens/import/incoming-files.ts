/** A file that somebody handed over, with where it lies when the browser says so: then it can be read again after a reload. */
export interface IncomingFile {
  readonly file: File;
  readonly handle?: FileSystemFileHandle;
}

/** The part of File System Access that not every browser has. */
interface HandleItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** Files of a drop. Must be called inside of the event: the browser empties the list afterwards. */
export function droppedFiles(items: DataTransferItemList): Promise<IncomingFile>[] {
  return [...items].flatMap((item) => {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (file === null) return [];
    const handle = (item as HandleItem).getAsFileSystemHandle?.();
    return [withHandle(file, handle)];
  });
}

async function withHandle(file: File, asked: Promise<FileSystemHandle | null> | undefined): Promise<IncomingFile> {
  const handle = await asked?.catch(() => null);
  return handle?.kind === 'file' ? { file, handle: handle as FileSystemFileHandle } : { file };
}

/** Addresses copied as text are a file without a name. Anything else on the clipboard is none of ours. */
export function pastedText(text: string): File | undefined {
  return /^\s*@?[^\s@,]+@[^\s@,]+\.[^\s@,]+/m.test(text) ? new File([text], 'pasted.csv', { type: 'text/csv' }) : undefined;
}

/** Files that the system opened this app with. */
export interface LaunchQueue {
  setConsumer(take: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

export async function launchedFiles(handles: readonly FileSystemFileHandle[]): Promise<IncomingFile[]> {
  const read = await Promise.allSettled(handles.map(async (handle) => ({ file: await handle.getFile(), handle })));
  return read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
