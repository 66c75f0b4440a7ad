import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawBlock } from '../../protocol/tree/block.ts';
import { createLevelBlockStore } from '../level-block-store.ts';
import { type Database, openDatabase } from './database.ts';
import { createKeptBlocks } from './kept-blocks.ts';

const block = (text: string): ReturnType<typeof rawBlock> => rawBlock(new TextEncoder().encode(text));

describe('kept blocks', () => {
  let directory: string;
  let database: Database;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pollen-kept-'));
    const opened = await openDatabase(directory);
    if (!opened.ok) throw new Error(opened.error);
    database = opened.value;
  });
  afterEach(async () => {
    await database.close();
    await rm(directory, { recursive: true });
  });

  it('count for each account, and go with the last that keeps them', async () => {
    const kept = createKeptBlocks(database);
    const blocks = createLevelBlockStore(database);
    const [shared, own] = [block('shared'), block('own!')];
    expect(await kept.keep(1, [shared, own, shared])).toBe(10);
    expect(await kept.keep(1, [shared])).toBe(0);
    expect(await kept.keep(11, [shared])).toBe(6);
    expect(await kept.keptOf(11, [shared.cid, own.cid])).toEqual([true, false]);
    expect(await kept.release(1, [shared.cid, own.cid, block('never').cid])).toBe(10);
    expect(await blocks.has(own.cid)).toBe(false);
    expect(await blocks.has(shared.cid)).toBe(true);
    expect(await kept.release(11, [shared.cid])).toBe(6);
    expect(await blocks.has(shared.cid)).toBe(false);
  });

  it('are swept of what nothing links to', async () => {
    const kept = createKeptBlocks(database);
    const all = Array.from({ length: 1200 }, (_, index) => block(`block ${String(index).padStart(4, '0')}`));
    await kept.keep(1, all);
    await kept.keep(2, all.slice(0, 3));
    const wanted = new Set(all.slice(1000).map(({ cid }) => cid.toString()));
    expect(await kept.sweep(1, wanted)).toBe(200 * 10);
    const blocks = createLevelBlockStore(database);
    const left = await blocks.getMany(all.map(({ cid }) => cid));
    expect(left.filter((bytes) => bytes !== undefined)).toHaveLength(203);
  });

  it('are not lost between one who leaves and one who comes', async () => {
    const kept = createKeptBlocks(database);
    const blocks = createLevelBlockStore(database);
    const shared = block('shared');
    await kept.keep(1, [shared]);
    await Promise.all([kept.release(1, [shared.cid]), kept.keep(2, [shared])]);
    expect(await blocks.has(shared.cid)).toBe(true);
  });
});
