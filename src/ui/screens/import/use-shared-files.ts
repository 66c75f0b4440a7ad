import { useEffect, useEffectEvent } from 'react';
import { takeSharedFiles } from '../../../sw/shared-box.ts';
import type { IncomingFile } from './incoming-files.ts';

/** Files that another app shared with this one, which the service worker kept until now. */
export function useSharedFiles(onFiles: (files: readonly IncomingFile[]) => void): void {
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    void takeSharedFiles(globalThis.caches).then((files) => {
      if (files.length > 0) take(files.map((file) => ({ file })));
    });
  }, []);
}
