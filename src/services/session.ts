import type { AccountRecord } from '../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../protocol/ports/store.ts';
import type { Me } from './app-api.ts';
import { addressOf, linkOf } from './addresses.ts';
import { shouldAskForBackup, shouldRemindOfCheck } from './backup/backup-reminder.ts';
import type { RelationsCache } from './views/relations.ts';
import { ownPerson } from './views/own-person.ts';
import { personView } from './views/person-view.ts';

export interface MeParts {
  readonly device: DeviceStore;
  readonly store: AccountStore;
  readonly relations: RelationsCache;
  readonly appBase: string;
  readonly gateways: readonly string[];
  readonly nowMs: number;
  readonly weakKeyStorage: boolean;
}

/** What the screens say about the owner of this device. The own profile is what was typed here, not what was read back. */
export async function loadMe(parts: MeParts, account: AccountRecord): Promise<Me> {
  const { did } = account;
  const [relations, profile, known, backup] = await Promise.all([
    parts.relations.get(),
    parts.store.profile(),
    parts.store.person(did),
    backupOf(parts, account),
  ]);
  const context = { relations, appBase: parts.appBase, gateways: parts.gateways };
  return {
    did,
    profile: personView(did, profile === undefined ? known : ownPerson(did, profile, known), context),
    address: addressOf(did),
    link: linkOf(did, parts.appBase, parts.gateways),
    backup,
    readOnly: account.readOnly,
    hasEnded: account.closedAtMs !== undefined,
    weakKeyStorage: parts.weakKeyStorage,
    locks: account.lock !== undefined,
  };
}

async function backupOf(parts: MeParts, account: AccountRecord): Promise<Me['backup']> {
  const { backedUpAtMs: savedAtMs, drilledAtMs: checkedAtMs = {} } = account;
  const askedMs = await parts.store.setting<number>('backupAskedMs');
  const provenMs = [savedAtMs, checkedAtMs.file, checkedAtMs.phrase].filter((atMs) => atMs !== undefined);
  return {
    savedAtMs,
    checkedAtMs,
    hasWayBack: provenMs.length > 0,
    shouldAsk: provenMs.length === 0 && (await shouldAsk(parts, askedMs)),
    shouldCheck: shouldRemindOfCheck(provenMs, askedMs, parts.nowMs),
    hasWords: account.pendingRoot !== undefined || account.sealedRoot !== undefined,
    hasPassphrase: account.sealedSeed !== undefined,
  };
}

async function shouldAsk(parts: MeParts, askedMs: number | undefined): Promise<boolean> {
  const [oldest, relations] = await Promise.all([parts.store.outboxRange(undefined, 20), parts.relations.get()]);
  const firstPostMs = oldest.find((entry) => entry.type === 'Create')?.createdAtMs;
  const followedMs = [...relations.follows.values()].map((follow) => follow.stampMs);
  const firstFollowMs = followedMs.length === 0 ? undefined : Math.min(...followedMs);
  return shouldAskForBackup({ askedMs, firstPostMs, firstFollowMs }, parts.nowMs);
}
