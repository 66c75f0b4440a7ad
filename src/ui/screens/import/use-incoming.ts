import { useEffect, useEffectEvent, useState } from 'react';
import { droppedFiles, type IncomingFile, launchedFiles, type LaunchQueue, pastedText } from './incoming-files.ts';

/**
 * Files dropped or pasted anywhere on the screen, or that the system opened the app with (`onLaunched`). Returns whether files are
 * held over the page just now.
 */
export function useIncoming(
  onFiles: (files: readonly IncomingFile[]) => void,
  onLaunched: (files: readonly IncomingFile[]) => void = onFiles,
): boolean {
  const take = useEffectEvent(onFiles);
  const takeLaunched = useEffectEvent(onLaunched);
  const [over, setOver] = useState(false);

  useEffect(() => {
    function onDragOver(event: DragEvent): void {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      // Without this the browser would open the file in place of the app.
      event.preventDefault();
      setOver(true);
    }
    function onDragLeave(event: DragEvent): void {
      if (event.relatedTarget === null) setOver(false);
    }
    function onDrop(event: DragEvent): void {
      setOver(false);
      const files = event.dataTransfer === null ? [] : droppedFiles(event.dataTransfer.items);
      if (files.length === 0) return;
      event.preventDefault();
      void Promise.all(files).then(take);
    }
    function onPaste(event: ClipboardEvent): void {
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null) return;
      const text = pastedText(event.clipboardData?.getData('text/plain') ?? '');
      const files = [...(event.clipboardData?.files ?? [])];
      const all = files.length === 0 && text !== undefined ? [text] : files;
      if (all.length === 0) return;
      event.preventDefault();
      take(all.map((file) => ({ file })));
    }
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('dragleave', onDragLeave);
    document.addEventListener('drop', onDrop);
    document.addEventListener('paste', onPaste);
    const queue = (globalThis as { readonly launchQueue?: LaunchQueue }).launchQueue;
    queue?.setConsumer(({ files }) => void launchedFiles(files).then((found) => found.length > 0 && takeLaunched(found)));
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('dragleave', onDragLeave);
      document.removeEventListener('drop', onDrop);
      document.removeEventListener('paste', onPaste);
    };
  }, []);

  return over;
}
