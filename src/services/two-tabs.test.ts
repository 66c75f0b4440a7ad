import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAccountStore } from '../storage/open-account-store.ts';
import type { PollenApp } from './app-api.ts';
import { createFakeMastodonPerson } from './testing/fake-mastodon.ts';
import { createFakeHub, type FakeHub } from './testing/fake-hub.ts';
import { createFakePerson, type FakePerson } from './testing/fake-person.ts';

describe('two tabs of one person', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let ben: FakePerson;

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    ben = await createFakePerson(hub, 'Ben', openAccountStore);
  });
  afterEach(() => {
    for (const person of [ada, ben]) person.closeAll();
  });

  async function openTab(person: FakePerson): Promise<PollenApp> {
    const { app } = person.openTab();
    await app.connect();
    return app;
  }

  const eventually = (expectation: () => Promise<void>): Promise<void> =>
    vi.waitFor(
      async () => {
        hub.timers.advance(100);
        await expectation();
      },
      { timeout: 10_000, interval: 10 },
    );

  it('composes and follows in any tab; the one with the network brings it out and in', async () => {
    const second = await openTab(ben);
    expect(second.session.get()).toMatchObject({ phase: 'ready', me: { did: ben.me.did } });
    await ada.post('From Ada');
    await second.follow(ada.me.address);
    await second.post({
      id: 'draft-second',
      text: 'From the second tab',
      warning: '',
      language: 'en',
      audience: 'public',
      attachments: [],
      savedAtMs: 0,
    });
    await eventually(async () => {
      const { items } = await second.home({ limit: 10 });
      expect(items.map((post) => post.text).toSorted()).toEqual(['From Ada', 'From the second tab']);
      expect(items.find((post) => post.author.me)?.delivery?.stage).toBe('published');
    });
    expect(ben.networks()).toBe(1);
    expect(second.connection.get().state).toBe('few');
    expect(await second.hosting()).toMatchObject([{ origin: 'https://gateway.example', state: { hosted: true } }]);
    expect((await second.refresh(ada.me.did)).ok).toBe(true);
  });

  it('reads people on servers in the tab with the network, whichever tab asks', async () => {
    const second = await openTab(ben);
    const rosa = createFakeMastodonPerson(hub.fediverse, 'social.example', 'rosa', hub.timers.nowMs);
    const self = { rel: 'self', type: 'application/activity+json', href: rosa.id };
    const finger = { subject: 'acct:rosa@social.example', links: [self] };
    hub.fediverse.serve('https://social.example/.well-known/webfinger?resource=acct%3Arosa%40social.example', finger);
    hub.fediverse.serve('https://social.example/api/v1/accounts/lookup?acct=rosa', rosa.account);
    rosa.show([rosa.status('From a server')]);
    expect(await second.follow('@rosa@social.example')).toMatchObject({ ok: true, value: { id: rosa.id, name: 'rosa' } });
    await eventually(async () => expect((await second.home({ limit: 5 })).items[0]?.text).toBe('From a server'));
    expect(hub.fediverse.asked.filter((url) => url === rosa.timeline)).toHaveLength(1);
  });

  it('takes over the network when the leading tab is closed, and repeats what was asked', async () => {
    await ada.post('From Ada');
    await eventually(async () => expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
    const second = await openTab(ben);
    await second.hosting();
    const first = ben.network();
    const reading = second.refresh(ada.me.did);
    ben.closeFirstTab();
    expect((await reading).ok).toBe(true);
    await vi.waitFor(() => expect(ben.network()).not.toBe(first));
    await second.follow(ada.me.did);
    await eventually(async () => expect((await second.home({ limit: 10 })).items).toHaveLength(1));
  });
});
