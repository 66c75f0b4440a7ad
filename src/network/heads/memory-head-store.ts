import type { IpnsName } from '../../protocol/brand.ts';
import type { Head, HeadStore } from '../../protocol/ports/network.ts';
import { isNewer } from './ipns-head.ts';

/** Heads for as long as the process lives: tests, benches, a reader that keeps nothing. */
export function createMemoryHeadStore(): HeadStore {
  const heads = new Map<IpnsName, Head>();
  return {
    get: async (name) => heads.get(name),
    getMany: async (names) => names.map((name) => heads.get(name)),
    async accept(head) {
      const known = heads.get(head.name);
      if (known && !isNewer(head, known)) return { head: known, changed: false };
      heads.set(head.name, head);
      return { head, changed: true };
    },
  };
}
