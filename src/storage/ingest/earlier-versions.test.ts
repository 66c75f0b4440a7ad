import { describe, expect, it } from 'vitest';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import { mostEarlier } from './earlier-versions.ts';
import { deletePost, mergePost, unchanged } from './merge-post.ts';
import type { StoredPost } from '../account/account-schema.ts';

const author = 'did:key:z6MkAda' as Did;

function version(updatedMs: number, text: string, more: Partial<PostRecord> = {}): PostRecord {
  return {
    id: 'ap://one' as ObjectId,
    author,
    atMs: 1000,
    updatedMs,
    home: 1,
    object: {},
    content: [{ tag: 'p', children: [text] }],
    provenance: { type: 'signed' },
    ...more,
  };
}

function after(...posts: readonly PostRecord[]): StoredPost {
  let stored: StoredPost | undefined;
  for (const post of posts) {
    const merged = mergePost(stored, post);
    if (merged !== unchanged) stored = merged;
  }
  if (stored === undefined) throw new Error('nothing stored');
  return stored;
}

const times = (post: StoredPost): number[] => (post.earlier ?? []).map(({ updatedMs }) => updatedMs);

describe('earlier versions of a post', () => {
  it('keeps what an edit replaced, with its warning and descriptions', () => {
    const first = version(1, 'one', { object: { summary: 'bees', attachment: [{ name: 'a hive' }, {}] } });
    expect(after(first, version(2, 'two')).earlier).toEqual([
      { updatedMs: 1, content: first.content, warning: 'bees', attached: ['a hive', ''] },
    ]);
  });

  it('keeps them in their order, however they come', () => {
    expect(times(after(version(3, 'three'), version(1, 'one'), version(2, 'two')))).toEqual([1, 2]);
    expect(times(after(version(1, 'one'), version(2, 'two'), version(3, 'three')))).toEqual([1, 2]);
  });

  it('knows each once', () => {
    const post = after(version(3, 'three'), version(1, 'one'));
    expect(mergePost(post, version(1, 'one'))).toBe(unchanged);
    expect(mergePost(post, version(2, 'three'))).toBe(unchanged);
  });

  it('takes no older one by the word of a server', () => {
    const host = { provenance: { type: 'host', host: 'a.example' } } as const;
    expect(after(version(2, 'two', host), version(1, 'one', host)).earlier).toBeUndefined();
    expect(times(after(version(1, 'one', host), version(2, 'two', host)))).toEqual([1]);
  });

  it('sees no edit in counts that change', () => {
    const poll = (votes: number) => ({ object: { oneOf: [{ replies: { totalItems: votes } }] } });
    expect(after(version(1, 'one', poll(1)), version(2, 'one', poll(2))).earlier).toBeUndefined();
  });

  it('is bounded, and keeps how it began', () => {
    const post = after(...Array.from({ length: 30 }, (_, index) => version(index + 1, `text ${index}`)));
    expect(times(post)).toHaveLength(mostEarlier);
    expect(times(post)[0]).toBe(1);
    expect(times(post).at(-1)).toBe(29);
  });

  it('goes with the post', () => {
    const gone = deletePost(after(version(1, 'one'), version(2, 'two')), { id: 'ap://one' as ObjectId, author, atMs: 5 });
    expect(JSON.stringify(gone)).not.toMatch(/one"\]|two/);
  });
});
