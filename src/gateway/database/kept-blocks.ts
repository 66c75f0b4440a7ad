import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/ports/block-store.ts';
import { blockKey } from '../level-block-store.ts';
import type { Database, Write } from './database.ts';

/**
 * Which account a stored block is kept for. The same bytes may be kept for several accounts (one picture, one empty folder):
 * each has its own mark, and the bytes go with the last one. A mark on a folder means that everything below it is kept, too.
 */
export interface KeptBlocks {
  /** Which of `cids` are kept for the account. */
  keptOf(account: number, cids: readonly CID[]): Promise<boolean[]>;
  /** Stores and marks blocks together with `also`, all or nothing; returns the bytes that were not kept for the account before. */
  keep(account: number, blocks: readonly Block[], also?: readonly Write[]): Promise<number>;
  /** Takes the account's marks away, and the bytes that nobody else keeps; returns the account's bytes that went. */
  release(account: number, cids: readonly CID[]): Promise<number>;
  /** Releases whatever the account keeps that is not in `wanted` (CID strings); returns the bytes that stay. */
  sweep(account: number, wanted: ReadonlySet<string>): Promise<number>;
}

const marksPerRead = 512;
const prefix = '/kept/';
const markKey = (cid: string, account: number): string => `${prefix}${cid}/${account}`;
/** The value of a mark: how many bytes it stands for. */
const encodeSize = (size: number): Uint8Array => new TextEncoder().encode(String(size));
const decodeSize = (bytes: Uint8Array): number => Number(new TextDecoder().decode(bytes));

export function createKeptBlocks(database: Database): KeptBlocks {
  const { level } = database;
  // One change at a time: between "nobody else keeps it" and its deletion somebody else might begin to.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const turn = last.then(change);
    last = turn.catch(() => {});
    return turn;
  };

  const release = async (account: number, cids: readonly string[]): Promise<number> => {
    const sizes = await level.getMany(cids.map((cid) => markKey(cid, account)));
    const writes: Write[] = [];
    let bytes = 0;
    for (const [index, cid] of cids.entries()) {
      const size = sizes[index];
      if (size === undefined) continue;
      bytes += decodeSize(size);
      writes.push({ type: 'del', key: markKey(cid, account) });
      let others = false;
      for await (const [key] of database.entries(`${prefix}${cid}/`)) others ||= key !== markKey(cid, account);
      if (!others) writes.push({ type: 'del', key: `/blocks/${cid}` });
    }
    await database.write(writes);
    return bytes;
  };

  return {
    async keptOf(account, cids) {
      const marks = await level.getMany(cids.map((cid) => markKey(cid.toString(), account)));
      return marks.map((mark) => mark !== undefined);
    },
    keep: (account, blocks, also = []) =>
      inTurn(async () => {
        const unique = [...new Map(blocks.map((block) => [block.cid.toString(), block]))];
        const marks = await level.getMany(unique.map(([cid]) => markKey(cid, account)));
        let added = 0;
        const writes: Write[] = [...also];
        for (const [index, [cid, block]] of unique.entries()) {
          if (marks[index] !== undefined) continue;
          added += block.bytes.length;
          writes.push({ type: 'put', key: blockKey(block.cid), value: block.bytes });
          writes.push({ type: 'put', key: markKey(cid, account), value: encodeSize(block.bytes.length) });
        }
        await database.write(writes);
        return added;
      }),
    release: (account, cids) => inTurn(() => release(account, cids.map(String))),
    async sweep(account, wanted) {
      let staying = 0;
      let unwanted: string[] = [];
      for await (const [key, size] of database.entries(prefix)) {
        const [cid = '', owner] = key.slice(prefix.length).split('/');
        if (Number(owner) !== account) continue;
        if (wanted.has(cid)) staying += decodeSize(size);
        else unwanted.push(cid);
        if (unwanted.length >= marksPerRead) {
          const batch = unwanted;
          await inTurn(() => release(account, batch));
          unwanted = [];
        }
      }
      await inTurn(() => release(account, unwanted));
      return staying;
    },
  };
}
