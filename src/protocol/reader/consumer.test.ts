import { describe, expect, it } from 'vitest';
import { didToIpnsName } from '../identity/ids.ts';
import { accountPaths, pagePath } from '../identity/paths.ts';
import { createAccountFixture } from '../tree/account-fixture.ts';
import { readPath } from '../tree/read-path.ts';
import { accountOf, contents, older, page, poll, post } from './source-fixture.ts';

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
    const { did } = source.account.signer;
    // The page that news would be on comes along with the outbox.
    expect(source.asked).toEqual([accountPaths(did).outbox, pagePath(did, 2)]);
    await post(source, 1);
    const second = await poll(source, first.state);
    expect(second.type).toBe('read');
    expect(second.activities.length).toBe(6);
    expect(second.state.gaps).toEqual(first.state.gaps);
    expect(new Set(source.asked).size).toBeLessThanOrEqual(3);
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

  it('takes the longer of two outboxes of the same second for news', async () => {
    const source = await accountOf(3);
    const other = createAccountFixture({ device: 2, nowMs: source.account.nowMs });
    await other.store.putMany([...source.account.store.blocks()]);
    const nowMs = source.account.nowMs + 5000;
    const mine = [await other.create('<p>one</p>'), await other.create('<p>two</p>')];
    await other.publish(mine, { root: source.account.root, actor: undefined, nowMs });
    await source.account.publish([await source.account.create('<p>elsewhere</p>')], { nowMs });
    const first = await poll(source);
    const second = await poll({ ...source, account: other }, first.state);
    expect(second.state.outboxUpdatedMs).toBe(first.state.outboxUpdatedMs);
    expect(contents(second).slice(-2)).toEqual(['<p>one</p>', '<p>two</p>']);
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
