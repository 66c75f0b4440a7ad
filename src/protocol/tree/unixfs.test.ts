import { CID } from 'multiformats/cid';
import { describe, expect, it } from 'vitest';
import { matchesCid, nodeBlock, nodeCode, rawBlock } from './block.ts';
import { decodeDirectory, encodeDirectory } from './directory.ts';
import { encodeFile, leafBytes, readFile } from './file.ts';
import { createMemoryBlockStore } from './memory-block-store.ts';
import { decodeUnixfs, directoryData, encodeFileData } from './unixfs.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('UnixFS as Kubo writes it', () => {
  it('encodes the empty directory', () => {
    expect(encodeDirectory([]).cid.toString()).toBe('bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354');
  });

  it('encodes a small file as one raw block', () => {
    expect(encodeFile(text('hello world\n')).root.cid.toString()).toBe(
      'bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4',
    );
  });

  it('encodes the directory of the UnixFS specification (dir-with-files), whatever the order of its entries', () => {
    const ascii = encodeFile(text('hello application/vnd.ipld.car\n')).root;
    const hello = encodeFile(text('hello world\n')).root;
    const multiblock = CID.parse('bafybeigcisqd7m5nf3qmuvjdbakl5bdnh4ocrmacaqkpuh77qjvggmt2sa');
    const directory = encodeDirectory([
      { name: 'multiblock.txt', cid: multiblock, totalBytes: 1271 },
      { name: 'hello.txt', cid: hello.cid, totalBytes: hello.totalBytes },
      { name: 'ascii.txt', cid: ascii.cid, totalBytes: ascii.totalBytes },
      { name: 'ascii-copy.txt', cid: ascii.cid, totalBytes: ascii.totalBytes },
    ]);
    expect(directory.cid.toString()).toBe('bafybeihchr7vmgjaasntayyatmp5sv6xza57iy2h4xj7g46bpjij6yhrmy');
    expect(directory.bytes.length).toBe(227);
    expect(directory.totalBytes).toBe(1572);
  });

  it('sizes a node of leaves like the specification', () => {
    const leaves = [256, 256, 256, 256, 2].map((size) => rawBlock(new Uint8Array(size)));
    const node = nodeBlock({
      Data: encodeFileData(leaves.map((leaf) => leaf.bytes.length)),
      Links: leaves.map((leaf) => ({ Name: '', Hash: leaf.cid, Tsize: leaf.totalBytes })),
    });
    expect(node.bytes.length).toBe(245);
    expect(node.totalBytes).toBe(1271);
  });
});

describe('files', () => {
  it('round-trips around the leaf size', async () => {
    for (const size of [0, 1, leafBytes, leafBytes + 1, 3 * leafBytes + 5]) {
      const bytes = new Uint8Array(size).map((_, index) => index * 7 + (index >> 12));
      const { root, leaves } = encodeFile(bytes);
      expect(leaves.length).toBe(size <= leafBytes ? 0 : Math.ceil(size / leafBytes));
      const read = await readFile(createMemoryBlockStore([root, ...leaves]), root.cid);
      expect(read.type === 'found' && Buffer.compare(Buffer.from(read.bytes), Buffer.from(bytes))).toBe(0);
    }
  });

  it('says which leaf is missing, and what is too large', async () => {
    const { root, leaves } = encodeFile(new Uint8Array(2 * leafBytes + 1).map((_, index) => index >> 16));
    const [first, second, third] = leaves;
    const partial = createMemoryBlockStore([root, first, third].filter((block) => block !== undefined));
    expect(await readFile(partial, root.cid)).toMatchObject({ type: 'missing', cid: second?.cid });
    expect(await readFile(createMemoryBlockStore([root, ...leaves]), root.cid, leafBytes)).toMatchObject({ type: 'too-large' });
  });

  it('ends on a tree of links that all name one empty leaf', async () => {
    const blocks = [rawBlock(new Uint8Array(0))];
    for (let level = 0; level < 4; level++) {
      const below = blocks.at(-1);
      if (below === undefined) throw new Error('no block');
      const Links = Array.from({ length: 1000 }, () => ({ Name: '', Hash: below.cid, Tsize: 0 }));
      blocks.push(nodeBlock({ Data: encodeFileData([]), Links }));
    }
    const top = blocks.at(-1);
    if (top === undefined) throw new Error('no block');
    expect(await readFile(createMemoryBlockStore(blocks), top.cid)).toEqual({ type: 'malformed' });
  });
});

describe('decoding what strangers wrote', () => {
  const child = rawBlock(text('x'));
  const directory = (names: readonly string[]) =>
    nodeBlock({ Data: directoryData, Links: names.map((Name) => ({ Name, Hash: child.cid, Tsize: 1 })) });

  it('refuses names that cannot be in a path, doubles, and other kinds of node', () => {
    const good = directory(['a', 'b']);
    expect([...(decodeDirectory(good.cid, good.bytes)?.keys() ?? [])]).toEqual(['a', 'b']);
    for (const bad of [directory(['a/b']), directory(['a', 'a']), directory([''])]) {
      expect(decodeDirectory(bad.cid, bad.bytes)).toBeUndefined();
    }
    const shard = nodeBlock({ Data: Uint8Array.of(0x08, 0x05), Links: [] });
    expect(decodeDirectory(shard.cid, shard.bytes)).toBeUndefined();
    expect(decodeDirectory(child.cid, child.bytes)).toBeUndefined();
    expect(decodeDirectory(CID.createV1(nodeCode, child.cid.multihash), Uint8Array.of(0xff, 0xff))).toBeUndefined();
  });

  it('refuses truncated UnixFS data', () => {
    for (const bytes of [
      [0x08],
      [0x12, 0x05, 0x01],
      [0x18, 0xff],
      [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
    ]) {
      expect(decodeUnixfs(Uint8Array.from(bytes))).toBeUndefined();
    }
  });

  it('knows bytes that do not hash to their CID', () => {
    expect(matchesCid(child.cid, child.bytes)).toBe(true);
    expect(matchesCid(child.cid, text('y'))).toBe(false);
  });
});
