import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FilterRecord } from '../../protocol/ports/filters.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { setModeration } from '../relations-commands.ts';
import { takeInEntries } from '../private-state/take-in-entries.ts';
import { localEntries } from '../private-state/local-entries.ts';
import { ada, me, nothing, postOf } from '../testing/search-world.ts';
import type { ViewParts } from '../views/load-posts.ts';
import { notificationViews } from '../views/notifications-view.ts';
import { createRelationsCache } from '../views/relations.ts';
import { threadView } from '../views/thread.ts';
import { personTimeline } from '../views/person-timeline.ts';
import { homeTimeline } from '../views/timelines.ts';
import { compileFilters } from './compile-filters.ts';
import { createFilterDesk, type FilterDesk } from './filter-desk.ts';

const filter = (text: string, more: Partial<FilterRecord> = {}): FilterRecord => ({
  id: 'f',
  text,
  wholeWords: true,
  places: ['home', 'notifications', 'threads', 'elsewhere'],
  action: 'fold',
  ...more,
});

const fits = (one: FilterRecord, post: PostRecord): boolean => compileFilters([one], 0)(post, 'home') !== undefined;

describe('a filter', () => {
  it.each([
    ['art', true, 'start of art.', true],
    ['art', true, 'a start', false],
    ['art', false, 'a start', true],
    ['Spring Rain', true, 'the SPRING rain', true],
    ['spring rain', true, 'spring and rain', false],
    ['bäume', true, 'Baume', true],
    ['#art', true, 'look #Art', true],
    ['#art', true, 'art', false],
    ['#art', true, '#artists', false],
    ['東京', true, '東京都', true],
    ['c++', false, 'I like C++', true],
    ['🌻', true, 'ein 🌻 Feld', true],
  ])('%s (whole words: %s) in “%s”: %s', (text, wholeWords, words, expected) => {
    expect(fits(filter(text, { wholeWords }), postOf('a', words))).toBe(expected);
  });

  it('looks at warnings and descriptions, only where it applies, until it ends; of several the one that hides wins', () => {
    const post = postOf('a', 'look', { object: { summary: 'spiders', attachment: [{ name: 'a heron' }] } });
    expect(fits(filter('spiders'), post)).toBe(true);
    expect(fits(filter('heron'), post)).toBe(true);
    expect(fits(filter('heron', { places: ['threads'] }), post)).toBe(false);
    expect(fits(filter('heron', { untilMs: 0 }), post)).toBe(false);
    const both = [filter('look'), filter('heron', { action: 'hide' })];
    expect(compileFilters(both, 0)(post, 'home')).toEqual({ action: 'hide', text: 'heron' });
  });
});

