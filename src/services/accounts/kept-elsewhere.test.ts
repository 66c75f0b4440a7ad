import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { putFiles, testBytes, testSigner } from '../../network/testing/fixtures.ts';
import { accountPaths } from '../../protocol/identity/paths.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { keptElsewhere } from './kept-elsewhere.ts';

const { did } = testSigner(3);
const outbox = testBytes(70_000);
const near = 'https://near.example';
const far = 'https://far.example';

describe('whether a gateway has the newest', () => {
  let store: AccountStore;

  beforeEach(async () => {
    store = await openAccountStore(did, { indexedDB: new IDBFactory() });
    const root = await putFiles(store.blocks, { [accountPaths(did).outbox]: outbox });
    await store.putOwnTree({ name: didToIpnsName(did), root: root.toString() });
    await store.putSetting('gateways', [near, far]);
  });

  /** Answers of gateways by origin; absent: nobody is there. */
  const ask = (answers: Readonly<Record<string, Uint8Array<ArrayBuffer> | number>>) => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      asked.push(`${String(input)} ${init?.credentials}`);
      const answer = answers[new URL(String(input)).origin];
      if (answer === undefined) throw new TypeError('network');
      return typeof answer === 'number' ? new Response('', { status: answer }) : new Response(answer);
    };
    return keptElsewhere(store, fetch).then((kept) => ({ kept, asked }));
  };
  const changed = outbox.slice();
  changed[60_000] = 1 + (changed[60_000] ?? 0);

  it.each([
    ['newest', { [near]: outbox.slice() }],
    ['newest', { [near]: changed, [far]: outbox.slice() }],
    ['behind', { [near]: changed, [far]: 404 }],
    ['behind', { [near]: outbox.slice(0, -1) }],
    ['behind', { [far]: Uint8Array.from([...outbox, 0]) }],
    ['unknown', { [near]: 404 }],
    ['unknown', {}],
  ] as const)('says %s', async (expected, answers) => {
    expect((await ask(answers)).kept).toBe(expected);
  });

  it('asks without a cookie, and nobody where there is nothing or no gateway', async () => {
    const { asked } = await ask({});
    expect(asked).toEqual([near, far].map((origin) => `${origin}/${accountPaths(did).outbox} omit`));
    await store.putSetting('gateways', []);
    expect(await ask({})).toEqual({ kept: 'unknown', asked: [] });
    const empty = await openAccountStore(did, { indexedDB: new IDBFactory() });
    expect(await keptElsewhere(empty, () => Promise.reject(new Error('asked')))).toBe('unknown');
  });
});
