import { memo, type ReactNode, useCallback, useRef } from 'react';
import type { PollenApp, PostView } from '../../services/app-api.ts';
import { useApp } from '../app/interface.tsx';
import { useNearWindow } from '../hooks/use-near-window.ts';
import { PostCard } from './post-card.tsx';
import styles from './feed.module.css';

/** Most posts show nothing that could be fetched. */
const fetchAhead = async (app: PollenApp, post: PostView): Promise<void> => {
  if (post.attachments.length > 0) await (await import('../lists/fetch-ahead.ts')).fetchAhead(app, post);
};

/**
 * How far above and below the window posts are drawn: the browser puts all of them together again whenever one of them comes. Those
 * above are of known height, and come back fast.
 */
const near = '400px 0px 1400px';

/**
 * A place in a long list. Far from the window it is empty and as high as it last was, so a list of thousands costs little; what
 * holds the focus is never emptied.
 */
export const FeedSlot = memo(function FeedSlot(props: {
  readonly post: PostView;
  readonly index: number;
  readonly count: number;
  readonly heights: Map<string, number>;
  readonly nearAtFirst: boolean;
  /** px, until it was drawn once. */
  readonly likelyHeight: number;
}): ReactNode {
  const { post, index, count, heights, nearAtFirst, likelyHeight } = props;
  const { key } = post;
  const place = useRef<HTMLDivElement>(null);
  // To the fraction: else all that stands below would move by it, and be painted anew.
  const measure = useCallback(
    (element: HTMLElement) => void heights.set(key, element.getBoundingClientRect().height),
    [heights, key],
  );
  const app = useApp();
  const isNear = useNearWindow(place, near, nearAtFirst, measure, () => fetchAhead(app, post));
  return (
    <div
      ref={place}
      className={isNear ? styles.drawn : undefined}
      data-place={key}
      style={isNear ? undefined : { blockSize: heights.get(key) ?? likelyHeight }}
    >
      {isNear ? <PostCard post={post} index={index} count={count} /> : null}
    </div>
  );
});
