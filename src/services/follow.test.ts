import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import { createSeedSigner } from '../protocol/proof/signer.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { openAccountStore } from '../storage/open-account-store.ts';
import { follow } from './follow.ts';

const didOf = (seed: number) => createSeedSigner(new Uint8Array(32).fill(seed)).did;
const ada = didOf(2);
const openStore = (): Promise<AccountStore> => openAccountStore(didOf(1), { indexedDB: new IDBFactory() });

describe('following', () => {
  it('keeps the hints of the link, and those of the link that the person was looked up by', async () => {
    const store = await openStore();
    const link = `ipns://${didToIpnsName(ada)}?via=https%3A%2F%2Fone.example`;
    expect(await follow(store, link, 1, new Map([[ada, ['https://two.example', 'https://one.example']]]))).toMatchObject({
      ok: true,
    });
    expect((await store.follows())[0]?.via).toEqual(['https://one.example', 'https://two.example']);
  });

  it('adds hints to somebody followed already, and forgets none', async () => {
    const store = await openStore();
    await follow(store, ada, 1, new Map([[ada, ['https://one.example']]]));
    await follow(store, ada, 2);
    await follow(store, ada, 3, new Map([[ada, ['https://two.example']]]));
    expect((await store.follows())[0]?.via.toSorted()).toEqual(['https://one.example', 'https://two.example']);
  });
});
