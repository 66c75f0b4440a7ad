import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Did } from '../protocol/brand.ts';
import { createSeedSigner } from '../protocol/proof/signer.ts';
import { err, ok } from '../protocol/result.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { openAccountStore } from '../storage/open-account-store.ts';
import { followRemote } from './fediverse/follow-remote.ts';
import { rememberRemote } from './fediverse/remember-remote.ts';
import type { RemotePeople } from './fediverse/remote-people.ts';
import { createFindSomebody, type FindSomebody } from './find-somebody.ts';
import { createFakeMastodonPerson } from './testing/fake-mastodon.ts';

const [me, bob] = [1, 2].map((byte) => createSeedSigner(new Uint8Array(32).fill(byte)).did) as [Did, Did];

describe('finding somebody by what was typed', () => {
  let store: AccountStore;
  let people: FindSomebody;
  let asked: string[];
  let read: unknown[];
  let answer: Awaited<ReturnType<RemotePeople['resolve']>>;

  beforeEach(async () => {
    store = await openAccountStore(me, { indexedDB: new IDBFactory() });
    [asked, read] = [[], []];
    answer = err({ type: 'not-found', host: 'social.example' });
    people = createFindSomebody({
      store,
      clock: { nowMs: () => 1000 },
      hints: new Map(),
      leader: {
        async refresh(wish) {
          read.push(wish);
          return ok({ added: 0, more: false });
        },
      },
      remote: {
        async resolve(text) {
          asked.push(text);
          return answer;
        },
        follow: (wanted) => followRemote(store, wanted, 1000),
        fetchPost: async () => true,
      },
      connect: () => undefined,
      report(error) {
        throw error;
      },
    });
  });

  it('asks servers only for what can be on one', async () => {
    for (const text of ['bob', 'a b@c.example', `@${'x'.repeat(3000)}@c.example`, ''])
      expect(await people.lookup(text)).toEqual(err({ type: 'not-an-address' }));
    expect(asked).toEqual([]);
    for (const text of [' @eve@social.example ', 'acct:eve@social.example', 'https://social.example/@eve'])
      expect(await people.lookup(text)).toEqual(err({ type: 'not-found', host: 'social.example' }));
    expect(asked).toEqual(['@eve@social.example', 'acct:eve@social.example', 'https://social.example/@eve']);
  });

  it('goes to the Pollen account when an address of the web belongs to a key', async () => {
    answer = err({ type: 'on-pollen', did: bob, via: 'https://bob.example' });
    expect(await people.lookup('@bob@bob.example')).toEqual(ok({ id: bob }));
    expect(read).toEqual([{ did: bob, via: ['https://bob.example'] }]);
    expect(await people.follow('@bob@bob.example')).toEqual(ok(bob));
    expect(await store.follows()).toMatchObject([{ did: bob, removed: false, via: ['https://bob.example'] }]);
  });

  it('follows whoever is known already without asking anybody', async () => {
    const { found } = createFakeMastodonPerson({ serve: () => undefined }, 'social.example', 'eve', () => 1000);
    await rememberRemote(store, found);
    expect(await people.follow(found.person.id)).toEqual(ok(found.person.id));
    expect(asked).toEqual([]);
    expect(await store.remote.follows()).toMatchObject([
      { id: found.person.id, acct: 'acct:eve@social.example', removed: false },
    ]);
  });

  it('gives the post along whose address it was', async () => {
    const { found } = createFakeMastodonPerson({ serve: () => undefined }, 'social.example', 'eve', () => 1000);
    const post = `${found.person.id}/statuses/1` as typeof found.person.id;
    answer = ok({ ...found, post });
    expect(await people.lookup('https://social.example/@eve/1')).toEqual(ok({ id: found.person.id, post }));
  });
});
