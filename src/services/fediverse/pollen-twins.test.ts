import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { nameOfDid } from '../addresses.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { createFakeMastodonPerson } from '../testing/fake-mastodon.ts';
import { createFakePerson, type FakePerson } from '../testing/fake-person.ts';
import { rememberRemote } from './remember-remote.ts';

/** Also on a busy machine. */
const poll = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 });

describe('people on servers and on Pollen', () => {
  let hub: FakeHub;
  let ada: FakePerson;

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
  });
  afterEach(() => ada.closeAll());

  const person = (host: string, name: string) => createFakeMastodonPerson(hub.fediverse, host, name, hub.timers.nowMs);
  const texts = async () => (await ada.app.home({ limit: 50 })).items.map(({ text }) => text);
  /** As by going to the profile, some time after it was read. */
  const refresh = (id: ObjectId) => {
    hub.timers.advance(31_000);
    return ada.app.refresh(id);
  };
  /** What `look` sees after some time: publishing takes timers. */
  const later =
    <T>(look: () => Promise<T>) =>
    (): Promise<T> => {
      hub.timers.advance(1000);
      return look();
    };

  it('recognises whoever is on Pollen, too, when both name each other, and not when one does', async () => {
    const bob = await createFakePerson(hub, 'Bob', openAccountStore);
    const address = `https://gateway.example/@${nameOfDid(bob.me.did)}`;
    const named = person('other.example', 'bob');
    const row = { name: 'Pollen', value: `<a href="${address}" rel="me">${address}</a>`, verified_at: null };
    const hello = named.status('hello');
    named.show([{ ...hello, account: { ...named.account, fields: [row] } }]);
    await rememberRemote(ada.store, named.found);
    const pollen = async () => {
      await refresh(named.id);
      return (await ada.app.person(named.id)).remote?.pollen;
    };
    await ada.app.follow(bob.me.did);
    await poll(later(async () => (await ada.app.person(bob.me.did)).name)).toBe('Bob');
    expect(await pollen()).toBeUndefined();
    const linked = await bob.app.linked();
    hub.fediverse.serve('https://other.example/.well-known/webfinger?resource=acct%3Abob%40other.example', {
      subject: 'acct:bob@other.example',
      links: [{ rel: 'self', type: 'application/activity+json', href: named.id }],
    });
    hub.fediverse.serve('https://other.example/api/v1/accounts/lookup?acct=bob', { ...named.account, fields: [row] });
    expect(await linked.add('@bob@other.example')).toMatchObject({ ok: true, value: { id: named.id } });
    expect((await linked.check(named.id)).state).toBe('both-ways');
    const actor = async () => JSON.stringify((await ada.store.person(bob.me.did))?.actor);
    await poll(later(actor)).toContain(named.id);
    await poll(pollen).toBe(bob.me.did);
    bob.closeAll();
  });

  it('tells of new posts of somebody on Pollen, too', async () => {
    const bob = await createFakePerson(hub, 'Bob', openAccountStore);
    await bob.post('before');
    await ada.app.follow(bob.me.did);
    await poll(later(texts)).toEqual(['before']);
    await ada.app.setFollowOptions(bob.me.did, { showBoosts: true, notify: true, languages: [] });
    await bob.post('news');
    const told = async () => (await ada.app.notifications({ limit: 5 })).items.map(({ type, post }) => `${type} ${post?.text}`);
    await poll(later(told)).toEqual(['post news']);
    bob.closeAll();
  });
});
