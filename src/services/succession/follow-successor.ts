import type { Did, ObjectId } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { nextStamp } from '../../protocol/private-state/stamp.ts';
import { rememberAccount } from '../follow.ts';

const mostVia = 8;

/**
 * Puts the account that goes on in the place of the old one: follow with its options, lists, mutes and blocks; and says so. What is done
 * already is left alone, so that it can be done again after a crash. Own accounts are not followed.
 */
export async function followSuccessor(
  store: AccountStore,
  account: Did,
  successor: Did,
  nowMs: number,
  via: readonly string[] = [],
): Promise<void> {
  const [before, after] = await Promise.all([store.followOf(account), store.followOf(successor)]);
  if (before === undefined || before.removed) return;
  if (successor !== store.did && (after === undefined || after.removed)) {
    const name = didToIpnsName(successor);
    await rememberAccount(store, { did: successor, name });
    await store.putFollow({
      ...before,
      did: successor,
      name,
      via: [...new Set([...via, ...before.via])].slice(0, mostVia),
      stampMs: nextStamp(nowMs, after),
    });
  }
  await copyLists(store, account, successor, nowMs);
  await copyModeration(store, account, successor, nowMs);
  await store.ingest({
    posts: [],
    deletedPosts: [],
    reactions: [],
    undone: [],
    notifications: [
      {
        id: `successor:${account}`,
        type: 'successor',
        actor: successor,
        objectId: accountId(account, 'actor') as ObjectId,
        atMs: nowMs,
        read: false,
      },
    ],
  });
  // Last: until here a crash leads back. The posts of before stay where they are.
  await store.putFollow({ ...before, removed: true, stampMs: nextStamp(nowMs, before) });
}

async function copyLists(store: AccountStore, account: Did, successor: Did, nowMs: number): Promise<void> {
  const members = await store.collections.members();
  const known = new Map(members.filter(({ member }) => member === successor).map((entry) => [entry.list, entry]));
  const missing = members.filter(
    ({ member, removed, list }) => member === account && !removed && known.get(list)?.removed !== false,
  );
  const added = missing.map(({ list }) => ({
    list,
    member: successor,
    removed: false,
    stampMs: nextStamp(nowMs, known.get(list)),
  }));
  if (added.length > 0) await store.collections.putLists([], added);
}

async function copyModeration(store: AccountStore, account: Did, successor: Did, nowMs: number): Promise<void> {
  const entries = await store.moderation();
  const known = (kind: 'block' | 'mute') => entries.find((entry) => entry.target === successor && entry.kind === kind);
  const copies = entries
    .filter((entry) => entry.target === account && !entry.removed && known(entry.kind)?.removed !== false)
    .map((entry) => ({ ...entry, target: successor, stampMs: nextStamp(nowMs, known(entry.kind)) }));
  if (copies.length > 0) await store.putModerations(copies);
}
