import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { createManualTimers, type ManualTimers } from '../testing/manual-timers.ts';
import type { CanonicalId } from '../../protocol/brand.ts';
import { createAuthorService } from '../publish/author-service.ts';
import { draftLockName, withDraft } from './draft-lock.ts';
import { graceMs, scheduleState } from './due-drafts.ts';
import { keepSchedule } from './keep-schedule.ts';

const minuteMs = 60_000;

describe('scheduled posts', { timeout: 20_000 }, () => {
  let world: FakeWorld;
  let ada: FakeDevice;
  let timers: ManualTimers;
  let stop = (): void => undefined;
  let startMs = 0;
  /** The clock of the device is not the timers': it can be set. */
  let clockMs: () => number;
  const inHand = new Set<string>();
  /** What happens while a draft is held. */
  let held = async (_id: string, run: () => Promise<void>): Promise<void> => run();

  beforeEach(async () => {
    world = createFakeWorld((did) => openAccountStore(did, { indexedDB: new IDBFactory() }));
    ada = await createFakeDevice(world);
    startMs = world.nowMs;
    timers = createManualTimers(startMs);
    clockMs = timers.nowMs;
  });

  afterEach(() => {
    stop();
    held = async (_id, run) => run();
  });

  const draft = (id: string, afterMs: number, ifMissed: 'ask' | 'send' = 'ask'): DraftRecord => ({
    id,
    text: id,
    warning: '',
    language: 'en',
    audience: 'public',
    attachments: [],
    savedAtMs: 0,
    schedule: { atMs: startMs + afterMs, ifMissed },
  });

  function open(): void {
    stop = keepSchedule({
      store: ada.store,
      clock: { nowMs: () => clockMs() },
      timers,
      post: (ready) => ada.author.post(ready),
      hold: async (id, run) => {
        if (inHand.has(id)) return false;
        await held(id, run);
        return true;
      },
      report: (error) => {
        throw error;
      },
    });
  }

  const posted = async (): Promise<string[]> =>
    (await ada.store.byAuthor(ada.store.did, { limit: 9 })).map(({ object }) => String(object['content'])).toSorted();
  const eventually = (expectation: () => Promise<void>, stepMs = 1000): Promise<void> =>
    vi.waitFor(
      async () => {
        timers.advance(stepMs);
        await expectation();
      },
      { timeout: 10_000, interval: 10 },
    );

  it('go out when their time comes, once, and not before', async () => {
    await ada.store.putDraft(draft('soon', 90_000));
    await ada.store.putDraft({ ...draft('never', 0), schedule: undefined });
    open();
    timers.advance(80_000);
    expect(await posted()).toEqual([]);
    await eventually(async () => expect(await posted()).toEqual(['<p>soon</p>']));
    timers.advance(10 * minuteMs);
    expect(await posted()).toHaveLength(1);
    expect((await ada.store.drafts()).map(({ id }) => id)).toEqual(['never']);
  });

  it('are taken up while the app is open, and left alone when they are put off or taken off', async () => {
    open();
    await ada.store.putDraft(draft('a', 5 * minuteMs));
    await ada.store.putDraft(draft('b', 5 * minuteMs));
    await ada.store.putDraft(draft('c', 5 * minuteMs));
    await ada.store.putDraft(draft('b', 90 * minuteMs));
    await ada.store.deleteDraft('c');
    await eventually(async () => expect(await posted()).toEqual(['<p>a</p>']), 30_000);
    timers.advance(30 * minuteMs);
    expect(await posted()).toHaveLength(1);
  });

  it('do not leave while they are open in a composer', async () => {
    inHand.add('mine');
    await ada.store.putDraft(draft('mine', minuteMs));
    open();
    timers.advance(minuteMs);
    await vi.waitFor(() => timers.advance(1000));
    expect(await posted()).toEqual([]);
    inHand.clear();
    await eventually(async () => expect(await posted()).toEqual(['<p>mine</p>']), 10_000);
  });

  it('that were missed go out at the next opening, or wait to be asked about, as was chosen', async () => {
    await ada.store.putDraft(draft('send', -60 * minuteMs, 'send'));
    await ada.store.putDraft(draft('ask', -60 * minuteMs, 'ask'));
    await ada.store.putDraft(draft('just now', -minuteMs, 'ask'));
    open();
    await eventually(async () => expect(await posted()).toEqual(['<p>just now</p>', '<p>send</p>']));
    expect((await ada.store.drafts()).map(({ id }) => id)).toEqual(['ask']);
  });

  it('follow the clock of the device when it is set', async () => {
    await ada.store.putDraft(draft('tomorrow', 24 * 60 * minuteMs));
    open();
    timers.advance(minuteMs);
    clockMs = () => timers.nowMs() + 24 * 60 * minuteMs;
    await eventually(async () => expect(await posted()).toEqual(['<p>tomorrow</p>']), 10_000);
  });

  it('stay, and are tried again, when they cannot be posted now', async () => {
    let isFull = true;
    await ada.store.putDraft(draft('late', minuteMs));
    stop = keepSchedule({
      store: ada.store,
      clock: { nowMs: timers.nowMs },
      timers,
      post: async (ready) => (isFull ? { ok: false, error: { type: 'storage-full' } } : ada.author.post(ready)),
      hold: async (_id, run) => run().then(() => true),
      report: () => undefined,
    });
    await eventually(async () => expect(timers.nowMs()).toBeGreaterThan(startMs + 2 * minuteMs), 10_000);
    expect(await ada.store.drafts()).toHaveLength(1);
    isFull = false;
    await eventually(async () => expect(await posted()).toEqual(['<p>late</p>']), 10_000);
  });

  it('are posted as they are then: what was changed, put off or sent while another one was posted counts', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await ada.store.putDraft(draft(id, minuteMs));
    held = async (id, run) => {
      held = async (_id, next) => next();
      const others = ['a', 'b', 'c', 'd'].filter((other) => other !== id);
      const [changed = '', off = '', gone = ''] = others;
      await ada.store.putDraft({ ...draft(changed, minuteMs), text: 'changed' });
      await ada.store.putDraft(draft(off, 90 * minuteMs));
      await ada.store.deleteDraft(gone);
      await run();
    };
    open();
    await eventually(async () => expect(await posted()).toHaveLength(2), 10_000);
    timers.advance(10 * minuteMs);
    expect(await posted()).toHaveLength(2);
    expect(await posted()).toContain('<p>changed</p>');
  });

  it('go out to their end when a thread was cut off, and wait for their writer when they are taken back', async () => {
    const more = ['two', 'three'].map((text) => ({ key: text, text, attachments: [] }));
    await ada.store.putDraft({ ...draft('one', minuteMs), more });
    // Full after the first part.
    let stored = 0;
    const addOwn: typeof ada.store.addOwn = async (...parameters) => {
      stored += 1;
      if (stored === 2) throw new DOMException('full', 'QuotaExceededError');
      return ada.store.addOwn(...parameters);
    };
    const author = createAuthorService({ ...ada.dependencies, store: { ...ada.store, addOwn } });
    stop = keepSchedule({
      store: ada.store,
      clock: { nowMs: timers.nowMs },
      timers,
      post: (ready) => author.post(ready),
      hold: async (_id, run) => run().then(() => true),
      report: () => undefined,
    });
    await eventually(async () => expect(await posted()).toEqual(['<p>one</p>', '<p>three</p>', '<p>two</p>']), 10_000);
    expect(await ada.store.drafts()).toEqual([]);
    const [last] = await ada.store.byAuthor(ada.store.did, { limit: 1 });
    await author.undoPost(last?.id as CanonicalId);
    const [back] = await ada.store.drafts();
    expect(back).toBeDefined();
    expect(back?.schedule).toBeUndefined();
  });

  it('are held by the lock that composers take', async () => {
    const taken = new Set([draftLockName('mine')]);
    const request = async (name: string, _options: LockOptions, run: (lock: Lock | null) => Promise<boolean>) =>
      run(taken.has(name) ? null : { name, mode: 'exclusive' });
    const locks = { request } as unknown as LockManager;
    const run = vi.fn(async () => undefined);
    expect(await withDraft('mine', run, locks)).toBe(false);
    expect(run).not.toHaveBeenCalled();
    expect(await withDraft('free', run, locks)).toBe(true);
    expect(await withDraft('free', run, undefined)).toBe(true);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('are on time for a few minutes', () => {
    expect(scheduleState(draft('x', 0), startMs - 1)).toBe('waiting');
    expect(scheduleState(draft('x', 0), startMs + graceMs)).toBe('due');
    expect(scheduleState(draft('x', 0), startMs + graceMs + 1)).toBe('missed');
    expect(scheduleState(draft('x', 0, 'send'), startMs + graceMs + 1)).toBe('due');
    expect(scheduleState({ ...draft('x', 0), schedule: undefined }, startMs)).toBe('unscheduled');
  });
});
