import { useEffect, useEffectEvent } from 'react';

/** Files dropped or pasted anywhere on the page. A file that misses its target must not replace the app in the tab. */
export function useDroppedFiles(onFiles: (files: readonly File[]) => void): void {
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    function receive(event: Event, files: FileList | undefined): void {
      if (files === undefined || files.length === 0) return;
      event.preventDefault();
      take([...files]);
    }
    const onDragOver = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => receive(event, event.dataTransfer?.files);
    const onPaste = (event: ClipboardEvent): void => receive(event, event.clipboardData?.files);
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('drop', onDrop);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('drop', onDrop);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}
