import type { ThreadView } from '../../../services/app-api.ts';

type Reply = ThreadView['replies'][number];

export interface Row extends Reply {
  /** Answers below it, however deep. */
  readonly below: number;
  readonly isClosed: boolean;
}

/** Deeper branches begin closed: so far in, hardly anybody reads on, and phones have no room. */
const openDepth = 6;

/** Rows that are shown of a conversation; `closed` says of each post whether its branch was closed or opened by hand. */
export function shownRows(replies: readonly Reply[], closed: ReadonlyMap<string, boolean>): readonly Row[] {
  const rows: Row[] = [];
  let skipBelow = Number.POSITIVE_INFINITY;
  for (const [index, reply] of replies.entries()) {
    if (reply.depth > skipBelow) continue;
    const below = countBelow(replies, index);
    const isClosed = below > 0 && (closed.get(reply.post.id) ?? reply.depth >= openDepth);
    skipBelow = isClosed ? reply.depth : Number.POSITIVE_INFINITY;
    rows.push({ ...reply, below, isClosed });
  }
  return rows;
}

function countBelow(replies: readonly Reply[], index: number): number {
  const depth = replies[index]?.depth ?? 0;
  let end = index + 1;
  while (end < replies.length && (replies[end]?.depth ?? 0) > depth) end += 1;
  return end - index - 1;
}
