import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IpnsName } from '../../src/protocol/brand.ts';
import type { FollowRecord, ModerationRecord } from '../../src/protocol/ports/records.ts';
import type { AccountStore, ChangeTopic, OwnTree } from '../../src/protocol/ports/store.ts';
import { ana, batch, bo, draft, me, outboxEntry, ownName, ownPost, post, profile } from './sample-records.ts';
import type { StoreHarness, StoreUnderTest } from './store-harness.ts';

export function describePrivateState(harness: StoreHarness): void {
  describe('private state', () => {
    let device: StoreUnderTest;
    let store: AccountStore;
    beforeEach(async () => {
      device = await harness.start();
      ({ store } = device);
    });
    afterEach(() => device.end());

    it('knows whose it is', () => {
      expect(store.did).toBe(me);
    });

    it('merges follows by their stamp and remembers removed ones', async () => {
      const follow: FollowRecord = {
        did: ana,
        name: 'k51ana' as IpnsName,
        stampMs: 5,
        removed: false,
        via: ['https://g.example'],
        coHost: false,
      };
      await store.putFollow(follow);
      await store.putFollow({ ...follow, stampMs: 4, removed: true });
      expect(await store.follows()).toEqual([follow]);
      await store.putFollow({ ...follow, stampMs: 6, removed: true });
      expect(await store.follows()).toEqual([{ ...follow, stampMs: 6, removed: true }]);
      expect(await store.followOf(ana)).toEqual({ ...follow, stampMs: 6, removed: true });
      expect(await store.followOf(bo)).toBeUndefined();
    });

    it('merges blocks and mutes apart from each other', async () => {
      const mute: ModerationRecord = { target: ana, kind: 'mute', stampMs: 5, removed: false };
      const block: ModerationRecord = { target: ana, kind: 'block', stampMs: 5, removed: false };
      await store.putModeration(mute);
      await store.putModeration(block);
      await store.putModeration({ ...mute, stampMs: 4, removed: true });
      await store.putModeration({ ...block, stampMs: 6, removed: true });
      expect(await store.moderation()).toEqual([{ ...block, stampMs: 6, removed: true }, mute]);
      await store.putModerations([
        { ...mute, stampMs: 6, removed: true },
        { ...block, stampMs: 5 },
      ]);
      expect(await store.moderation()).toEqual([
        { ...block, stampMs: 6, removed: true },
        { ...mute, stampMs: 6, removed: true },
      ]);
    });

    it('keeps drafts, newest first, until they are dropped', async () => {
      await store.putDraft(draft('a', { savedAtMs: 1 }));
      await store.putDraft(draft('b', { savedAtMs: 2 }));
      await store.putDraft(draft('a', { savedAtMs: 3, text: 'more' }));
      expect(await store.drafts()).toEqual([draft('a', { savedAtMs: 3, text: 'more' }), draft('b', { savedAtMs: 2 })]);
      await store.deleteDraft('a');
      await store.deleteDraft('absent');
      expect(await store.drafts()).toHaveLength(1);
    });

    it('keeps profile, settings and the state of the own tree apart', async () => {
      expect([await store.profile(), await store.ownTree(), await store.setting('theme')]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      const tree: OwnTree = { name: ownName, root: 'bafy', publishedSequence: 2n ** 61n };
      await store.putProfile(profile);
      await store.putOwnTree(tree);
      await store.putSetting('gateways', ['https://g.example']);
      await store.putSetting('theme', 'dark');
      const again = await device.openAgain();
      expect(await again.profile()).toEqual(profile);
      expect(await again.ownTree()).toEqual(tree);
      expect(await again.setting<string[]>('gateways')).toEqual(['https://g.example']);
      expect(await again.setting('theme')).toBe('dark');
      again.close();
    });

    it('tells listeners once what a write changed, after it is stored', async () => {
      await store.putDraft(draft('d'));
      const heard: ChangeTopic[][] = [];
      const stored: Promise<number>[] = [];
      const stop = store.onChange((topics) => {
        heard.push([...topics].toSorted());
        stored.push(store.outboxCount());
      });
      await store.addOwn(outboxEntry('a'), batch({ posts: [ownPost('a')] }), [], 'd');
      await vi.waitFor(() => expect(heard).toContainEqual(['drafts', 'outbox', 'posts']));
      expect(await stored.at(-1)).toBe(1);
      stop();
      await store.putDraft(draft('e'));
      expect(heard.flat().filter((topic) => topic === 'outbox')).toHaveLength(1);
      expect(heard.at(-1)).toEqual(['drafts', 'outbox', 'posts']);
    });

    it('says nothing when nothing changed', async () => {
      await store.ingest(batch({ posts: [post('a')] }));
      const heard: ChangeTopic[][] = [];
      store.onChange((topics) => heard.push([...topics]));
      await store.ingest(batch({ posts: [post('a')] }));
      await store.putFollow({ did: bo, name: 'k51bo' as IpnsName, stampMs: 1, removed: false, via: [], coHost: false });
      await vi.waitFor(() => expect(heard).toContainEqual(['follows']));
      expect(heard).toEqual([['follows']]);
    });

    it('tells other tabs', async () => {
      const other = await device.openAgain();
      const heard: ChangeTopic[] = [];
      other.onChange((topics) => heard.push(...topics));
      await store.putSetting('theme', 'dark');
      await vi.waitFor(() => expect(heard).toEqual(['settings']));
      other.close();
    });
  });
}
