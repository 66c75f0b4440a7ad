import { memo, type ReactNode, useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { PostView } from '../../services/app-api.ts';
import type { ListingState, ListingStore } from '../lists/listing.ts';
import { itemAt } from '../lists/place.ts';
import { cutStretches, type Stretch } from '../lists/stretches.ts';
import { t } from '../text/translate.ts';
import { Button } from './button.tsx';
import { ErrorState } from './empty-state.tsx';
import { FeedStretch } from './feed-stretch.tsx';
import { PostSkeleton } from './skeleton.tsx';
import styles from './feed.module.css';

/** Posts under each other; far ones are only places, older ones come as the reader comes near. */
export function Feed(props: {
  readonly label: string;
  readonly list: ListingStore<PostView>;
  readonly state: ListingState<PostView>;
  readonly empty: ReactNode;
  /** What stands below the last post. */
  readonly end?: ReactNode;
}): ReactNode {
  const { label, list, state, empty, end } = props;
  if (state.status === 'loading') return <PostSkeleton />;
  if (state.status === 'failed') {
    return <ErrorState title={t('feed.failed-title')} text={t('feed.failed-text')} onRetry={() => void list.start()} />;
  }
  if (state.items.length === 0) return <>{empty}</>;
  return <Posts label={label} list={list} state={state} end={end} />;
}

/** How many posts are drawn with the feed, before anybody has scrolled: those around the place of the reader. */
const before = 3;
const after = 6;

/** So far ahead of the reader the list is read on, px, and so much at once: a fling goes on, and no frame has many to unpack. */
const readAheadPx = 4000;
const readAtOnce = 8;

const keyOf = (post: PostView): string => post.key;

function Posts(props: {
  readonly label: string;
  readonly list: ListingStore<PostView>;
  readonly state: ListingState<PostView>;
  readonly end: ReactNode;
}): ReactNode {
  const { label, list, state, end } = props;
  // What comes at the end is far below the window, and is drawn in pieces; anything else at once.
  const earlier = useDeferredValue(state.items);
  const items = goesOn(earlier, state.items) ? earlier : state.items;
  const busy = state.more === 'loading' || items !== state.items;
  return (
    <>
      <div className={styles.feed} role="feed" aria-label={label} aria-busy={busy}>
        <Stretches list={list} items={items} count={state.next === undefined ? state.items.length : -1} />
      </div>
      {state.next === undefined ? (
        <div className={styles.end}>{end ?? <p>{t('feed.end')}</p>}</div>
      ) : (
        <More
          failed={state.more === 'failed'}
          busy={busy}
          onNear={() => void list.loadMore(readAtOnce)}
          onMore={() => void list.loadMore()}
        />
      )}
    </>
  );
}

/** Whether more items follow on these, and nothing else has changed as far as can be seen from both ends. */
const goesOn = (items: readonly PostView[], longer: readonly PostView[]): boolean =>
  longer.length > items.length && longer[0] === items[0] && longer[items.length - 1] === items.at(-1);

const Stretches = memo(function Stretches(props: {
  readonly list: ListingStore<PostView>;
  readonly items: readonly PostView[];
  readonly count: number;
}): ReactNode {
  const { list, items, count } = props;
  const [first] = useState(() => {
    const anchor = list.place && itemAt(items, list.place.at);
    const index = anchor === undefined ? 0 : items.indexOf(anchor);
    return { from: index - before, to: index + after };
  });
  const [cut, setCut] = useState<{ readonly items: readonly PostView[]; readonly stretches: readonly Stretch<PostView>[] }>(
    () => ({
      items,
      stretches: cutStretches(items, keyOf, []),
    }),
  );
  const stretches = cut.items === items ? cut.stretches : cutStretches(items, keyOf, cut.stretches);
  if (cut.items !== items) setCut({ items, stretches });
  return stretches.map((stretch) => (
    <FeedStretch
      key={stretch.key}
      posts={stretch.items}
      start={stretch.start}
      count={count}
      heights={list.heights}
      first={first}
    />
  ));
});

function More(props: {
  readonly failed: boolean;
  readonly busy: boolean;
  /** The reader comes near the end of what has been read. */
  readonly onNear: () => void;
  readonly onMore: () => void;
}): ReactNode {
  const { failed, busy, onNear, onMore } = props;
  const place = useRef<HTMLDivElement>(null);
  const load = useEffectEvent(onNear);
  useEffect(() => {
    if (failed || busy || place.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) load();
      },
      { rootMargin: `${readAheadPx}px` },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [failed, busy]);
  return (
    <div className={styles.end} ref={place}>
      {failed && <p role="alert">{t('feed.more-failed')}</p>}
      <Button busy={busy} onClick={onMore}>
        {busy ? t('state.loading') : t('feed.more')}
      </Button>
    </div>
  );
}
