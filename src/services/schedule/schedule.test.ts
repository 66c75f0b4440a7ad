import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { createManualTimers, type ManualTimers } from '../testing/manual-timers.ts';
import { graceMs, scheduleState } from './due-drafts.ts';
import { keepSchedule } from './keep-schedule.ts';

const minuteMs = 60_000;

describe('scheduled posts', () => {
  let world: FakeWorld;
  let ada: FakeDevice;
  let timers: ManualTimers;
  let stop = (): void => undefined;
  let startMs = 0;
  /** The clock of the device is not the timers': it can be set. */
  let clockMs: () => number;
  const inHand = new Set<string>();

  beforeEach(async () => {
    world = createFakeWorld((did) => openAccountStore(did, { indexedDB: new IDBFactory() }));
    ada = await createFakeDevice(world);
    startMs = world.nowMs;
    timers = createManualTimers(startMs);
    clockMs = timers.nowMs;
  });

  afterEach(() => stop());

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
      inHand: async () => (id) => inHand.has(id),
      report: (error) => {
        throw error;
      },
    });
  }

  const posted = async (): Promise<string[]> =>
    (await ada.store.byAuthor(ada.store.did, { limit: 9 })).map(({ object }) => String(object['content'])).toSorted();
  const eventually = (expectation: () => Promise<void>, stepMs = 1000): Promise<void> =>
    vi.waitFor(async () => {
      timers.advance(stepMs);
      await expectation();
    });

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
      inHand: async () => () => false,
      report: () => undefined,
    });
    await eventually(async () => expect(timers.nowMs()).toBeGreaterThan(startMs + 2 * minuteMs), 10_000);
    expect(await ada.store.drafts()).toHaveLength(1);
    isFull = false;
    await eventually(async () => expect(await posted()).toEqual(['<p>late</p>']), 10_000);
  });

  it('are on time for a few minutes', () => {
    expect(scheduleState(draft('x', 0), startMs - 1)).toBe('waiting');
    expect(scheduleState(draft('x', 0), startMs + graceMs)).toBe('due');
    expect(scheduleState(draft('x', 0), startMs + graceMs + 1)).toBe('missed');
    expect(scheduleState(draft('x', 0, 'send'), startMs + graceMs + 1)).toBe('due');
    expect(scheduleState({ ...draft('x', 0), schedule: undefined }, startMs)).toBe('unscheduled');
  });
});
