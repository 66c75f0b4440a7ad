import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createAccountService } from '../account.ts';
import { seal } from '../backup/envelope.ts';
import { backupLimitBytes } from '../backup/backup-content.ts';
import { openBackup } from '../backup/open-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { saveBackup } from '../backup/save-backup.ts';
import { rootToMultibase } from '../backup/secret-multibase.ts';
import { createMemoryDeviceStore } from '../testing/memory-device-store.ts';

const passphrase = 'correct horse battery';
const workFactor = 4;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

function createBrowser() {
  const device = createMemoryDeviceStore();
  const factory = new IDBFactory();
  const openAccount = (did: Did) => openAccountStore(did, { indexedDB: factory });
  return { device, openAccount, clock: { nowMs: () => 1_800_000_000_000 }, subtle: crypto.subtle, workFactor, random };
}

async function backupOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const browser = createBrowser();
  const made = await createAccountService(browser).create({ name, username: name });
  if (!made.ok) throw new Error(made.error.type);
  const saved = await saveBackup({ ...browser, store: await browser.openAccount(made.value.did) }, passphrase);
  if (!saved.ok) throw new Error(saved.error.type);
  return new Uint8Array(await saved.value.file.arrayBuffer());
}

describe('a file that is no good', () => {
  let ada: Uint8Array<ArrayBuffer>;
  let ben: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    [ada, ben] = [await backupOf('ada'), await backupOf('ben')];
  });

  /** The error, and nothing of it on the device. */
  async function refusal(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const browser = createBrowser();
    const restored = await restoreBackup(browser, new Blob([bytes]), passphrase);
    expect(await browser.device.accounts()).toEqual([]);
    expect(await browser.device.currentAccount()).toBeUndefined();
    return restored.ok ? 'restored' : restored.error.type;
  }
  const inside = async (change: (content: Record<string, unknown>) => unknown): Promise<string> => {
    const opened = await openBackup(new Blob([ada]), passphrase);
    if (!opened.ok) throw new Error(opened.error.type);
    return refusal(
      await seal(new TextEncoder().encode(JSON.stringify(change({ ...opened.value.content }))), passphrase, workFactor),
    );
  };

  it('is refused when it was cut off, wherever', async () => {
    for (let length = 0; length < ada.length; length += 1 + Math.floor(ada.length / 150)) {
      expect(await refusal(ada.slice(0, length))).toBe('not-a-backup');
    }
    expect(await refusal(new Uint8Array([...ada, 0]))).toBe('not-a-backup');
  });

  it('is refused when a bit of it changed, wherever', async () => {
    for (let place = 0; place < ada.length; place += 1 + Math.floor(ada.length / 150)) {
      const flipped = ada.with(place, (ada[place] ?? 0) ^ 1);
      // Another work factor than was written is another key: then the passphrase seems wrong.
      expect(['not-a-backup', 'wrong-passphrase']).toContain(await refusal(flipped));
    }
  });

  it('is refused when two files were mixed up', async () => {
    const half = Math.floor(ada.length / 2);
    const mixed = new Uint8Array([...ada.slice(0, half), ...ben.slice(half)]);
    expect(await refusal(mixed)).toBe('not-a-backup');
  });

  it('is refused with the secret of somebody else, or none', async () => {
    const other = rootToMultibase(new Uint8Array(32).fill(1));
    expect(await inside((content) => ({ ...content, root: other }))).toBe('not-a-backup');
    expect(await inside((content) => ({ ...content, root: undefined }))).toBe('not-a-backup');
    expect(await inside((content) => ({ ...content, root: 'z' }))).toBe('not-a-backup');
    expect(await inside((content) => ({ ...content, version: 1, seed: 'z3u2' }))).toBe('not-a-backup');
    expect(await inside((content) => ({ ...content, gateways: Array.from({ length: 65 }, () => 'https://a.example') }))).toBe(
      'not-a-backup',
    );
  });

  it('is refused before it is read when it is too large', async () => {
    const read: string[] = [];
    const huge = new Blob([ada]);
    Object.defineProperty(huge, 'size', { value: backupLimitBytes + 1 });
    Object.defineProperty(huge, 'arrayBuffer', { value: () => read.push('read') });
    expect(await openBackup(huge, passphrase)).toMatchObject({ ok: false, error: { type: 'not-a-backup' } });
    expect(read).toEqual([]);
  });
});
