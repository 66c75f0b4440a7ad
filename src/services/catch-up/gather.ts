import type { ViewParts } from '../views/load-posts.ts';
import { homeTimeline } from '../views/timelines.ts';
import type { Cursor } from '../../protocol/ports/store.ts';
import type { PostView } from '../views/view-types.ts';
import type { CatchUpView } from './catch-up-view.ts';
import { digest } from './digest.ts';

const pageSize = 100;
/** More than this in one go is a second timeline, and takes a phone's memory. */
export const mostGathered = 1500;

/**
 * Reads the home timeline down to a moment, with everything that is left out of it left out here, too. Throws what the signal says when
 * it is aborted.
 */
export async function gatherCatchUp(
  parts: ViewParts,
  sinceMs: number,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (posts: number) => void } = {},
): Promise<CatchUpView> {
  const { signal, onProgress } = options;
  const untilMs = parts.nowMs();
  const views: PostView[] = [];
  let before: Cursor | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const page = await homeTimeline(parts, { limit: pageSize, ...(before !== undefined && { before }) });
    const recent = page.items.filter(({ cursor }) => cursor.atMs > sinceMs);
    views.push(...recent.filter(({ author, boostedBy, missing }) => missing !== true && !(author.me && boostedBy === undefined)));
    onProgress?.(views.length);
    before = page.next;
    const isOver = before === undefined || before.atMs <= sinceMs || recent.length < page.items.length;
    if (isOver) return digest(views, { sinceMs, untilMs, isCut: false });
    const oldest = page.items.at(-1);
    if (views.length >= mostGathered && oldest !== undefined) {
      return digest(views.slice(0, mostGathered), { sinceMs: oldest.cursor.atMs, untilMs, isCut: true });
    }
  }
}