describe('filters and mutes in what is read', () => {
  let store: AccountStore;
  let desk: FilterDesk;
  let parts: ViewParts;
  let nowMs = 1_000;
  beforeEach(async () => {
    nowMs = 1_000;
    store = await openAccountStore(me, { indexedDB: new IDBFactory() });
    desk = createFilterDesk({ store, clock: { nowMs: () => nowMs } as never });
    parts = {
      store,
      relations: createRelationsCache(store, () => nowMs),
      appBase: 'https://app.example/',
      gateways: () => [],
      reach: () => ({ people: 0, gateways: [], fresh: [] }),
      nowMs: () => nowMs,
    };
  });

  const home = async () => (await homeTimeline(parts, { limit: 9 })).items.map(({ text, filtered }) => [text, filtered]);

  it('are folded or hidden where they apply, never one’s own', async () => {
    await store.ingest({
      ...nothing,
      posts: [postOf('a', 'rain'), postOf('b', 'snow', { atMs: 2 }), postOf('c', 'rain', { author: me, atMs: 3 })],
    });
    expect(await desk.saveFilter(filter('rain', { places: ['home'] }))).toBe(true);
    await expect.poll(home).toEqual([
      ['rain', undefined],
      ['snow', undefined],
      ['rain', 'rain'],
    ]);
    await desk.saveFilter(filter('rain', { places: ['home'], action: 'hide', untilMs: 2_000 }));
    await expect.poll(home).toEqual([
      ['rain', undefined],
      ['snow', undefined],
    ]);
    expect((await personTimeline(parts, ada, { limit: 9 })).items.map(({ filtered }) => filtered)).toEqual([
      undefined,
      undefined,
    ]);
    nowMs = 2_000;
    expect(await home()).toHaveLength(3);
    await desk.deleteFilter('f');
    expect(await desk.filters()).toEqual([]);
  });

  it('hold boosts back, too, and what rings', async () => {
    const boost = postOf('boost', '', { author: me, boostOf: postOf('a', '').id, content: [] });
    await store.ingest({
      ...nothing,
      posts: [postOf('a', 'rain', { home: 0 }), boost],
      notifications: [{ id: 'n', type: 'mention', actor: ada, objectId: postOf('a', '').id, atMs: 1, read: false }],
    });
    expect(await home()).toEqual([['rain', undefined]]);
    await desk.saveFilter(filter('rain', { action: 'hide' }));
    await expect.poll(home).toEqual([]);
    expect((await notificationViews(parts, { limit: 9 })).items).toEqual([]);
    await desk.saveFilter(filter('rain', { action: 'hide', places: ['home'] }));
    await expect
      .poll(async () => (await notificationViews(parts, { limit: 9 })).items.map(({ post }) => post?.text))
      .toEqual(['rain']);
  });

  it('keep places in conversations, and open the post that somebody went to', async () => {
    await store.ingest({
      ...nothing,
      posts: [postOf('a', 'rain'), postOf('b', 'more rain', { inReplyTo: postOf('a', '').id, atMs: 2 })],
    });
    await desk.saveFilter(filter('rain', { action: 'hide' }));
    const seen = async () => {
      const thread = await threadView(parts, postOf('a', '').id);
      return [thread?.post.filtered, thread?.replies.map(({ post }) => post.filtered)];
    };
    await expect.poll(seen).toEqual([undefined, ['rain']]);
  });

  it('end by themselves when they are mutes for a time', async () => {
    await store.ingest({ ...nothing, posts: [postOf('a', 'rain')] });
    await setModeration(store, 'mute', ada, true, nowMs, { untilMs: 2_000 });
    await expect.poll(home).toEqual([]);
    nowMs = 1_999;
    expect(await home()).toEqual([]);
    nowMs = 2_000;
    expect(await home()).toEqual([['rain', undefined]]);
    await setModeration(store, 'mute', ada, true, nowMs);
    await expect.poll(home).toEqual([]);
  });

  it('are the same on every device of the account', async () => {
    const other = await openAccountStore(me, { indexedDB: new IDBFactory() });
    await desk.saveFilter(filter('rain', { untilMs: 9_000 }));
    await desk.saveFilter(filter('snow', { id: 'g' }));
    await desk.deleteFilter('g');
    await setModeration(store, 'mute', ada, true, nowMs, { untilMs: 5_000, hidesNotifications: false });
    await takeInEntries(other, [...(await localEntries(store)).values()], nowMs);
    expect(await createFilterDesk({ store: other, clock: { nowMs: () => nowMs } as never }).filters()).toEqual([
      filter('rain', { untilMs: 9_000 }),
    ]);
    expect(await other.setting('filters')).toEqual([filter('rain', { untilMs: 9_000 })]);
    expect(await other.moderation()).toEqual(await store.moderation());
    await takeInEntries(
      store,
      [{ kind: 'filter', id: 'bad', stampMs: 1, removed: false, value: { text: '', places: 7 } }],
      nowMs,
    );
    expect(await desk.filters()).toHaveLength(1);
  });

  it('are refused when they say nothing, too much, or apply nowhere', async () => {
    expect(await desk.saveFilter(filter('  '))).toBe(false);
    expect(await desk.saveFilter(filter('x'.repeat(201)))).toBe(false);
    expect(await desk.saveFilter(filter('x', { places: [] }))).toBe(false);
  });
});
