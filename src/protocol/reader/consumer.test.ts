import { describe, expect, it } from 'vitest';
import { didToIpnsName } from '../identity/ids.ts';
import { accountPaths, pagePath } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import type { SyncRecord } from '../ports/records.ts';
import { serialize, signDocument } from '../proof/proof.ts';
import { parseSigned } from '../proof/signed-json.ts';
import { createVerifier } from '../proof/verifier.ts';
import { createAccountFixture } from '../tree/account-fixture.ts';
import type { AccountFixture } from '../tree/account-fixture.ts';
import { timestampOf } from '../tree/documents.ts';
import { readPath } from '../tree/read-path.ts';
import { pollAccount, readOlder } from './consumer.ts';
import { newSyncState, runReader } from './read-outcome.ts';
import type { ReadOptions, ReadOutcome } from './read-outcome.ts';

const verifier = createVerifier();

interface Source {
  readonly account: AccountFixture;
  /** What this source gives in place of the real file: null = nothing. */
  readonly wrong: Map<string, Uint8Array | null>;
  readonly asked: string[];
}

async function accountOf(posts: number): Promise<Source> {
  const account = createAccountFixture();
  const activities = [];
  for (let index = 0; index < posts; index++) activities.push(await account.create(`<p>post ${index}</p>`));
  await account.publish(activities);
  return { account, wrong: new Map(), asked: [] };
}

async function post(source: Source, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await source.account.publish([await source.account.create('<p>more</p>')]);
}

function run(
  reader: typeof pollAccount,
  source: Source,
  state: SyncRecord | undefined,
  more: Partial<ReadOptions> = {},
): Promise<ReadOutcome> {
  const { account, wrong, asked } = source;
  const { root } = account;
  if (root === undefined) throw new Error('nothing published');
  source.asked.length = 0;
  return runReader(reader({ did: account.signer.did, state, verifier, nowMs: account.nowMs, root, ...more }), (paths) => {
    asked.push(...paths);
    return Promise.all(
      paths.map(async (path) => (wrong.has(path) ? (wrong.get(path) ?? undefined) : readPath(account.store, root, path))),
    );
  });
}
const poll = (source: Source, state?: SyncRecord, more?: Partial<ReadOptions>) => run(pollAccount, source, state, more);
const older = (source: Source, state?: SyncRecord, more?: Partial<ReadOptions>) => run(readOlder, source, state, more);

const page = (source: Source, number: number): string => pagePath(source.account.signer.did, number);
const fileOf = async (source: Source, path: string): Promise<JsonObject> => {
  const { root, store } = source.account;
  const bytes = root === undefined ? undefined : await readPath(store, root, path);
  const parsed = bytes === undefined ? undefined : parseSigned(bytes);
  if (parsed?.ok !== true) throw new Error(path);
  return parsed.value;
};
const contents = (outcome: ReadOutcome): unknown[] => outcome.activities.map(({ object }) => object?.['content']);

