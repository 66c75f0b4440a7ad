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

/** Whoever has it may be on the way: it is looked for again while it is wanted, after growing pauses. */
const firstPauseMs = 2_000;
const longestPauseMs = 5 * 60_000;

/** URL of a picture by digest while the component is there. */
export function useMedia(digest: string | undefined, author: Did | ObjectId): Media {
  const app = useApp();
  const [found, setFound] = useState<Found | undefined>(() => foundAlready(digest));
  const [round, setRound] = useState(0);
  const retry = useCallback(() => setRound((now) => now + 1), []);

  useEffect(() => {
    if (digest === undefined) return undefined;
    let left = false;
    let holds = false;
    let failures = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      holds = true;
      const url = await urls.borrow(digest, () => app.mediaUrl(digest, author));
      if (url === undefined) holds = false;
      if (left) return;
      setFound((now) => (now?.digest === digest && now.round === round && now.url === url ? now : { digest, round, url }));
      if (url !== undefined) return;
      timer = setTimeout(() => void look(), Math.min(firstPauseMs * 2 ** failures, longestPauseMs));
      failures += 1;
    };
    void look();
    return () => {
      left = true;
      clearTimeout(timer);
      if (holds) urls.giveBack(digest);
    };
  }, [app, digest, author, round]);

  if (found === undefined || found.digest !== digest || found.round !== round) return { status: 'loading' };
  return found.url === undefined ? { status: 'absent', retry } : { status: 'ready', url: found.url };
}
