import { useCallback, useEffect, useState } from 'react';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PollenApp, PostView } from '../../services/app-api.ts';
import { useApp } from '../app/interface.tsx';
import { createObjectUrls } from './object-urls.ts';

const urls = createObjectUrls();

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

/** A post shows so many, the rest stand behind the last one. */
const mostShown = 4;
/** Longer than this nobody waits for a picture before the post is drawn, ms. */
const patienceMs = 150;

/**
 * Fetches the pictures that a post is going to show, so that it is drawn once, with them, instead of once more for each. Resolves in a
 * moment in any case.
 */
export async function fetchAhead(app: PollenApp, { author, attachments, warning, sensitive, filtered }: PostView): Promise<void> {
  if (warning !== undefined || sensitive === true || filtered !== undefined) return;
  const wanted = attachments.flatMap(({ digest, mediaType }) => (mediaType.startsWith('image/') ? (digest ?? []) : []));
  if (wanted.length === 0) return;
  const borrowed = wanted.slice(0, mostShown).map(async (digest) => {
    await urls.borrow(digest, () => app.media(digest, author.id));
    urls.giveBack(digest);
  });
  await Promise.race([Promise.all(borrowed), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
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
