import { useCallback, useEffect, useState } from 'react';
import type { PollenApp, PostView } from '../../../services/app-api.ts';
import type { SearchAnswer } from '../../../services/search/search-api.ts';
import { useApp } from '../../app/interface.tsx';
import { postTopics } from '../../hooks/use-listing.ts';
import { useChanges } from '../../hooks/use-changes.ts';
import { createListing, type ListingStore } from '../../lists/listing.ts';

/** What was found for a text: all of the answer, and its posts as a list that is read page by page. */
export interface Found {
  readonly text: string;
  readonly answer: SearchAnswer;
  readonly list: ListingStore<PostView>;
}

export type Searching = { readonly status: 'idle' | 'searching' | 'ready' | 'failed'; readonly found: Found | undefined };

const keyOf = (post: PostView): string => post.key;
const cursorOf = (post: PostView): PostView['cursor'] => post.cursor;
/** What is written into the index meanwhile is found by and by. */
const topics = [...postTopics, 'search'];
/** Enough for a screen, at every letter that is typed. */
const pageSize = 10;

/** The last one, so that going back to the screen finds it as it was. */
let last: { readonly app: PollenApp; readonly found: Found } | undefined;

/** Searches for what is typed, with every letter; what was found before stays until there is something new. */
export function useSearch(text: string): Searching & { readonly again: () => void } {
  const app = useApp();
  const [found, setFound] = useState<Found | undefined>(() => (isLast(app, text) ? last?.found : undefined));
  const [failed, setFailed] = useState<string>();

  const run = useCallback(
    (hasLeft: () => boolean): void => {
      search(app, text, (answer, list) => {
        if (hasLeft() && last?.found.list !== list) return;
        const now = { text, answer, list };
        last = { app, found: now };
        setFound(now);
        setFailed(undefined);
      }).catch(() => {
        if (!hasLeft()) setFailed(text);
      });
    },
    [app, text],
  );

  useEffect(() => {
    if (text === '' || isLast(app, text)) return undefined;
    let left = false;
    run(() => left);
    return () => {
      left = true;
    };
  }, [app, text, run]);

  useChanges(topics, () => void found?.list.refresh(true));
  const again = (): void => run(() => false);
  if (text === '') return { status: 'idle', found: undefined, again };
  if (failed === text) return { status: 'failed', found: undefined, again };
  return { status: found?.text === text ? 'ready' : 'searching', found, again };
}

const isLast = (app: PollenApp, text: string): boolean => last?.app === app && last.found.text === text;

/** Tells of every answer whose people and tags are known: the first, and each after a change. */
async function search(
  app: PollenApp,
  text: string,
  tell: (answer: SearchAnswer, list: ListingStore<PostView>) => void,
): Promise<void> {
  const desk = await app.search();
  let answer: SearchAnswer | undefined;
  const list = createListing<PostView>({
    keyOf,
    cursorOf,
    pageSize,
    async load(page) {
      const now = await desk.search(text, page);
      if (page.before === undefined) {
        const isFirst = answer === undefined;
        answer = now;
        if (!isFirst) tell(now, list);
      }
      return now.posts;
    },
  });
  await list.open();
  if (answer === undefined) throw new Error('nothing was searched');
  tell(answer, list);
}
