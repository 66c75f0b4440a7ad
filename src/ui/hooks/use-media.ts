import { useCallback, useEffect, useState } from 'react';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { useApp } from '../app/interface.tsx';
import { createObjectUrls } from './object-urls.ts';

export const urls = createObjectUrls();

export type Media =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly url: string }
  /** Nobody who is reachable has it. */
  | { readonly status: 'absent'; readonly retry: () => void };

interface Found {
  readonly digest: string;
  readonly round: number;
  readonly url: string | undefined;
}

function foundAlready(digest: string | undefined): Found | undefined {
  const url = digest === undefined ? undefined : urls.known(digest);
  return digest === undefined || url === undefined ? undefined : { digest, round: 0, url };
}

/** URL of a picture by digest while the component is there. */
export function useMedia(digest: string | undefined, author: Did | ObjectId): Media {
  const app = useApp();
  const [found, setFound] = useState<Found | undefined>(() => foundAlready(digest));
  const [round, setRound] = useState(0);
  const retry = useCallback(() => setRound((now) => now + 1), []);

  useEffect(() => {
    if (digest === undefined) return undefined;
    let left = false;
    void urls
      .borrow(digest, () => app.media(digest, author))
      .then((url) => {
        if (!left)
          setFound((now) => (now?.digest === digest && now.round === round && now.url === url ? now : { digest, round, url }));
      });
    return () => {
      left = true;
      urls.giveBack(digest);
    };
  }, [app, digest, author, round]);

  if (found === undefined || found.digest !== digest || found.round !== round) return { status: 'loading' };
  return found.url === undefined ? { status: 'absent', retry } : { status: 'ready', url: found.url };
}
