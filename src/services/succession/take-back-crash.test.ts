import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createAccountService } from '../account.ts';
import { CrashError, crashing, type CrashPlan } from '../testing/crash.ts';
import { createMemoryDeviceStore } from '../testing/memory-device-store.ts';
import { takeBack, type TakeBackParts } from './take-back.ts';

const nowMs = Date.UTC(2026, 10, 22, 8);
const friend = createSeedSigner(new Uint8Array(32).fill(7)).did;

/** A browser with an account that follows somebody. */
async function createBrowser(): Promise<{ readonly parts: TakeBackParts; readonly old: Did }> {
  const device = createMemoryDeviceStore();
  const factory = new IDBFactory();
  const stores = new Map<Did, ReturnType<typeof openAccountStore>>();
  const openAccount = (did: Did) => {
    const open = stores.get(did) ?? openAccountStore(did, { indexedDB: factory });
    stores.set(did, open);
    return open;
  };
  const common = {
    device,
    openAccount,
    clock: { nowMs: () => nowMs },
    subtle: crypto.subtle,
    random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  };
  const made = await createAccountService(common).create({ name: 'Ada', username: 'ada' });
  if (!made.ok) throw new Error(made.error.type);
  const store = await openAccount(made.value.did);
  await store.putFollow({ did: friend, name: didToIpnsName(friend), stampMs: 5, removed: false, via: [], coHost: false });
  return {
    old: made.value.did,
    parts: {
      ...common,
      store,
      verifier: createVerifier(),
      htmlToRichText: (html) => [html],
      gateways: () => ['https://gateway.example'],
      lookUpAccounts: async (_names, origins) => ({ found: new Set(), answered: origins }),
    },
  };
}

/** The same, in which every call of a store counts and the planned one is the last. */
const doomed = (parts: TakeBackParts, plan: CrashPlan): TakeBackParts => ({
  ...parts,
  device: crashing(parts.device, plan),
  store: crashing(parts.store, plan, ['remote', 'collections', 'successions']),
  openAccount: async (did) => crashing(await parts.openAccount(did), plan, ['remote', 'collections', 'successions']),
});

describe('taking back, killed anywhere', () => {
  it('leaves the old account or the new one, and the next try ends in the same state', { timeout: 120_000 }, async () => {
    let points = 0;
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; ; at += 1) {
        const { parts, old } = await createBrowser();
        const plan: CrashPlan = { count: 0, at, when };
        const killed = await takeBack(doomed(parts, plan), { passphrase: '' }, nowMs).catch((error: unknown) => error);
        const wasKilled = killed instanceof CrashError;
        if (wasKilled) points += 1;
        const current = await parts.device.currentAccount();
        const next = await takeBack(parts, { passphrase: '' }, nowMs);
        if (!next.ok) throw new Error(next.error.type);
        expect([old, next.value]).toContain(current);
        expect(await parts.device.currentAccount()).toBe(next.value);
        const accounts = await parts.device.accounts();
        expect(accounts.map(({ did }) => did).toSorted()).toEqual([old, next.value].toSorted());
        expect(accounts.find(({ did }) => did === old)).toMatchObject({ readOnly: true, succeededBy: next.value });
        expect(accounts.find(({ did }) => did === next.value)).toMatchObject({ readOnly: false, succeeds: { did: old } });
        const store = await parts.openAccount(next.value);
        expect((await store.outboxFor(accountId(old, 'actor') as ObjectId)).map(({ type }) => type)).toEqual(['Move']);
        expect((await store.follows()).map(({ did }) => did)).toEqual([friend]);
        expect((await store.profile())?.name).toBe('Ada');
        expect((await store.successions.get(old))?.accepted?.successor).toBe(next.value);
        if (!wasKilled) break;
      }
    }
    expect(points).toBeGreaterThan(50);
  });
});
