import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CanonicalId } from '../../protocol/brand.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import type { PollView } from '../app-api.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { createFakePerson, type FakePerson } from '../testing/fake-person.ts';

const minuteMs = 60_000;

describe('polls', { timeout: 30_000 }, () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let ben: FakePerson;
  let carl: FakePerson;

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    ben = await createFakePerson(hub, 'Ben', openAccountStore);
    carl = await createFakePerson(hub, 'Carl', openAccountStore);
    await ben.app.follow(ada.me.did);
    await carl.app.follow(ada.me.did);
  });

  const eventually = (expectation: () => Promise<void>, stepMs = 50): Promise<void> =>
    vi.waitFor(
      async () => {
        hub.timers.advance(stepMs);
        await expectation();
      },
      { timeout: 15_000, interval: 10 },
    );

  async function ask(isMultiple = false): Promise<CanonicalId> {
    const asked = await ada.post('Tea or coffee?', { poll: { options: ['Tea', 'Coffee', ' ', 'Tea'], isMultiple, minutes: 60 } });
    if (!asked.ok) throw new Error(asked.error.type);
    return asked.value.id;
  }

  const seen = async (person: FakePerson): Promise<PollView | undefined> => (await person.app.home({ limit: 5 })).items[0]?.poll;
  const votesOf = (poll: PollView | undefined) => poll?.options.map(({ title, votes }) => `${title} ${votes}`);

  it('are asked, answered once, counted by who asks, and told to everybody', async () => {
    const id = await ask();
    await eventually(async () => expect(await seen(ben)).toMatchObject({ isPollen: true, canVote: true, mine: [] }));
    const desk = await ben.app.polls();
    expect(await desk.vote(id, ['Water'])).toEqual({ ok: false, error: { type: 'bad-choice' } });
    expect(await desk.vote(id, ['Tea', 'Coffee'])).toEqual({ ok: false, error: { type: 'bad-choice' } });
    expect(await desk.vote(id, ['Coffee'])).toEqual({ ok: true, value: undefined });
    expect(await desk.vote(id, ['Tea'])).toEqual({ ok: false, error: { type: 'voted' } });
    expect(await seen(ben)).toMatchObject({ canVote: false, mine: ['Coffee'] });
    // Who asks sees it as it comes, others when it was published.
    await eventually(async () => expect(votesOf(await seen(ada))).toEqual(['Tea 0', 'Coffee 1']));
    await eventually(async () => expect(votesOf(await seen(carl))).toEqual(['Tea 0', 'Coffee 1']), minuteMs);
    expect(await seen(carl)).toMatchObject({ voters: 1, canVote: true });
    // A vote is no post, no answer and no news.
    expect((await ada.app.thread(id))?.replies).toEqual([]);
    expect((await ada.app.notifications({ limit: 5 })).items.map(({ type }) => type)).toEqual([]);
    expect((await ben.app.profileTimeline(ben.me.did, { limit: 5 })).items).toEqual([]);
    // Counting is no editing.
    expect((await carl.app.home({ limit: 5 })).items[0]?.editedMs).toBeUndefined();
  });

  it('take several answers where they say so, and none after their end; who asks cannot vote', async () => {
    const id = await ask(true);
    await eventually(async () => expect(await seen(ben)).toMatchObject({ isMultiple: true }));
    expect(await (await ada.app.polls()).vote(id, ['Tea'])).toEqual({ ok: false, error: { type: 'closed' } });
    expect((await (await ben.app.polls()).vote(id, ['Coffee', 'Tea'])).ok).toBe(true);
    // Each answer is a letter of its own.
    await eventually(async () => expect(votesOf(await seen(ada))).toEqual(['Tea 1', 'Coffee 1']));
    expect(await seen(ada)).toMatchObject({ voters: 1 });
    hub.timers.advance(61 * minuteMs);
    expect(await seen(carl)).toMatchObject({ canVote: false });
    expect(await (await carl.app.polls()).vote(id, ['Tea'])).toEqual({ ok: false, error: { type: 'closed' } });
    await eventually(async () => expect((await ada.store.post(id))?.object['closed']).toBeDefined(), minuteMs);
  });

  it('keep answers and totals when their words are changed, and say that they were', async () => {
    const id = await ask();
    await eventually(async () => expect(await seen(ben)).toBeDefined());
    await (await ben.app.polls()).vote(id, ['Tea']);
    await eventually(async () => expect((await ada.store.post(id))?.object['votersCount']).toBe(1), minuteMs);
    expect((await ada.post('Tea or coffee, please?', { edits: id })).ok).toBe(true);
    const edited = (await ada.app.home({ limit: 5 })).items[0];
    expect(edited?.text).toBe('Tea or coffee, please?');
    expect(edited?.editedMs).toBeDefined();
    expect(votesOf(edited?.poll)).toEqual(['Tea 1', 'Coffee 0']);
  });

  it('are not published as often as they are answered', async () => {
    const id = await ask();
    await eventually(async () => expect(await seen(ben)).toBeDefined());
    await eventually(async () => expect(await seen(carl)).toBeDefined());
    await (await ben.app.polls()).vote(id, ['Tea']);
    await eventually(async () => expect(votesOf(await seen(ada))).toEqual(['Tea 1', 'Coffee 0']), 1000);
    await (await carl.app.polls()).vote(id, ['Tea']);
    await eventually(async () => expect(votesOf(await seen(ada))).toEqual(['Tea 2', 'Coffee 0']), 1000);
    const updates = async () => (await ada.store.outboxFor(id)).filter(({ type }) => type === 'Update').length;
    await eventually(async () => expect((await ada.store.post(id))?.object['votersCount']).toBe(2), minuteMs);
    expect(await updates()).toBeLessThanOrEqual(2);
  });
});
