import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { createFakeMastodonPerson, type FakeMastodonPerson } from '../testing/fake-mastodon.ts';
import { createFakePerson, type FakePerson } from '../testing/fake-person.ts';
import { followRemote } from './follow-remote.ts';
import { rememberRemote } from './remember-remote.ts';

const minuteMs = 60_000;

/** Also on a busy machine. */
const poll = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 });

describe('rounds of the home timeline', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let people: FakeMastodonPerson[];

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    people = Array.from({ length: 24 }, (_, index) =>
      createFakeMastodonPerson(hub.fediverse, `server${index % 3}.example`, `person${index}`, hub.timers.nowMs),
    );
    for (const person of people) await rememberRemote(ada.store, person.found);
  });
  afterEach(() => ada.closeAll());

  const shown = async () => (await ada.app.home({ limit: 50 })).items.map(({ text }) => text);
  const followAll = () => followRemote(ada.store, people, hub.timers.nowMs());

  it('asks at most four at once, two at one server, and shows each answer when it comes', async () => {
    const [first, ...others] = people;
    first?.show([first.status('at once')]);
    for (const person of others) hub.fediverse.serve(person.timeline, [person.status('later')], { isHeld: true });
    await followAll();
    await poll(shown).toEqual(['at once']);
    // The one that answered made room for one more.
    await poll(() => hub.fediverse.asked.length).toBe(5);
    const hosts = hub.fediverse.asked.slice(1).map((url) => new URL(url).host);
    for (const host of new Set(hosts)) expect(hosts.filter((one) => one === host).length).toBeLessThanOrEqual(2);
    await poll(async () => {
      hub.fediverse.release();
      return (await shown()).length;
    }).toBe(people.length);
    expect(hub.fediverse.mostAtOnce).toBe(4);
    expect(hub.fediverse.asked.length).toBe(people.length);
  });

  it('goes on with others when servers do not answer, and asks those again later', async () => {
    for (const [index, person] of people.entries()) {
      if (index % 3 === 0) hub.fediverse.serve(person.timeline, '', { refuse: { type: 'timed-out' } });
      else person.show([person.status('hello')]);
    }
    await followAll();
    await poll(async () => (await shown()).length).toBe(16);
    const before = hub.fediverse.asked.length;
    for (let minute = 0; minute < 4; minute++) hub.timers.advance(minuteMs);
    const dead = people.filter((_, index) => index % 3 === 0);
    for (const person of dead) person.show([person.status('back')]);
    await poll(async () => {
      hub.timers.advance(minuteMs);
      return (await shown()).length;
    }).toBe(24);
    expect(before).toBe(24);
  });

  it('reads nobody any more whom one has left', async () => {
    const [first] = people;
    first?.show([first.status('hello')]);
    if (first !== undefined) await followRemote(ada.store, [first], hub.timers.nowMs());
    await poll(shown).toEqual(['hello']);
    await ada.app.unfollow(first?.id ?? ada.me.did);
    const before = hub.fediverse.asked.length;
    for (let minute = 0; minute < 30; minute++) hub.timers.advance(minuteMs);
    await poll(shown).toEqual([]);
    expect(hub.fediverse.asked.length).toBe(before);
  });
});
