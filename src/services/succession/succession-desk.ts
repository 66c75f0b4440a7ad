import { checkMove, closeAccount, moveTo, type LeaveParts } from './leave.ts';
import { findAccount } from '../account.ts';
import type { SuccessionDesk } from './succession-api.ts';
import { takeBack, type TakeBackParts } from './take-back.ts';

/** Taking back an account whose key was stolen or lost, for the open account. */
export function createSuccessionDesk(parts: TakeBackParts & LeaveParts): SuccessionDesk {
  const { device, store } = parts;
  return {
    async state() {
      const [account, profile] = await Promise.all([findAccount(device, store.did), store.profile()]);
      const succeeds = account?.succeeds;
      return {
        hasSuccessor: profile?.nextKeyDigest !== undefined,
        needsNoPassphrase: account?.pendingRoot !== undefined,
        isClosed: account?.closedAtMs !== undefined,
        ...(profile?.movedTo !== undefined && { movedTo: profile.movedTo }),
        ...(succeeds !== undefined && { succeeds: { did: succeeds.did, waiting: succeeds.waiting } }),
      };
    },
    takeBack: (key, endMs) => takeBack(parts, key, endMs),
    checkMove: (address) => checkMove(parts, address),
    moveTo: (address) => moveTo(parts, address),
    close: (username) => closeAccount(parts, username),
    async statement() {
      const succeeds = (await findAccount(device, store.did))?.succeeds;
      return succeeds && new Blob([succeeds.statement.slice()], { type: 'application/ld+json' });
    },
  };
}
