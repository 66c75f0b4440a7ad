import { useEffect, useEffectEvent } from 'react';
import type { ComposeIntent } from '../../app/composing.ts';

/** Takes the files with which the composer was opened, once. */
export function useSharedFiles(intent: ComposeIntent, onFiles: (files: readonly File[]) => void): void {
  const take = useEffectEvent(onFiles);
  const files = intent.kind === 'new' ? intent.files : undefined;
  useEffect(() => {
    if (files !== undefined && files.length > 0) take(files);
  }, [files]);
}
