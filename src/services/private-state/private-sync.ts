import type { CID } from 'multiformats/cid';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { PrivateKeys } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { entryKey, type PrivateEntry } from '../../protocol/private-state/entry.ts';
import { mergeEntries, newsFor, type PrivateState } from '../../protocol/private-state/merge.ts';
import { createPrivateCipher } from './cipher.ts';
import { localEntries } from './local-entries.ts';
import { privateFileChanges, privateFolderCid, readPrivateFolder, type PrivateFolder } from './private-files.ts';
import { takeInEntries } from './take-in-entries.ts';

/** What the private state needs besides a store. */
export interface PrivateAccess {
  readonly subtle: SubtleCrypto;
  /** Asked at each use and never kept; undefined while the account is locked, or has none yet. */
  keys(): PrivateKeys | undefined;
  /** Files of the account that could not be read; nothing of this device is lost by it. */
  report(error: Error): void;
}

export interface PrivateChange {
  /** Changes to the tree that was looked at, by tree path; null deletes. */
  readonly files: ReadonlyMap<string, Uint8Array | null>;
  /** Nothing in it is worth a publish of its own: how far somebody read, which day a device was used. */
  readonly isMinor: boolean;
}

/** Devices that cannot read each other's files, because of a fault in one of them, must not replace them in turns without end. */
const repairPauseMs = 60 * 60_000;

/** Nothing to write. */
export const noPrivateChange: PrivateChange = { files: new Map(), isMinor: true };

export interface PrivateSync {
  /**
   * Takes in what the tree below `root` says of the private state, and answers what must change in it so that it says what this device
   * knows, too. Without keys nothing is taken in and nothing changes: what another device wrote stays as it is.
   */
  withTree(root: CID | undefined): Promise<PrivateChange>;
}

/** The private state of an account between its database and its tree (bridge-spec section 17). */
export function createPrivateSync(store: AccountStore, clock: Clock, access: PrivateAccess | undefined): PrivateSync {
  /** What was read last: as long as the folder is the same, it is not read again. */
  let last: PrivateFolder | undefined;
  let repairedMs = Number.NEGATIVE_INFINITY;

  return {
    async withTree(root) {
      const keys = access?.keys();
      if (access === undefined || keys === undefined) return noPrivateChange;
      const cipher = createPrivateCipher(access.subtle, store.did, keys);
      const cid = await privateFolderCid(store.blocks, store.did, root);
      const isKnown = last?.isWhole === true && last.cid === cid?.toString();
      const folder = isKnown && last ? last : await readPrivateFolder(store.blocks, cid, cipher);
      last = folder;
      for (const trouble of isKnown ? [] : folder.troubles) access.report(new Error(trouble));
      const here = await localEntries(store);
      const state = mergeEntries(here.values(), folder.state.values());
      await takeInEntries(store, newsFor(here, state), clock.nowMs());
      if (folder.troubles.length > 0) {
        if (Math.abs(clock.nowMs() - repairedMs) < repairPauseMs) return noPrivateChange;
        repairedMs = clock.nowMs();
      }
      const files = await privateFileChanges(store.did, folder, state, cipher);
      return { files, isMinor: newsFor(folder.state, state).every((entry) => isMinor(folder.state, entry)) };
    },
  };
}

function isMinor(before: PrivateState, entry: PrivateEntry): boolean {
  if (entry.kind === 'read-marker') return true;
  const known = before.get(entryKey(entry));
  return entry.kind === 'device' && known?.removed === entry.removed && known.value?.['name'] === entry.value?.['name'];
}
