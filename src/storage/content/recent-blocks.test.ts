import { describe, expect, it } from 'vitest';
import { createRecentBlocks } from './recent-blocks.ts';

const bytes = (size: number): Uint8Array => new Uint8Array(size);

describe('recent blocks', () => {
  it('lets go of what was not used for the longest time', () => {
    const recent = createRecentBlocks(30);
    for (const key of ['a', 'b', 'c']) recent.put(key, bytes(10));
    recent.get('a');
    recent.put('d', bytes(10));
    expect(['a', 'b', 'c', 'd'].filter((key) => recent.get(key) !== undefined)).toEqual(['a', 'c', 'd']);
  });

  it('counts a block once, however often it is put', () => {
    const recent = createRecentBlocks(30);
    recent.put('a', bytes(10));
    for (let round = 0; round < 5; round++) recent.put('b', bytes(20));
    expect(recent.get('a')).toBeDefined();
    expect(recent.get('b')).toBeDefined();
  });

  it('does not take what is larger than a page, nor keep the old bytes in its place', () => {
    const recent = createRecentBlocks(2 ** 20);
    recent.put('a', bytes(10));
    recent.put('a', bytes(64 * 1024 + 1));
    expect(recent.get('a')).toBeUndefined();
  });

  it('forgets what was deleted, and has room for others then', () => {
    const recent = createRecentBlocks(20);
    recent.put('a', bytes(10));
    recent.put('b', bytes(10));
    recent.delete('a');
    recent.put('c', bytes(10));
    expect([recent.get('a'), recent.get('b')?.length, recent.get('c')?.length]).toEqual([undefined, 10, 10]);
  });
});
