import fc from 'fast-check';
import type { CID } from 'multiformats/cid';
import { describe, expect, it } from 'vitest';
import type { Block } from '../ports/block-store.ts';
import { MissingBlockError, matchesCid } from './block.ts';
import { removedBlocks } from './diff.ts';
import { leafBytes, readFile } from './file.ts';
import { createMemoryBlockStore } from './memory-block-store.ts';
import type { MemoryBlockStore } from './memory-block-store.ts';
import { listDirectory, locatePath, pathsBlocks, readPath } from './read-path.ts';
import { emptyDirectory, updatePaths } from './update-paths.ts';
import { walkTree } from './walk.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

async function apply(store: MemoryBlockStore, root: CID | undefined, changes: Record<string, string | null>): Promise<CID> {
  const update = await updatePaths(
    store,
    root,
    new Map(Object.entries(changes).map(([path, value]) => [path, value === null ? null : text(value)])),
  );
  await store.putMany(update.added);
  await store.deleteMany(update.removed);
  return update.root;
}

async function filesOf(store: MemoryBlockStore, root: CID): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const visit = async (path: string, cid: CID): Promise<void> => {
    const entries = await listDirectory(store, cid);
    if (entries === undefined) {
      const file = await readFile(store, cid);
      files[path] = file.type === 'found' ? new TextDecoder().decode(file.bytes) : file.type;
    } else for (const [name, entry] of entries) await visit(path === '' ? name : `${path}/${name}`, entry.cid);
  };
  await visit('', root);
  return files;
}

async function allBlocks(store: MemoryBlockStore, root: CID): Promise<Block[]> {
  const blocks: Block[] = [];
  for await (const step of walkTree(store, root)) {
    if (step.bytes === undefined) throw new Error(`missing ${step.path}`);
    blocks.push({ cid: step.cid, bytes: step.bytes });
  }
  return blocks;
}

describe('updatePaths', () => {
  it('builds, changes and empties a tree', async () => {
    const store = createMemoryBlockStore();
    const first = await apply(store, undefined, { 'a/b/c': 'one', 'a/d': 'two' });
    const second = await apply(store, first, { 'a/d': null, 'a/b/e': 'three' });
    expect(await filesOf(store, second)).toEqual({ 'a/b/c': 'one', 'a/b/e': 'three' });
    const third = await apply(store, second, { 'a/b/c': null, 'a/b/e': null });
    expect(third.equals(emptyDirectory.cid)).toBe(true);
    expect(store.size).toBe(1);
  });

  it('changes nothing when nothing changes', async () => {
    const store = createMemoryBlockStore();
    const root = await apply(store, undefined, { 'a/b': 'one' });
    const update = await updatePaths(
      store,
      root,
      new Map<string, Uint8Array | null>([
        ['a/b', text('one')],
        ['x/y', null],
      ]),
    );
    expect(update).toEqual({ root, added: [], removed: [] });
  });

  it('says which block it misses', async () => {
    const store = createMemoryBlockStore();
    const root = await apply(store, undefined, { 'a/b': 'one' });
    await store.deleteMany([root]);
    await expect(updatePaths(store, root, new Map([['a/c', text('two')]]))).rejects.toBeInstanceOf(MissingBlockError);
  });

  it('keeps a file that another name still links to, and gives up all blocks of a large one', async () => {
    const store = createMemoryBlockStore();
    const large = 'x'.repeat(leafBytes + 1);
    const root = await apply(store, undefined, { 'm/p.jpg': 'picture', 'm/p.png': 'picture', 'm/large': large });
    const next = await apply(store, root, { 'm/p.jpg': null, 'm/large': null });
    expect(await filesOf(store, next)).toEqual({ 'm/p.png': 'picture' });
    expect(store.size).toBe(3);
  });

  const names = fc.constantFrom('a', 'b', 'c', 'dd', 'e.jsonld');
  const paths = fc.tuple(names, names, names).map((parts) => parts.map((part, index) => part + index).join('/'));
  const edits = fc.array(fc.array(fc.tuple(paths, fc.option(fc.string({ maxLength: 3 }), { nil: null })), { maxLength: 6 }), {
    maxLength: 8,
  });

  it('any sequence of edits: same root as built at once, exactly its blocks stored, diff agrees', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (rounds) => {
        const store = createMemoryBlockStore();
        const everything = createMemoryBlockStore();
        let root = emptyDirectory.cid;
        await store.putMany([emptyDirectory]);
        await everything.putMany([emptyDirectory]);
        const expected = new Map<string, string>();
        for (const round of rounds) {
          const changes = Object.fromEntries(round);
          for (const [path, value] of Object.entries(changes)) {
            if (value === null) expected.delete(path);
            else expected.set(path, value);
          }
          const before = root;
          const update = await updatePaths(
            everything,
            before,
            new Map(Object.entries(changes).map(([path, value]) => [path, value === null ? null : text(value)])),
          );
          for (const block of update.added) expect(matchesCid(block.cid, block.bytes)).toBe(true);
          await everything.putMany(update.added);
          await store.putMany(update.added);
          root = update.root;
          const old = new Set((await allBlocks(everything, before)).map(({ cid }) => cid.toString()));
          const now = new Set((await allBlocks(everything, root)).map(({ cid }) => cid.toString()));
          for (const cid of await removedBlocks(everything, before, root)) expect(old.has(cid.toString())).toBe(true);
          for (const { cid } of update.added) expect(now.has(cid.toString())).toBe(true);
        }
        const fresh = createMemoryBlockStore();
        expect(await apply(fresh, undefined, Object.fromEntries(expected))).toEqual(root);
        expect(await filesOf(store, root)).toEqual(Object.fromEntries([...expected].toSorted()));
      }),
      { numRuns: 60 },
    );
  });

  it('with contents that are unique, collecting leaves exactly the live tree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.tuple(paths, fc.boolean()), { maxLength: 5 }), { maxLength: 8 }), async (rounds) => {
        const collected = createMemoryBlockStore([emptyDirectory]);
        const compared = createMemoryBlockStore([emptyDirectory]);
        let root = emptyDirectory.cid;
        let count = 0;
        for (const round of rounds) {
          const changes = new Map(round.map(([path, gone]) => [path, gone ? null : text(`${path} ${count++}`)]));
          const update = await updatePaths(collected, root, changes);
          await collected.putMany(update.added);
          await collected.deleteMany(update.removed);
          await compared.putMany(update.added);
          await compared.deleteMany(await removedBlocks(compared, root, update.root));
          root = update.root;
        }
        const live = (await allBlocks(collected, root)).length;
        expect(collected.size).toBe(live);
        expect(compared.size).toBe(live);
      }),
      { numRuns: 60 },
    );
  });
});

