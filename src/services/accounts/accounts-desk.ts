import type { Did } from '../../protocol/brand.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { err, ok } from '../../protocol/result.ts';
import { findAccount } from '../account.ts';
import type { AccountHere, AccountsDesk } from './accounts-api.ts';

export interface AccountsParts {
  readonly device: DeviceStore;
  openAccount(did: Did): Promise<AccountStore>;
  /** The account of this page; undefined while none is open. */
  own(): Did | undefined;
  /** Stores what is being written in this tab, for as long as that may take. */
  save(): Promise<unknown>;
  /** The current account is another one now: this tab and all others look which. */
  changed(): Promise<void>;
  /** Deletes what is left of removed accounts. */
  finishRemovals(): Promise<void>;
}

export function createAccountsDesk(parts: AccountsParts): AccountsDesk {
  const { device } = parts;

  async function look(account: AccountRecord): Promise<AccountHere> {
    const { did, lock, closedAtMs, succeededBy } = account;
    const locks = lock !== undefined;
    return {
      did,
      isOpen: did === parts.own(),
      locks,
      hasWayBack: hasWayBack(account),
      ...(succeededBy !== undefined ? { ended: 'succeeded' } : closedAtMs !== undefined && { ended: 'closed' }),
      // One that cannot be read is shown all the same: it can still be opened, or removed.
      ...(await parts.openAccount(did).then(
        (store) => (locks ? namesOf(store) : allOf(store)),
        () => nobody,
      )),
    };
  }

  return {
    async list() {
      const accounts = await Promise.all((await device.accounts()).map(look));
      return accounts.toSorted((one, other) => Number(other.isOpen) - Number(one.isOpen));
    },
    count: async () => (await device.accounts()).length,
    async waiting() {
      const own = parts.own();
      return own === undefined ? 0 : (await (await parts.openAccount(own)).waitingKeys()).length;
    },
    async keptElsewhere() {
      const own = parts.own();
      if (own === undefined) return 'unknown';
      const { keptElsewhere } = await import('./kept-elsewhere.ts');
      return keptElsewhere(await parts.openAccount(own), (...request) => globalThis.fetch(...request));
    },
    async size(did) {
      const use = await (await parts.openAccount(did)).room.measure();
      return Object.values(use).reduce((sum: number, bytes: number) => sum + bytes, 0);
    },
    async open(did) {
      if (did === parts.own()) return ok(undefined);
      await parts.save();
      if ((await findAccount(device, did)) === undefined) return err({ type: 'not-here' });
      await device.setCurrentAccount(did);
      await parts.changed();
      return ok(undefined);
    },
    async close() {
      await parts.save();
      await device.setCurrentAccount(undefined);
      await parts.changed();
    },
    async remove(did, { losesForGood } = { losesForGood: false }) {
      const account = await findAccount(device, did);
      if (account === undefined) return err({ type: 'not-here' });
      if (!hasWayBack(account) && !losesForGood) return err({ type: 'no-way-back' });
      const removed = await (await device.removals()).begin(did);
      if (removed === undefined) return err({ type: 'not-here' });
      // The page of the account itself still has its databases open: they go when it starts anew.
      if (did === parts.own()) await parts.changed();
      else await parts.finishRemovals().finally(() => parts.changed());
      return ok(undefined);
    },
  };
}

const nobody = { name: '', username: '' };

async function namesOf(store: AccountStore): Promise<Pick<AccountHere, 'name' | 'username'>> {
  const profile = await store.profile();
  return profile === undefined ? nobody : { name: profile.name, username: profile.preferredUsername };
}

async function allOf(store: AccountStore): Promise<Pick<AccountHere, 'name' | 'username' | 'picture' | 'unread' | 'waiting'>> {
  const [profile, unread, waiting] = await Promise.all([store.profile(), store.unreadCount(), store.waitingKeys()]);
  const icon = profile?.iconDigest === undefined ? undefined : await store.media(profile.iconDigest);
  return {
    name: profile?.name ?? '',
    username: profile?.preferredUsername ?? '',
    unread,
    waiting: waiting.length,
    ...(icon !== undefined && { picture: new Blob([icon.bytes.slice()], { type: icon.mediaType }) }),
  };
}

const hasWayBack = ({ backedUpAtMs, drilledAtMs }: AccountRecord): boolean =>
  [backedUpAtMs, drilledAtMs?.file, drilledAtMs?.phrase].some((atMs) => atMs !== undefined);
