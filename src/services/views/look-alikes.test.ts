import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Did, IpnsName } from '../../protocol/brand.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createLookAlikes, type LookAlikes } from './look-alikes.ts';
import { createRelationsCache } from './relations.ts';
import type { PersonView } from './view-types.ts';

const me = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' as Did;
const anna = 'did:key:anna' as Did;
const stranger = 'did:key:stranger' as Did;

let store: AccountStore;
let lookAlikes: LookAlikes;
let nowMs = 0;

beforeEach(async () => {
  store = await openAccountStore(me, { indexedDB: new IDBFactory() });
  await store.putProfile({ preferredUsername: 'zoe', name: 'Zoë Quist', bio: '', publishedAt: '2026-01-01T00:00:00Z' as never });
  await knows(anna, 'Anna Meier', 'zQmAnna');
  await follow(anna, false);
  lookAlikes = createLookAlikes(store, createRelationsCache(store), () => (nowMs += 1));
});

const follow = (did: Did, removed: boolean): Promise<void> =>
  store.putFollow({ did, name: `k51${did}` as IpnsName, stampMs: ++nowMs, removed, via: [], coHost: false });

const knows = (id: Did, name: string, icon?: string): Promise<unknown> =>
  store.ingest({
    posts: [],
    deletedPosts: [],
    reactions: [],
    undone: [],
    notifications: [],
    person: {
      id,
      actor: {},
      name,
      username: 'a',
      summary: [],
      updatedMs: ++nowMs,
      provenance: { type: 'signed' },
      ...(icon && { icon }),
    },
  });

const seen = (name: string, more: Partial<PersonView> = {}): PersonView =>
  ({ id: stranger, name, username: 'x', me: false, followed: false, ...more }) as PersonView;

describe('strangers', () => {
  it('who look like somebody followed are pointed out, with the same picture above all', async () => {
    expect(await lookAlikes.of(seen('Аnnа  Meier'))).toEqual({ id: anna, name: 'Anna Meier', samePicture: false });
    expect(await lookAlikes.of(seen('ANNA MEIER', { icon: 'zQmAnna' }))).toEqual({
      id: anna,
      name: 'Anna Meier',
      samePicture: true,
    });
  });

  it('who look like oneself are, too', async () => {
    expect(await lookAlikes.of(seen('Zoe Quist'))).toMatchObject({ id: me });
  });

  it('with other names, and people who are followed, are not', async () => {
    expect(await lookAlikes.of(seen('Anna Maier'))).toBeUndefined();
    expect(await lookAlikes.of(seen('🌻'))).toBeUndefined();
    expect(await lookAlikes.of(seen('Anna Meier', { followed: true }))).toBeUndefined();
    expect(await lookAlikes.of(seen('Anna Meier', { id: anna }))).toBeUndefined();
  });

  it('are compared with whom one follows now', async () => {
    expect(await lookAlikes.of(seen('Anna Meier'))).toBeDefined();
    await follow(anna, true);
    expect(await lookAlikes.of(seen('Anna Meier'))).toBeUndefined();
  });
});
