import { CID } from 'multiformats/cid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectId } from '../../src/protocol/brand.ts';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import { ana, batch, bo, notification, person, postId, reaction, syncRecord } from './sample-records.ts';
import type { StoreHarness, StoreUnderTest } from './store-harness.ts';

const root = CID.parse('bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi');

export function describeIngestRest(harness: StoreHarness): void {
  describe('ingest of reactions, people, notifications, reading state', () => {
    let device: StoreUnderTest;
    let store: AccountStore;
    beforeEach(async () => {
      device = await harness.start();
      ({ store } = device);
    });
    afterEach(() => device.end());

    const ids = async () => (await store.reactions(postId('liked'))).map(({ id }) => id).toSorted();

    it('counts one reaction per actor, object and type, however often it comes', async () => {
      const likes = [reaction('1'), reaction('2', { atMs: 2000 }), reaction('3', { actor: bo })];
      await store.ingest(batch({ reactions: [...likes, reaction('4', { type: 'boost' })] }));
      await store.ingest(batch({ reactions: [...likes, reaction('5', { objectId: postId('other') })] }));
      expect(await ids()).toEqual([postId('2'), postId('3'), postId('4')]);
    });

    it('keeps the first vote for an option, however often and in whatever order it comes', async () => {
      const vote = (id: string, atMs: number) => reaction(id, { type: 'vote Tea', atMs });
      await store.ingest(batch({ reactions: [vote('2', 2000), vote('3', 3000)] }));
      expect(await ids()).toEqual([postId('2')]);
      await store.ingest(batch({ reactions: [vote('1', 1000)] }));
      await store.ingest(batch({ reactions: [vote('4', 4000)] }));
      expect(await ids()).toEqual([postId('1')]);
    });

    it('takes a reaction back for its actor only', async () => {
      await store.ingest(batch({ reactions: [reaction('1')] }));
      await store.ingest(batch({ undone: [{ id: postId('1'), actor: bo }] }));
      expect(await ids()).toEqual([postId('1')]);
      await store.ingest(batch({ undone: [{ id: postId('1'), actor: ana }] }));
      expect(await ids()).toEqual([]);
    });

    it('does not bring back what was taken back, in any order, and takes a second like', async () => {
      await store.ingest(batch({ undone: [{ id: postId('1'), actor: bo }] }));
      await store.ingest(batch({ undone: [{ id: postId('1'), actor: ana }] }));
      await store.ingest(batch({ reactions: [reaction('1')] }));
      expect(await ids()).toEqual([]);
      const again = batch({ reactions: [reaction('2', { atMs: 3 }), reaction('3', { atMs: 9 })], undone: [] });
      await store.ingest({ ...again, undone: [{ id: postId('3'), actor: ana }] });
      expect(await ids()).toEqual([postId('2')]);
    });

    it('replaces a like taken back by a new one in the same batch', async () => {
      await store.ingest(batch({ reactions: [reaction('1', { atMs: 5000 })] }));
      await store.ingest(batch({ reactions: [reaction('2')], undone: [{ id: postId('1'), actor: ana }] }));
      expect(await ids()).toEqual([postId('2')]);
    });

    it('keeps the newer document of a person', async () => {
      await store.ingest(batch({ person: person(ana, { updatedMs: 2, name: 'two' }) }));
      await store.ingest(batch({ person: person(ana, { updatedMs: 1, name: 'one' }) }));
      await store.ingest(batch({ person: person(ana, { updatedMs: 2, name: 'equal' }) }));
      expect((await store.person(ana))?.name).toBe('two');
      await store.ingest(batch({ person: person(ana, { updatedMs: 3, name: 'three' }) }));
      expect((await store.people([bo, ana])).map((found) => found?.name)).toEqual([undefined, 'three']);
    });

    it('reads thousands of people in the order asked, few of many as well as all', async () => {
      const ids = Array.from({ length: 3_000 }, (_, number) => `https://host${number % 7}.example/${number}` as ObjectId);
      const known = ids.filter((_, number) => number % 10 !== 3);
      await store.ingest(batch({ people: known.map((id) => person(ana, { id, name: id })) }));
      for (const asked of [
        ids.toReversed(),
        ids.filter((_, number) => number % 9 === 3),
        [...ids.slice(0, 300), ana, ...ids.slice(0, 2)],
      ]) {
        const wanted = asked.map((id) => (known.includes(id as ObjectId) ? id : undefined));
        expect((await store.people(asked)).map((found) => found?.name)).toEqual(wanted);
      }
    });

    it('keeps notifications read', async () => {
      const old = notification('old', { atMs: 1, read: true });
      await store.ingest(batch({ notifications: [notification('a'), notification('b', { atMs: 2000 }), old] }));
      expect(await store.unreadCount()).toBe(2);
      await store.markRead(['a', 'absent']);
      await store.ingest(batch({ notifications: [notification('a', { type: 'reply' })] }));
      expect(await store.unreadCount()).toBe(1);
      expect(await store.notifications({ limit: 9 })).toEqual([
        notification('b', { atMs: 2000 }),
        notification('a', { read: true }),
        old,
      ]);
      await store.markRead('all');
      expect(await store.unreadCount()).toBe(0);
      expect(await store.notifications({ limit: 9, before: { atMs: 2000, id: 'b' } })).toHaveLength(2);
    });

    it('puts the reading state with the batch, root and all', async () => {
      const state = syncRecord(ana, { root });
      await store.ingest(batch({ sync: state }));
      await store.putSyncState(syncRecord(bo, { state: 'unreachable', reason: 'offline' }));
      expect(await store.syncState(ana)).toEqual(state);
      expect((await store.syncState(ana))?.root?.equals(root)).toBe(true);
      expect((await store.syncStates()).map(({ did, reason }) => [did, reason])).toEqual([
        [ana, undefined],
        [bo, 'offline'],
      ]);
      await store.putSyncState(syncRecord(ana, { totalItems: 8 }));
      expect(await store.syncState(ana)).toEqual(syncRecord(ana, { totalItems: 8 }));
    });

    it('keeps nothing of a batch that it cannot store', async () => {
      const broken = notification('b', { objectId: (() => {}) as unknown as ReturnType<typeof postId> });
      const whole = batch({ reactions: [reaction('1')], person: person(ana), sync: syncRecord(ana), notifications: [broken] });
      await expect(store.ingest(whole)).rejects.toThrow();
      expect(await store.reactions(postId('liked'))).toEqual([]);
      expect(await store.person(ana)).toBeUndefined();
      expect(await store.syncState(ana)).toBeUndefined();
    });
  });
}
