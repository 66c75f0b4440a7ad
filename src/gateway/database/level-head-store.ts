import type { IpnsName } from '../../protocol/brand.ts';
import type { Head, HeadStore } from '../../protocol/ports/network.ts';
import { checkRecord, isNewer } from '../../network/heads/ipns-head.ts';
import { parseIpnsName } from '../../protocol/identity/ids.ts';
import type { Database } from './database.ts';

export interface LevelHeadStore extends HeadStore {
  /** What is known now, from memory. */
  peek(name: IpnsName): Head | undefined;
  /** When the record came, ms since the epoch (Last-Modified of routing answers). */
  acceptedAtMs(name: IpnsName): number | undefined;
  names(): IterableIterator<IpnsName>;
}

const prefix = '/heads/';

/**
 * IPNS records that survive restarts and never go back. Records of hosted accounts stay; of the others the `maxOthers` that changed
 * last are kept, so that strangers cannot fill the disk.
 */
export async function openHeadStore(
  database: Database,
  options: { readonly isHosted: (name: IpnsName) => boolean; readonly maxOthers: number; readonly nowMs: () => number },
): Promise<LevelHeadStore> {
  const heads = new Map<IpnsName, { readonly head: Head; readonly atMs: number }>();
  const loaded: { head: Head; atMs: number }[] = [];
  for await (const [key, value] of database.entries(prefix)) {
    const name = parseIpnsName(key.slice(prefix.length));
    const atMs = Number(new DataView(value.buffer, value.byteOffset).getBigUint64(0));
    const checked = name === undefined ? undefined : await checkRecord(name, value.subarray(8));
    if (checked?.ok) loaded.push({ head: checked.value.head, atMs });
    else await database.level.del(key);
  }
  for (const entry of loaded.toSorted((left, right) => left.atMs - right.atMs)) heads.set(entry.head.name, entry);
  let others = [...heads.keys()].filter((name) => !options.isHosted(name)).length;

  const forgetOldest = async (): Promise<void> => {
    for (const name of heads.keys()) {
      if (others <= options.maxOthers) return;
      if (options.isHosted(name)) continue;
      heads.delete(name);
      others -= 1;
      await database.level.del(prefix + name);
    }
  };

  return {
    peek: (name) => heads.get(name)?.head,
    acceptedAtMs: (name) => heads.get(name)?.atMs,
    names: () => heads.keys(),
    get: async (name) => heads.get(name)?.head,
    getMany: async (wanted) => wanted.map((name) => heads.get(name)?.head),
    async accept(head) {
      const known = heads.get(head.name);
      if (known !== undefined && !isNewer(head, known.head)) return { head: known.head, changed: false };
      const atMs = options.nowMs();
      if (known === undefined && !options.isHosted(head.name)) others += 1;
      heads.delete(head.name);
      heads.set(head.name, { head, atMs });
      const value = new Uint8Array(8 + head.record.length);
      new DataView(value.buffer).setBigUint64(0, BigInt(Math.floor(atMs)));
      value.set(head.record, 8);
      await database.level.put(prefix + head.name, value);
      await forgetOldest();
      return { head, changed: true };
    },
  };
}
