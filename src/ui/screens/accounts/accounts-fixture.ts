import { ok } from '../../../protocol/result.ts';
import type { Did } from '../../../protocol/brand.ts';
import type { AccountHere, AccountsDesk } from '../../../services/accounts/accounts-api.ts';

export const account = (name: string, more: Partial<AccountHere> = {}): AccountHere => ({
  did: `did:key:${name}` as Did,
  name,
  username: name.toLowerCase(),
  isOpen: false,
  locks: false,
  hasWayBack: true,
  ...more,
});

/** Accounts on this device, and what was asked of them. */
export function createDesk(here: readonly AccountHere[]) {
  const calls: string[] = [];
  let left = here;
  const desk: AccountsDesk = {
    list: async () => left,
    count: async () => left.length,
    waiting: async () => 0,
    keptElsewhere: async () => 'newest',
    size: async () => 7_300_000,
    async open(did) {
      calls.push(`open ${did}`);
      return ok(undefined);
    },
    async close() {
      calls.push('close');
    },
    async remove(did, consent) {
      calls.push(`remove ${did} ${consent?.losesForGood === true ? 'for good' : 'with a way back'}`);
      left = left.filter((one) => one.did !== did);
      return ok(undefined);
    },
  };
  return { desk, calls };
}

export const ada = account('Ada', { isOpen: true, unread: 0 });
export const ben = account('Ben', { unread: 3 });
export const cleo = account('Cleo', { locks: true });
