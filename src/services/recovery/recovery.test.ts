import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Did, IpnsName } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountSeed, nextKeyDigest, successorRoot } from '../../protocol/identity/secrets.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createAccountService } from '../account.ts';
import { checkBackup } from '../backup/open-backup.ts';
import { openPendingRoot, openRoot } from '../backup/open-secrets.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { saveBackup } from '../backup/save-backup.ts';
import { createMemoryDeviceStore } from '../testing/memory-device-store.ts';
import { findAccounts, mostSuccessors, rootAfter } from './account-chain.ts';
import { wordsOf } from './phrase.ts';
import { createRecoveryDesk } from './recovery-desk.ts';
import { restoreWords } from './restore-words.ts';
import { readSheetCode } from './sheet.ts';

const passphrase = 'correct horse battery';
const { subtle } = crypto;
const workFactor = 10;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const gateways = ['https://gateway.example'];

function createBrowser() {
  const device = createMemoryDeviceStore();
  const factory = new IDBFactory();
  const stores = new Map<Did, Promise<AccountStore>>();
  const openAccount = (did: Did) => {
    const open = stores.get(did) ?? openAccountStore(did, { indexedDB: factory });
    stores.set(did, open);
    return open;
  };
  let nowMs = Date.UTC(2026, 10, 22, 8);
  const clock = { nowMs: () => (nowMs += 1000) };
  return { device, openAccount, clock, subtle, workFactor, random };
}

