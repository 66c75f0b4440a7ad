import { err, ok } from '../../protocol/result.ts';
import type { Me, PollenApp } from '../../services/app-api.ts';
import { pause } from './fake-listing.ts';
import { createFakeRecovery, fakeRestoring, safe } from './fake-recovery.ts';

type WaysBack = Pick<
  PollenApp,
  | 'saveBackup'
  | 'restoreBackup'
  | 'checkBackup'
  | 'declareOutboxGone'
  | 'remindBackupLater'
  | 'restoreWords'
  | 'restoring'
  | 'recovery'
  | 'restoreProgress'
  | 'lookForOutbox'
>;

/** Backups, words and restores of the sample account: a passphrase of 12 characters is a good one, and nothing is ever restored. */
export function createFakeWaysBack(parts: {
  readonly did: Me['did'];
  readonly me: () => Me;
  readonly setMe: (part: Partial<Me>) => void;
}): WaysBack {
  const { did, me, setMe } = parts;
  return {
    async saveBackup(passphrase) {
      await pause(500);
      if (passphrase.length < 12) return err({ type: 'weak-passphrase', minimum: 12 });
      setMe({ backup: { ...safe, savedAtMs: Date.now(), hasPassphrase: true } });
      return ok({ file: new Blob(['sample']), fileName: 'pollen-backup.age' });
    },
    async restoreBackup() {
      await pause(500);
      return err({ type: 'wrong-passphrase' });
    },
    async checkBackup() {
      await pause(300);
      return ok(undefined);
    },
    declareOutboxGone: async () => setMe({ readOnly: false }),
    remindBackupLater: async () => setMe({ backup: safe }),
    async restoreWords() {
      await pause(500);
      return err({ type: 'checksum' });
    },
    restoring: async () => fakeRestoring,
    recovery: async () => createFakeRecovery(did, () => me().backup.hasPassphrase),
    restoreProgress: async () => ({ state: 'reading', done: 12, total: 87 }),
    lookForOutbox: async () => undefined,
  };
}
