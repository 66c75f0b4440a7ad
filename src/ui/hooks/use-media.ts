import { useCallback, useEffect, useState } from 'react';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { useApp } from '../app/interface.tsx';
import { createObjectUrls } from './object-urls.ts';

const urls = createObjectUrls();

export type Media =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly url: string }
  /** Nobody who is reachable has it. */
  | { readonly status: 'absent'; readonly retry: () => void };

/** URL of a picture by digest while the component is there. */
export function useMedia(digest: string | undefined, author: Did | ObjectId): Media {
  const app = useApp();
  const [found, setFound] = useState<{ readonly digest: string; readonly url: string | undefined }>();
  const [round, setRound] = useState(0);
  const retry = useCallback(() => {
    setFound(undefined);
    setRound((now) => now + 1);
  }, []);

  useEffect(() => {
    if (digest === undefined) return undefined;
    let left = false;
    void urls
      .borrow(digest, () => app.media(digest, author))
      .then((url) => {
        if (!left) setFound({ digest, url });
      });
    return () => {
      left = true;
      urls.giveBack(digest);
    };
  }, [app, digest, author, round]);

  if (found === undefined || found.digest !== digest) return { status: 'loading' };
  return found.url === undefined ? { status: 'absent', retry } : { status: 'ready', url: found.url };
}
