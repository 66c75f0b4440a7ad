import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { createFakeMastodonPerson, type FakeMastodonPerson } from '../testing/fake-mastodon.ts';
import { createFakePerson, type FakePerson } from '../testing/fake-person.ts';
import { rememberRemote } from './remember-remote.ts';

const minuteMs = 60_000;

/** Also on a busy machine. */
const poll = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 });

describe('reading people on servers', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let rosa: FakeMastodonPerson;

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    rosa = person('social.example', 'rosa');
    await rememberRemote(ada.store, rosa.found);
  });
  afterEach(() => ada.closeAll());

  const person = (host: string, name: string) => createFakeMastodonPerson(hub.fediverse, host, name, hub.timers.nowMs);
  const home = async () => (await ada.app.home({ limit: 50 })).items;
  const texts = async () => (await home()).map(({ text }) => text);
  const asked = (url: string) => hub.fediverse.asked.filter((one) => one === url).length;
  const stateOf = async (id: ObjectId) => ada.store.remote.readState(id);
  /** Lets time pass, with somebody looking. */
  const pass = (minutes: number): void => {
    for (let minute = 0; minute < minutes; minute++) hub.timers.advance(minuteMs);
  };

  /** As by going to the profile, some time after it was read. */
  const refresh = (id: ObjectId) => {
    hub.timers.advance(31_000);
    return ada.app.refresh(id);
  };
  it('shows posts of whoever is followed, as unsigned words of their server, and no longer after unfollowing', async () => {
    const first = rosa.status('first');
    rosa.show([rosa.status('second'), first]);
    expect((await ada.app.follow(rosa.id)).ok).toBe(true);
    await poll(texts).toEqual(['second', 'first']);
    expect((await home())[0]).toMatchObject({
      provenance: { type: 'host', host: 'social.example' },
      author: { followed: true, remote: { acct: 'rosa@social.example', url: 'https://social.example/@rosa' } },
    });
    await poll(async () => (await ada.app.person(rosa.id)).remote?.state).toBe('current');
    await ada.app.unfollow(rosa.id);
    await poll(texts).toEqual([]);
    await ada.app.follow(rosa.id);
    await poll(texts).toEqual(['second', 'first']);
  });

  it('brings home what was asked for before somebody was followed and came after', async () => {
    hub.fediverse.serve(rosa.timeline, [rosa.status('hello')], { isHeld: true, etag: 'one' });
    const reading = refresh(rosa.id);
    await poll(() => asked(rosa.timeline)).toBe(1);
    await ada.app.follow(rosa.id);
    hub.fediverse.release();
    await reading;
    expect(await texts()).toEqual(['hello']);
  });

  it('asks again when it is time, conditionally, and takes in edits and what is new', async () => {
    const first = rosa.status('first');
    rosa.show([first], 'one');
    await ada.app.follow(rosa.id);
    await poll(texts).toEqual(['first']);
    await poll(async () => (await stateOf(rosa.id))?.etag).toBe('one');
    await poll(() => {
      pass(1);
      return asked(rosa.timeline);
    }).toBeGreaterThan(1);
    const edited = { ...first, content: '<p>first, better</p>', edited_at: new Date(hub.timers.nowMs()).toISOString() };
    rosa.show([rosa.status('second'), edited], 'two');
    await poll(async () => {
      pass(1);
      return texts();
    }).toEqual(['second', 'first, better']);
  });

  it('forgets what was deleted or is boosted no more, when the server says so', async () => {
    const statuses = ['one', 'two', 'three', 'four'].map((text) => {
      hub.timers.advance(2000);
      return rosa.status(text);
    });
    hub.timers.advance(2000);
    const boost = rosa.status('', { reblog: person('other.example', 'tom').status('boosted') });
    hub.timers.advance(2000);
    const newest = rosa.status('newest');
    const newestFirst = [newest, boost, ...statuses.toReversed()];
    rosa.show(newestFirst);
    await ada.app.follow(rosa.id);
    await poll(texts).toEqual(['newest', 'boosted', 'four', 'three', 'two', 'one']);
    const [, two, three] = statuses;
    hub.fediverse.serve(`https://social.example/api/v1/statuses/${three?.id}`, three);
    rosa.show(newestFirst.filter((status) => status !== two && status !== three && status !== boost));
    await poll(async () => {
      await refresh(rosa.id);
      return texts();
    }).toEqual(['newest', 'four', 'three', 'one']);
    expect(asked(`https://social.example/api/v1/statuses/${two?.id}`)).toBe(1);
  });

  it('reads on where more was written than fits on a page', async () => {
    rosa.show([rosa.status('old')]);
    await ada.app.follow(rosa.id);
    await poll(texts).toEqual(['old']);
    await poll(async () => (await stateOf(rosa.id))?.state).toBe('current');
    const [one, two, three] = ['one', 'two', 'three'].map((text) => rosa.status(text));
    rosa.show([three!, two!]);
    hub.fediverse.serve(`${rosa.timeline}&max_id=${two?.id}`, [one]);
    await refresh(rosa.id);
    await poll(async () => (await texts()).toSorted()).toEqual(['old', 'one', 'three', 'two']);
  });

  it('tells of new posts of whom one wants to be told of, but not of those found at first', async () => {
    rosa.show([rosa.status('before')]);
    await ada.app.follow(rosa.id);
    await ada.app.setFollowOptions(rosa.id, { showBoosts: true, notify: true, languages: [] });
    await poll(texts).toEqual(['before']);
    await poll(async () => (await stateOf(rosa.id))?.state).toBe('current');
    const old = rosa.status('long ago', { created_at: new Date(hub.timers.nowMs() - 48 * 60 * minuteMs).toISOString() });
    rosa.show([rosa.status('news'), old]);
    const told = async () => (await ada.app.notifications({ limit: 5 })).items.map(({ type, post }) => `${type} ${post?.text}`);
    await poll(async () => {
      await refresh(rosa.id);
      return told();
    }).toEqual(['post news']);
    await ada.app.markNotificationsRead();
    await refresh(rosa.id);
    expect(ada.app.unread.get()).toBe(0);
  });

  it('keeps boosts with whom they boost, and lets no server speak for another against what that one said', async () => {
    const tom = person('other.example', 'tom');
    await rememberRemote(ada.store, tom.found);
    const original = tom.status('as Tom wrote it');
    tom.show([original]);
    const forged = {
      ...original,
      content: '<p>forged</p>',
      account: { ...tom.account, acct: 'tom@other.example', display_name: 'Fake' },
    };
    rosa.show([rosa.status('', { reblog: forged })]);
    await ada.app.follow(rosa.id);
    await poll(texts).toEqual(['forged']);
    expect((await home())[0]).toMatchObject({
      boostedBy: { id: rosa.id },
      author: { id: tom.id, name: 'tom' },
      provenance: { host: 'social.example' },
    });
    await refresh(tom.id);
    await poll(texts).toEqual(['as Tom wrote it']);
    rosa.show([rosa.status('', { reblog: { ...forged, edited_at: new Date(hub.timers.nowMs() + minuteMs).toISOString() } })]);
    await refresh(rosa.id);
    expect(await texts()).not.toContain('forged');
    expect((await home())[0]?.provenance).toEqual({ type: 'host', host: 'other.example' });
  });

  it('opens a thread with what the server knows of it', async () => {
    const root = rosa.status('root');
    const answer = rosa.status('answer', { in_reply_to_id: root.id });
    const below = rosa.status('below', { in_reply_to_id: answer.id });
    rosa.show([answer]);
    await ada.app.follow(rosa.id);
    await poll(texts).toEqual(['answer']);
    hub.fediverse.serve(`https://social.example/api/v1/statuses/${answer.id}`, answer);
    hub.fediverse.serve(`https://social.example/api/v1/statuses/${answer.id}/context`, {
      ancestors: [root],
      descendants: [below],
    });
    const id = `${rosa.id}/statuses/${answer.id}` as ObjectId;
    await poll(async () => {
      const thread = await ada.app.thread(id);
      return [thread?.ancestors.map((one) => ('text' in one ? one.text : 'gap')), thread?.replies.map(({ post }) => post.text)];
    }).toEqual([['root'], ['below']]);
    expect(asked(`https://social.example/api/v1/statuses/${answer.id}/context`)).toBe(1);
    hub.fediverse.remove(`https://social.example/api/v1/statuses/${answer.id}`);
    hub.timers.advance(2 * minuteMs);
    await poll(() => ada.app.thread(id)).toBeUndefined();
    await poll(texts).toEqual([]);
  });

  it('says why somebody cannot be read, keeps to Retry-After, and goes on afterwards', async () => {
    hub.fediverse.serve(rosa.timeline, '', { refuse: { type: 'refused', status: 429, retryAfterMs: 10 * minuteMs } });
    await ada.app.follow(rosa.id);
    await poll(async () => (await ada.app.person(rosa.id)).remote?.reason).toBe('answers 429');
    const before = asked(rosa.timeline);
    pass(9);
    expect(asked(rosa.timeline)).toBe(before);
    rosa.show([rosa.status('back')]);
    await poll(async () => {
      pass(1);
      return texts();
    }).toEqual(['back']);
    expect((await ada.app.person(rosa.id)).remote).toMatchObject({ state: 'current', reason: undefined });
  });

  it('asks nobody when reading of servers is turned off, nor whoever is blocked', async () => {
    const tom = person('other.example', 'tom');
    await rememberRemote(ada.store, tom.found);
    await ada.app.setBlock(tom.id, true);
    await ada.app.putSettings({ remoteReading: false });
    rosa.show([rosa.status('hello')]);
    tom.show([tom.status('blocked')]);
    for (const one of [rosa, tom]) await ada.app.follow(one.id);
    expect(await ada.app.refresh(rosa.id)).toMatchObject({ ok: false });
    pass(5);
    expect(hub.fediverse.asked).toEqual([]);
    await ada.app.putSettings({ remoteReading: true });
    await poll(texts).toEqual(['hello']);
    expect(asked(tom.timeline)).toBe(0);
  });

  it('goes back to older posts', async () => {
    const statuses = ['a', 'b', 'c'].map((text) => rosa.status(text)).toReversed();
    rosa.show(statuses.slice(0, 1));
    await refresh(rosa.id);
    hub.fediverse.serve(`${rosa.timeline}&max_id=${statuses[0]?.id}`, statuses.slice(1));
    hub.fediverse.serve(`${rosa.timeline}&max_id=${statuses[2]?.id}`, []);
    expect(await ada.app.loadOlder(rosa.id)).toEqual({ ok: true, value: { added: 2, more: true } });
    expect(await ada.app.loadOlder(rosa.id)).toEqual({ ok: true, value: { added: 0, more: false } });
    const shown = (await ada.app.profileTimeline(rosa.id, { limit: 9 })).items.map(({ text }) => text);
    expect(shown.toSorted()).toEqual(['a', 'b', 'c']);
    expect(await texts()).toEqual([]);
  });

  it('finds out how somebody is read who came with a backup', async () => {
    const tom = person('other.example', 'tom');
    tom.show([tom.status('hello again')]);
    const finger = {
      subject: 'acct:tom@other.example',
      links: [{ rel: 'self', type: 'application/activity+json', href: tom.id }],
    };
    hub.fediverse.serve('https://other.example/.well-known/webfinger?resource=acct%3Atom%40other.example', finger);
    hub.fediverse.serve('https://other.example/api/v1/accounts/lookup?acct=tom', tom.account);
    const options = { showBoosts: true, notify: false, languages: [] };
    await ada.store.remote.putFollows([{ id: tom.id, acct: tom.found.acct, options, stampMs: 1, removed: false }]);
    await poll(texts).toEqual(['hello again']);
  });

  it('looks somebody up by address, and says what is wrong with others', async () => {
    expect(await ada.app.lookup('no address')).toMatchObject({ ok: false, error: { type: 'not-an-address' } });
    expect(await ada.app.follow('@nobody@other.example')).toMatchObject({ ok: false, error: { host: 'other.example' } });
  });

  it('opens a post by its address', async () => {
    const status = rosa.status('here it is');
    const finger = {
      subject: 'acct:rosa@social.example',
      links: [{ rel: 'self', type: 'application/activity+json', href: rosa.id }],
    };
    hub.fediverse.serve('https://social.example/.well-known/webfinger?resource=acct%3Arosa%40social.example', finger);
    hub.fediverse.serve('https://social.example/api/v1/accounts/lookup?acct=rosa', rosa.account);
    hub.fediverse.serve(`https://social.example/api/v1/statuses/${status.id}`, status);
    const found = await ada.app.lookup(`https://social.example/@rosa/${status.id}`);
    expect(found).toMatchObject({ ok: true, value: { id: rosa.id, post: status.uri } });
    expect((await ada.app.thread(status.uri as ObjectId))?.post.text).toBe('here it is');
  });
});