describe('reading paths', () => {
  it('finds, and tells absent from missing from malformed', async () => {
    const store = createMemoryBlockStore();
    const root = await apply(store, undefined, { 'a/b/c': 'one', 'a/x': 'two' });
    expect(await readPath(store, root, 'a/b/c')).toEqual(text('one'));
    expect(await readPath(store, root, 'a/b/c', 2)).toBeUndefined();
    expect(await locatePath(store, root, 'a/nothing')).toMatchObject({ type: 'absent' });
    expect(await locatePath(store, root, 'a/b/c/d')).toMatchObject({ type: 'malformed' });
    for (const path of ['', '/a', 'a//b', 'a/../a', 'a/'.repeat(40) + 'b', 'x'.repeat(2000)]) {
      expect(await locatePath(store, root, path)).toMatchObject({ type: 'malformed' });
    }
    const directory = await locatePath(store, root, 'a/b');
    if (directory.type !== 'found') throw new Error(directory.type);
    await store.deleteMany([directory.cid]);
    expect(await locatePath(store, root, 'a/b/c')).toMatchObject({ type: 'missing', cid: directory.cid });
    expect(await readPath(store, root, 'a/x')).toEqual(text('two'));
  });

  it('hands out what a reader of the old root lacks, and no more', async () => {
    const store = createMemoryBlockStore();
    const before = await apply(store, undefined, { 'a/b/c': 'one', 'a/x/y': 'two' });
    const update = await updatePaths(store, before, new Map([['a/b/c', text('changed')]]));
    await store.putMany(update.added);
    const full = await pathsBlocks(store, update.root, ['a/b/c', 'a/x/y']);
    expect(full.length).toBe(6);
    const lacking = await pathsBlocks(store, update.root, ['a/b/c', 'a/x/y', 'no/such'], { have: before });
    expect(lacking.length).toBe(4);
    const reader = createMemoryBlockStore(await pathsBlocks(store, before, ['a/b/c', 'a/x/y']));
    await reader.putMany(lacking);
    expect(await filesOf(reader, update.root)).toEqual({ 'a/b/c': 'changed', 'a/x/y': 'two' });
  });
});
