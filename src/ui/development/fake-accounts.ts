import { ok } from '../../protocol/result.ts';
import type { Did } from '../../protocol/brand.ts';
import type { AccountHere, AccountsDesk } from '../../services/accounts/accounts-api.ts';
import { pause } from './fake-listing.ts';
import { me, people } from './sample-people.ts';

const others: readonly AccountHere[] = people.slice(0, 2).map((person, index) => ({
  did: person.id as Did,
  name: person.name,
  username: person.username,
  isOpen: false,
  locks: index === 1,
  hasWayBack: index === 1,
  ...(index === 0 && { unread: 3, waiting: 1 }),
}));

/** Accounts of a device: `count` beside the open one. Opening one does nothing. */
export function createFakeAccounts(count = 2, isOpen = true): AccountsDesk {
  const mine = {
    did: me.id as Did,
    name: me.name,
    username: me.username,
    isOpen,
    locks: false,
    hasWayBack: true,
    unread: 0,
    waiting: 0,
  };
  let here: readonly AccountHere[] = [mine, ...others.slice(0, count)];
  return {
    list: async () => here,
    count: async () => here.length,
    waiting: async () => 0,
    keptElsewhere: async () => 'newest',
    async size(did) {
      await pause(200);
      return did === mine.did ? 48_000_000 : 7_300_000;
    },
    async open() {
      await pause(300);
      return ok(undefined);
    },
    close: async () => pause(300),
    async remove(did) {
      await pause(300);
      here = here.filter((account) => account.did !== did);
      return ok(undefined);
    },
  };
}
