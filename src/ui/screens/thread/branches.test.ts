import { describe, expect, it } from 'vitest';
import type { PostView, ThreadView } from '../../../services/app-api.ts';
import { shownRows } from './branches.ts';

const replies = (...depths: readonly number[]): ThreadView['replies'] =>
  depths.map((depth, index) => ({ depth, post: { id: `p${index}` } as unknown as PostView, missing: 0 }));
const shown = (of: ThreadView['replies'], closed: Record<string, boolean> = {}): string =>
  shownRows(of, new Map(Object.entries(closed)))
    .map(({ post, below, isClosed }) => `${post.id}${isClosed ? `+${below}` : ''}`)
    .join(' ');

describe('rows of a conversation', () => {
  it('are all shown at first, with what lies below each', () => {
    expect(shown(replies(1, 2, 3, 2, 1))).toBe('p0 p1 p2 p3 p4');
    expect(shownRows(replies(1, 2, 3, 2, 1), new Map()).map(({ below }) => below)).toEqual([3, 1, 0, 0, 0]);
  });

  it('leave out a branch that was closed, whole', () => {
    expect(shown(replies(1, 2, 3, 2, 1), { p0: true })).toBe('p0+3 p4');
    expect(shown(replies(1, 2, 3, 2, 1), { p1: true })).toBe('p0 p1+1 p3 p4');
  });

  it('close what lies very deep until it is opened', () => {
    const deep = replies(1, 2, 3, 4, 5, 6, 7, 8, 2);
    expect(shown(deep)).toBe('p0 p1 p2 p3 p4 p5+2 p8');
    expect(shown(deep, { p5: false })).toBe('p0 p1 p2 p3 p4 p5 p6+1 p8');
  });

  it('never close a post without answers', () => {
    expect(shown(replies(1), { p0: true })).toBe('p0');
  });
});
