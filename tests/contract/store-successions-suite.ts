import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/protocol/json.ts';
import { createSeedSigner } from '../../src/protocol/proof/signer.ts';
import type { AcceptedSuccession } from '../../src/protocol/ports/succession.ts';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import { digestOfKey } from '../../src/protocol/succession/check-succession.ts';
import { batch, bo, notification, person, post, postId, reaction, syncRecord } from './sample-records.ts';
import type { StoreHarness, StoreUnderTest } from './store-harness.ts';

const did = createSeedSigner(new Uint8Array(32).fill(1)).did;
const next = createSeedSigner(new Uint8Array(32).fill(2)).did;
const thief = createSeedSigner(new Uint8Array(32).fill(3)).did;
const pin = digestOfKey(next);
const actor = (updated: string, digest: string | undefined, gateway = 'https://one.example'): JsonObject => ({
  updated,
  gateways: [gateway],
  ...(digest !== undefined && { nextKeyDigest: digest }),
});
const accepted = (more: Partial<AcceptedSuccession> = {}): AcceptedSuccession => ({
  successor: next,
  statement: Uint8Array.of(1, 2, 3),
  acceptedAtMs: 9000,
  ...more,
});

export function describeSuccessions(harness: StoreHarness): void {
  describe('successions', () => {
    let device: StoreUnderTest;
    let store: AccountStore;
    beforeEach(async () => {
      device = await harness.start();
      ({ store } = device);
      await store.ingest(batch({ actorsOf: { did, actors: [actor('2026-01-01T00:00:00Z', pin)] } }));
    });
    afterEach(() => device.end());

    it('pins the first digest and keeps it, and every base that was named', async () => {
      const later = [
        actor('2026-01-02T00:00:00Z', digestOfKey(thief), 'https://two.example'),
        actor('2026-01-03T00:00:00Z', undefined),
      ];
      await store.ingest(batch({ actorsOf: { did, actors: later } }));
      const again = await device.openAgain();
      expect(await again.successions.get(did)).toEqual({ did, pin, bases: ['https://one.example', 'https://two.example'] });
      again.close();
      expect(await store.successions.get(next)).toBeUndefined();
    });

    it('takes the digest of the oldest of several actors', async () => {
      const actors = [actor('2026-01-03T00:00:00Z', digestOfKey(thief)), actor('2026-01-01T00:00:00Z', digestOfKey(did))];
      await store.ingest(batch({ actorsOf: { did: next, actors } }));
      expect((await store.successions.get(next))?.pin).toBe(digestOfKey(did));
    });

    it('accepts only what the pin names, whoever asks', async () => {
      expect(await store.successions.accept(did, accepted({ successor: thief }))).toBe(false);
      expect(await store.successions.accept(thief, accepted())).toBe(false);
      expect(await store.successions.accept(did, accepted())).toBe(true);
      expect((await store.successions.all()).map((record) => record.accepted?.successor)).toEqual([next]);
    });

    it('lets the earliest end count', async () => {
      const ends = [undefined, 500, 700, undefined, 300];
      const taken = [];
      for (const endMs of ends) taken.push(await store.successions.accept(did, accepted({ ...(endMs && { endMs }) })));
      expect(taken).toEqual([true, true, false, false, true]);
      expect((await store.successions.get(did))?.accepted?.endMs).toBe(300);
    });

    it('drops what the old key said from the end on, and nothing else', async () => {
      await store.ingest(
        batch({
          posts: [
            post('before', { author: did, atMs: 499 }),
            post('at', { author: did, atMs: 500 }),
            post('edited', { author: did, atMs: 100, updatedMs: 600 }),
            post('boost', { author: did, atMs: 700, boostOf: postId('x') }),
            post('other', { author: bo, atMs: 700 }),
          ],
          reactions: [
            reaction('old', { actor: did, atMs: 499 }),
            reaction('new', { actor: did, atMs: 501, objectId: postId('x') }),
          ],
          notifications: [notification('old', { actor: did, atMs: 1 }), notification('new', { actor: did, atMs: 501 })],
          person: person(did, { updatedMs: 600 }),
        }),
      );
      expect(await store.successions.accept(did, accepted({ endMs: 500 }))).toBe(true);
      const ids = (await store.home({ limit: 10 })).map(({ id }) => id);
      expect(ids).toEqual([postId('other'), postId('before')]);
      expect(await store.reactions(postId('liked'))).toHaveLength(1);
      expect(await store.reactions(postId('x'))).toEqual([]);
      expect((await store.notifications({ limit: 9 })).map(({ id }) => id)).toEqual(['old']);
      expect(await store.person(did)).toBeUndefined();
    });

    it('drops hundreds of posts', async () => {
      const posts = Array.from({ length: 1201 }, (_, index) => post(`n${index}`, { author: did, atMs: 1 + index }));
      await store.ingest(batch({ posts }));
      await store.successions.accept(did, accepted({ endMs: 11 }));
      expect(await store.byAuthor(did, { limit: 100 })).toHaveLength(10);
    });

    it('takes nothing of the old key afterwards, however it is dated', async () => {
      await store.ingest(batch({ posts: [post('before', { author: did, atMs: 5 })] }));
      await store.successions.accept(did, accepted());
      const outcome = await store.ingest(
        batch({
          posts: [post('late', { author: did, atMs: 1 }), post('fine', { author: bo })],
          deletedPosts: [{ id: postId('before'), author: did, atMs: 9 }],
          reactions: [reaction('like', { actor: did })],
          undone: [{ id: postId('before'), actor: did }],
          notifications: [notification('late', { actor: did })],
          person: person(did, { updatedMs: 99 }),
          sync: syncRecord(did),
          actorsOf: { did, actors: [actor('2025-01-01T00:00:00Z', digestOfKey(thief), 'https://evil.example')] },
        }),
      );
      expect(outcome.added).toEqual([postId('fine')]);
      expect((await store.byAuthor(did, { limit: 9 })).map(({ id }) => id)).toEqual([postId('before')]);
      expect(await store.reactions(postId('liked'))).toEqual([]);
      expect(await store.notifications({ limit: 9 })).toEqual([]);
      expect(await store.person(did)).toBeUndefined();
      expect(await store.syncState(did)).toBeUndefined();
      expect((await store.successions.get(did))?.bases).toEqual(['https://one.example']);
    });

    it('remembers when it was asked for', async () => {
      await store.successions.noteAsked(did, 77);
      await store.successions.noteAsked(bo, 77);
      expect((await store.successions.get(did))?.askedAtMs).toBe(77);
      expect(await store.successions.get(bo)).toBeUndefined();
    });
  });
}