describe('the consumer algorithm', () => {
  it('first reads the actor and the two newest pages, oldest first; the rest is a gap that is read on demand', async () => {
    const source = await accountOf(105);
    const first = await poll(source);
    expect(first).toMatchObject({ type: 'read', problems: [], refused: 0 });
    expect(first.actor?.['name']).toBe('Alice');
    expect(contents(first)).toEqual(Array.from({ length: 25 }, (_, index) => `<p>post ${80 + index}</p>`));
    expect(first.state).toMatchObject({
      state: 'current',
      totalItems: 105,
      gaps: [3],
      name: didToIpnsName(source.account.signer.did),
    });
    expect(first.state.root).toEqual(source.account.root);

    const next = await older(source, first.state, { budgetPages: 2 });
    expect(contents(next).at(-1)).toBe('<p>post 79</p>');
    expect(next.state.gaps).toEqual([1]);
    const last = await older(source, next.state);
    expect(contents(last).length).toBe(40);
    expect(last.state.gaps).toEqual([]);
    expect(await older(source, last.state)).toMatchObject({ type: 'unchanged', activities: [] });
  });

  it('then reads down to the first unchanged page, and nothing when the outbox is unchanged', async () => {
    const source = await accountOf(45);
    const first = await poll(source);
    expect(await poll(source, first.state)).toMatchObject({ type: 'unchanged', activities: [], state: { totalItems: 45 } });
    expect(source.asked).toEqual([accountPaths(source.account.signer.did).outbox]);
    await post(source, 1);
    const second = await poll(source, first.state);
    expect(second.type).toBe('read');
    expect(second.activities.length).toBe(6);
    expect(second.state.gaps).toEqual(first.state.gaps);
    expect(source.asked.length).toBeLessThanOrEqual(3);
  });

  it('keeps within the budget of a poll, remembers the gap, and loses no page that changed below it', async () => {
    const source = await accountOf(5);
    const first = await poll(source);
    await post(source, 100);
    const second = await poll(source, first.state, { budgetPages: 3 });
    expect(second.state.gaps).toEqual([2]);
    expect(second.actor).toBeDefined();
    const seen = new Set([...first.activities, ...second.activities].map(({ id }) => id));
    let state = second.state;
    while (state.gaps.length > 0) {
      const outcome = await older(source, state, { budgetPages: 1 });
      for (const { id } of outcome.activities) seen.add(id);
      expect(outcome.state.gaps).not.toEqual(state.gaps);
      state = outcome.state;
    }
    expect(seen.size).toBe(105);
  });

  it('does not go back to an older outbox', async () => {
    const source = await accountOf(3);
    const old = await readPath(
      source.account.store,
      source.account.root as never,
      accountPaths(source.account.signer.did).outbox,
    );
    await post(source, 1);
    const first = await poll(source);
    source.wrong.set(accountPaths(source.account.signer.did).outbox, old ?? null);
    const stale = await poll(source, first.state);
    expect(stale).toMatchObject({ type: 'stale', activities: [] });
    expect(stale.state).toMatchObject({ outboxUpdatedMs: first.state.outboxUpdatedMs, state: 'current' });
  });

  it('comes again when a new outbox stands over an old newest page', async () => {
    const source = await accountOf(3);
    const first = await poll(source);
    const oldPage = await readPath(source.account.store, source.account.root as never, page(source, 0));
    await post(source, 1);
    source.wrong.set(page(source, 0), oldPage ?? null);
    const second = await poll(source, first.state);
    expect(second).toMatchObject({ type: 'partial', activities: [] });
    source.wrong.clear();
    expect((await poll(source, second.state)).activities.length).toBe(4);
  });

  it('reads pages that are newer than the outbox', async () => {
    const source = await accountOf(3);
    const outbox = accountPaths(source.account.signer.did).outbox;
    source.wrong.set(outbox, (await readPath(source.account.store, source.account.root as never, outbox)) ?? null);
    await post(source, 2);
    const first = await poll(source);
    expect(first.activities.length).toBe(5);
    source.wrong.clear();
    expect((await poll(source, first.state)).activities.length).toBe(0);
  });
});

describe('what cannot be had', () => {
  it('tells when the outbox is missing or invalid', async () => {
    const source = await accountOf(1);
    const { outbox } = accountPaths(source.account.signer.did);
    source.wrong.set(outbox, null);
    expect(await poll(source)).toMatchObject({
      type: 'missing',
      problems: [{ path: outbox, type: 'missing' }],
      state: { state: 'unreachable', refused: 0 },
    });
    source.wrong.set(outbox, new TextEncoder().encode('{}'));
    expect(await poll(source)).toMatchObject({
      type: 'invalid',
      problems: [{ path: outbox, type: 'invalid' }],
      state: { state: 'invalid', refused: 1 },
    });
  });

  it.each([
    ['missing', null],
    ['invalid', new TextEncoder().encode('not json')],
  ])('reads the rest when a page is %s, and asks for it again from the next source', async (type, bytes) => {
    const source = await accountOf(45);
    source.wrong.set(page(source, 1), bytes);
    const first = await poll(source, undefined, { budgetPages: 10 });
    expect(first).toMatchObject({
      type: 'partial',
      problems: [{ path: page(source, 1), type }],
      state: { holes: [1], state: 'reading' },
    });
    expect(first.activities.length).toBe(25);
    source.wrong.clear();
    const second = await poll(source, first.state);
    expect(second).toMatchObject({ type: 'read', problems: [], state: { state: 'current', gaps: [] } });
    expect(second.state.holes).toBeUndefined();
    expect(second.activities.length).toBe(20);
  });

  it('takes up where a source went away, losing nothing between', async () => {
    const source = await accountOf(10);
    const first = await poll(source);
    await post(source, 90);
    for (const number of [0, 1, 2, 3, 4]) source.wrong.set(page(source, number), null);
    const second = await poll(source, first.state);
    expect(second).toMatchObject({ type: 'partial', activities: [], state: { holes: [4] } });
    source.wrong.delete(page(source, 4));
    const third = await poll(source, second.state);
    expect(third).toMatchObject({ type: 'partial', state: { holes: [3] } });
    source.wrong.clear();
    const fourth = await poll(source, third.state);
    expect(new Set([...first.activities, ...third.activities, ...fourth.activities].map(({ id }) => id)).size).toBe(100);
    expect(await poll(source, fourth.state)).toMatchObject({ type: 'unchanged' });
  });

  it('asks for the actor when the caller lacks it', async () => {
    const source = await accountOf(1);
    source.wrong.set(accountPaths(source.account.signer.did).actor, null);
    const first = await poll(source);
    expect(first.type).toBe('partial');
    expect(first.actor).toBeUndefined();
    source.wrong.clear();
    expect((await poll(source, first.state, { wantsActor: true })).actor?.['name']).toBe('Alice');
  });
});

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