describe('ways back', () => {
  let browser: ReturnType<typeof createBrowser>;
  let account: AccountRecord;
  let store: AccountStore;
  let root: Uint8Array;
  let changes = 0;
  const record = async (at = browser): Promise<AccountRecord | undefined> => (await at.device.accounts())[0];
  const desk = () => createRecoveryDesk({ ...browser, store, gateways: () => gateways, onAccountChange: () => (changes += 1) });
  const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };

  beforeEach(async () => {
    browser = createBrowser();
    account = value(await createAccountService(browser).create({ name: 'Ada', username: 'ada' }));
    store = await browser.openAccount(account.did);
    root = (await openPendingRoot(subtle, account)) ?? new Uint8Array();
  });

  it('shows the words at once while there is no passphrase, and with the passphrase afterwards', async () => {
    const sheet = value(await desk().sheet());
    expect(sheet).toMatchObject({ words: wordsOf(root), name: 'Ada', username: 'ada', did: account.did, gateways });
    expect(readSheetCode(sheet.code)).toEqual({ words: sheet.words, gateways });
    value(await saveBackup({ ...browser, store }, passphrase));
    expect(await desk().sheet()).toEqual({ ok: false, error: { type: 'needs-passphrase' } });
    expect(await desk().sheet('not this one')).toEqual({ ok: false, error: { type: 'wrong-passphrase' } });
    expect(value(await desk().sheet(passphrase)).words).toEqual(sheet.words);
    expect(await desk().quiz('not this one')).toEqual({ ok: false, error: { type: 'wrong-passphrase' } });
  });

  it('has no words for an account of before', async () => {
    await browser.device.changeAccount(account.did, ({ pendingRoot: _root, ...before }) => before);
    expect(await desk().sheet()).toEqual({ ok: false, error: { type: 'no-words' } });
  });

  it('asks for some of the words, and notes the check only when all are right', async () => {
    const words = wordsOf(root);
    const quiz = value(await desk().quiz());
    expect(quiz.places).toHaveLength(4);
    expect(new Set(quiz.places).size).toBe(4);
    expect(quiz.places).toEqual(quiz.places.toSorted((one, other) => one - other));
    const right = quiz.places.map((place) => words[place - 1] ?? '');
    expect(await quiz.answer(right.with(2, 'zoo zoo'))).toEqual([quiz.places[2]]);
    expect(await quiz.answer([])).toEqual(quiz.places);
    expect((await record())?.drilledAtMs).toBeUndefined();
    expect(await quiz.answer(right.map((word) => ` ${word.toUpperCase()} `))).toEqual([]);
    expect((await record())?.drilledAtMs).toEqual({ phrase: expect.any(Number) });
  });

  it('checks all words without a passphrase, and knows those of another account', async () => {
    expect(await desk().checkWords(wordsOf(new Uint8Array(32)).join(' '))).toMatchObject({ error: { type: 'another-account' } });
    expect(await desk().checkWords('abandon')).toMatchObject({ error: { type: 'word-count' } });
    expect((await record())?.drilledAtMs).toBeUndefined();
    const before = changes;
    value(await desk().checkWords(wordsOf(root).join('\n')));
    expect(changes).toBe(before + 1);
    expect((await record())?.drilledAtMs?.phrase).toBeGreaterThan(0);
  });

  it('brings the account back by words: the same keys, reading only, with a stand-in for the profile', async () => {
    const fresh = createBrowser();
    const restored = value(await restoreWords(fresh, wordsOf(root).join(' '), { generation: 0, gateways }));
    expect(restored).toMatchObject({
      did: account.did,
      name: account.name,
      readOnly: true,
      drilledAtMs: { phrase: expect.any(Number) },
    });
    expect(restored.backedUpAtMs).toBeUndefined();
    expect(await fresh.device.currentAccount()).toBe(account.did);
    const here = await fresh.openAccount(account.did);
    expect((await here.profile())?.nextKeyDigest).toBe(nextKeyDigest(successorRoot(root)));
    expect(await here.setting('gateways')).toEqual(gateways);
    // A passphrase can be set again.
    value(await saveBackup({ ...fresh, store: here }, 'another passphrase'));
    expect((await openRoot(fresh, account.did, 'another passphrase')).ok).toBe(true);
    expect(await restoreWords(fresh, wordsOf(root).join(' '), { generation: 0, gateways })).toEqual({
      ok: false,
      error: { type: 'already-here' },
    });
    expect(await restoreWords(createBrowser(), 'zoo', { generation: 0, gateways })).toMatchObject({
      error: { type: 'word-count' },
    });
  });

  it('finds the newest account of the chain, and restores that one by words or by file', async () => {
    const file = value(await saveBackup({ ...browser, store }, passphrase)).file;
    await store.putFollow({ did: account.did, name: account.name, stampMs: 1, removed: false, via: [], coHost: false });
    const successor = rootAfter(root, 2);
    const did = seedToDid(accountSeed(successor));
    const asked: IpnsName[] = [];
    const lookUp = async (names: readonly IpnsName[], origins: readonly string[]) => {
      asked.push(...names);
      return { found: new Set([account.name, didToIpnsName(did)]), answered: origins };
    };
    const found = await findAccounts(root, lookUp, gateways, new AbortController().signal);
    expect(found).toEqual({ did: account.did, newest: 2, answered: gateways });
    expect(asked).toHaveLength(mostSuccessors + 1);

    const byWords = createBrowser();
    expect(value(await restoreWords(byWords, wordsOf(root).join(' '), { generation: 2, gateways })).did).toBe(did);

    const newestOf = async () => 2;
    const byFile = { ...createBrowser(), newestOf };
    expect(await restoreBackup(byFile, file, passphrase)).toEqual({ ok: false, error: { type: 'has-successor', generation: 2 } });
    expect(await byFile.device.accounts()).toEqual([]);
    expect(value(await restoreBackup(byFile, file, passphrase, { generation: 2 })).did).toBe(did);
    const profile = await (await byFile.openAccount(did)).profile();
    expect(profile).toMatchObject({ name: 'Ada', nextKeyDigest: nextKeyDigest(successorRoot(successor)) });
    expect((await openRoot(byFile, did, passphrase)).ok).toBe(true);

    // The old file and the old words are ways back of the successor, too.
    expect((await checkBackup(file, passphrase, did)).ok).toBe(true);
    const later = createRecoveryDesk({
      ...byFile,
      store: await byFile.openAccount(did),
      gateways: () => [],
      onAccountChange: () => undefined,
    });
    expect((await later.checkWords(wordsOf(root).join(' '))).ok).toBe(true);
    expect(value(await restoreBackup({ ...createBrowser(), newestOf }, file, passphrase, { generation: 0 })).did).toBe(
      account.did,
    );
    expect(value(await restoreBackup({ ...createBrowser(), newestOf: async () => undefined }, file, passphrase)).did).toBe(
      account.did,
    );
  });

  it('sets a new passphrase for whoever has forgotten it but has the words', async () => {
    value(await saveBackup({ ...browser, store }, passphrase));
    const words = wordsOf(root).join(' ');
    expect(await desk().renewPassphrase(words, 'short')).toEqual({ ok: false, error: { type: 'weak-passphrase', minimum: 10 } });
    expect(await desk().renewPassphrase(wordsOf(new Uint8Array(32)).join(' '), 'a new passphrase')).toMatchObject({
      error: { type: 'another-account' },
    });
    value(await desk().renewPassphrase(words, 'a new passphrase'));
    expect(await saveBackup({ ...browser, store }, passphrase)).toMatchObject({ error: { type: 'wrong-passphrase' } });
    value(await saveBackup({ ...browser, store }, 'a new passphrase'));
  });

  it('never gives a locked account its keys back when the passphrase is renewed', async () => {
    value(await saveBackup({ ...browser, store }, passphrase));
    await browser.device.changeAccount(account.did, ({ privateKeys: _keys, ...before }) => ({
      ...before,
      signingKey: { kind: 'locked' },
    }));
    value(await desk().renewPassphrase(wordsOf(root).join(' '), 'a new passphrase'));
    expect((await record())?.privateKeys).toBeUndefined();
    expect((await record())?.signingKey).toEqual({ kind: 'locked' });
  });
});
