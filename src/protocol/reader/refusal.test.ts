import { describe, expect, it } from 'vitest';
import { didToIpnsName } from '../identity/ids.ts';
import { accountPaths, idToTreePath } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import { serialize, signDocument } from '../proof/proof.ts';
import { timestampOf } from '../proof/timestamp.ts';
import { createVerifier } from '../proof/verifier.ts';
import { createAccountFixture } from '../tree/account-fixture.ts';
import { objectIdOf } from '../tree/documents.ts';
import { readPath } from '../tree/read-path.ts';
import { pollAccount } from './consumer.ts';
import { newSyncState, runReader } from './read-outcome.ts';
import { accountOf, contents, fileOf, page, poll } from './source-fixture.ts';

const verifier = createVerifier();

describe('what is refused', () => {
  it('another account, another page in a page’s place, tampered pages', async () => {
    const source = await accountOf(45);
    const other = await accountOf(45);
    const stranger = createAccountFixture({ seed: 5 });
    await stranger.publish([await stranger.create('<p>mine</p>')]);
    const strange = (path: string) =>
      readPath(stranger.store, stranger.root as never, path.replace(source.account.signer.did, stranger.signer.did));
    const tampered = serialize({
      ...(await fileOf(other, page(other, 2))),
      to: ['https://www.w3.org/ns/activitystreams#Public', 'https://x.example/'],
    });
    for (const bytes of [
      await strange(page(source, 0)),
      await readPath(source.account.store, source.account.root as never, page(source, 1)),
      tampered,
      new TextEncoder().encode(`${new TextDecoder().decode(serialize(await fileOf(source, page(source, 2))))} `),
    ]) {
      source.wrong.set(page(source, 2), bytes ?? null);
      const outcome = await poll(source);
      expect(outcome).toMatchObject({ type: 'partial', problems: [{ path: page(source, 2), type: 'invalid' }], refused: 1 });
      expect(outcome.activities.length).toBe(20);
    }
    source.wrong.set(
      accountPaths(source.account.signer.did).outbox,
      (await strange(accountPaths(source.account.signer.did).outbox)) ?? null,
    );
    expect(await poll(source)).toMatchObject({ type: 'invalid' });
  });

  it('single activities, without losing their neighbours', async () => {
    const source = await accountOf(3);
    const { signer } = source.account;
    const { proof: _, ...unsigned } = await fileOf(source, page(source, 0));
    const [newest, middle, oldest] = unsigned['orderedItems'] as JsonObject[];
    if (newest === undefined || middle === undefined || oldest === undefined) throw new Error('no items');
    const forged = { ...middle, object: { ...(middle['object'] as JsonObject), content: '<p>forged</p>' } };
    const resigned = await signDocument(
      { ...unsigned, orderedItems: [newest, forged, oldest] },
      signer,
      timestampOf(source.account.nowMs),
    );
    source.wrong.set(page(source, 0), serialize(resigned));
    const outcome = await poll(source);
    expect(outcome).toMatchObject({ type: 'read', refused: 1, state: { refused: 1 } });
    expect(contents(outcome)).toEqual(['<p>post 0</p>', '<p>post 2</p>']);
  });

  it('fetches an object that an activity only names', async () => {
    const source = await accountOf(2);
    const { signer } = source.account;
    const { proof: _, ...unsigned } = await fileOf(source, page(source, 0));
    const items = (unsigned['orderedItems'] as JsonObject[]).map(async ({ proof: _proof, ...activity }) =>
      signDocument(
        { ...activity, object: (activity['object'] as JsonObject)['id'] ?? '' },
        signer,
        timestampOf(source.account.nowMs),
      ),
    );
    const bare = await signDocument(
      { ...unsigned, orderedItems: await Promise.all(items) },
      signer,
      timestampOf(source.account.nowMs),
    );
    source.wrong.set(page(source, 0), serialize(bare));
    expect(contents(await poll(source))).toEqual(['<p>post 0</p>', '<p>post 1</p>']);

    const [newest] = unsigned['orderedItems'] as JsonObject[];
    const path = idToTreePath(objectIdOf(newest ?? {}) ?? '') ?? '';
    source.wrong.set(path, null);
    const without = await poll(source);
    expect(without).toMatchObject({ type: 'partial', state: { holes: [0] } });
    expect(contents(without)).toEqual(['<p>post 0</p>', undefined]);
    source.wrong.delete(path);
    const again = await poll(source, without.state);
    expect(contents(again)).toEqual(['<p>post 0</p>', '<p>post 1</p>']);
    expect(again.state.holes).toBeUndefined();
  });

  it('no outbox for its age alone, at first sight', async () => {
    const source = await accountOf(1);
    const { signer, nowMs } = source.account;
    const { outbox } = accountPaths(signer.did);
    const { proof: _, ...unsigned } = await fileOf(source, outbox);
    source.wrong.set(
      outbox,
      serialize(await signDocument({ ...unsigned, updated: '1969-07-20T20:17:40Z' }, signer, timestampOf(nowMs))),
    );
    const outcome = await poll(source);
    expect(outcome).toMatchObject({ type: 'read', state: { outboxUpdatedMs: -14_182_940_000 } });
    expect(contents(outcome)).toEqual(['<p>post 0</p>']);
    expect(await poll(source, outcome.state)).toMatchObject({ type: 'unchanged' });
  });

  it('an endless outbox costs no more than its budget', async () => {
    const source = await accountOf(1);
    const { signer, nowMs } = source.account;
    const { outbox } = accountPaths(signer.did);
    const { proof: _, ...unsigned } = await fileOf(source, outbox);
    const first = String(unsigned['first']).replace('0000/000000', '9999/999999');
    source.wrong.set(
      outbox,
      serialize(await signDocument({ ...unsigned, first, totalItems: 1_000_000_000 }, signer, timestampOf(nowMs))),
    );
    const junk = new TextEncoder().encode('junk');
    const outcome = await runReader(
      pollAccount({
        did: signer.did,
        state: { ...newSyncState(signer.did, didToIpnsName(signer.did)), pages: { 0: 'z' } },
        verifier,
        nowMs,
      }),
      async (paths) => {
        source.asked.push(...paths);
        return paths.map((path) => source.wrong.get(path) ?? junk);
      },
    );
    expect(outcome.type).toBe('partial');
    expect(source.asked.length).toBeLessThan(60);
    expect(outcome.state.holes?.length).toBeLessThanOrEqual(64);
  });
});
