import { memo, type ReactNode, useCallback, useRef } from 'react';
import type { PostView } from '../../services/app-api.ts';
import { useNearWindow } from '../hooks/use-near-window.ts';
import { likelyHeightPx } from '../lists/likely-height.ts';
import { FeedSlot } from './feed-slot.tsx';

/** Places exist that far outside of the window: further than posts are drawn. */
const margin = '4000px 0px';

/**
 * A few posts of a feed. Far from the window they are one empty place together, so that the page stays small however long the feed is.
 */
export const FeedStretch = memo(function FeedStretch(props: {
  readonly posts: readonly PostView[];
  /** Of the first post, from 0. */
  readonly start: number;
  readonly count: number;
  readonly heights: Map<string, number>;
  /** Posts that are drawn with the feed: of these numbers. */
  readonly first: { readonly from: number; readonly to: number };
}): ReactNode {
  const { posts, start, count, heights, first } = props;
  const place = useRef<HTMLDivElement>(null);
  const isFirst = start < first.to + posts.length && start + 2 * posts.length > first.from;
  const near = useNearWindow(place, margin, isFirst, ignore);
  const heightOf = useCallback((post: PostView) => heights.get(post.key) ?? likelyHeightPx(post), [heights]);
  if (!near) {
    return <div ref={place} style={{ blockSize: posts.reduce((sum, post) => sum + heightOf(post), 0) }} />;
  }
  return (
    <div ref={place}>
      {posts.map((post, offset) => {
        const index = start + offset;
        return (
          <FeedSlot
            key={post.key}
            post={post}
            index={index + 1}
            count={count}
            heights={heights}
            nearAtFirst={index >= first.from && index < first.to}
            likelyHeight={heightOf(post)}
          />
        );
      })}
    </div>
  );
});

const ignore = (): void => undefined;
