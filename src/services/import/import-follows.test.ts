import { afterEach, describe, expect, it } from 'vitest';
import * as exports from '../../../tests/support/mastodon-export.ts';
import type { AcctUri } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { idOfAcct } from '../testing/fake-import.ts';
import {
  active,
  closeWorlds,
  fileOf,
  imported,
  isFinished,
  openWorld,
  preview,
  run,
  start,
  until,
} from '../testing/import-world.ts';

const dayMs = 24 * 60 * 60_000;
const friend = seedToDid(new Uint8Array(32).fill(7));
const friendName = didToIpnsName(friend);
const people = exports.manyPeople(40, 8);

afterEach(closeWorlds);

describe('a preview', () => {
  it('says what will happen, and does nothing', async () => {
    const one = await openWorld(openAccountStore);
    await one.store.putFollow({ did: friend, name: friendName, stampMs: 1, removed: false, via: [], coHost: false });
    const { text } = exports.followsOf40([...people, { address: 'carl' }]);
    const found = await preview(one, {
      fileName: 'following_accounts.csv',
      text: `${text}ipns://${friendName}\n${people[0]?.address}\n=1+1\n${one.store.did}\n`,
    });
    expect(found).toMatchObject({ kind: 'follows', entries: 40, alreadyThere: 1, alternatives: [] });
    expect(Object.fromEntries(found.leftOut.map(({ reason, count }) => [reason, count]))).toEqual({
      duplicate: 1,
      malformed: 1,
      'no-host': 1,
      yourself: 1,
    });
    expect(found.examples).toEqual(people.slice(0, 5).map(({ address }) => `@${address}`));
    expect([await one.store.jobs.jobs(), await one.store.remote.follows(), one.asked]).toEqual([[], [], []]);
  });

  it('of what is no export ends with a reason', async () => {
    const one = await openWorld(openAccountStore);
    for (const { text, fileName } of exports.hostileFiles)
      expect(await one.desk.preview(new File([text], fileName))).toMatchObject({ ok: false, error: { type: 'not-understood' } });
    const large = await one.desk.preview(new File([new Uint8Array(21 * 1024 * 1024)], 'x.csv'));
    expect(large).toMatchObject({ ok: false, error: { type: 'too-large' } });
    const signal = AbortSignal.abort();
    expect(await one.desk.preview(fileOf(exports.followsOf40(people)), { signal })).toEqual({
      ok: false,
      error: { type: 'aborted' },
    });
  });
});

describe('follows', () => {
  it('are imported with their options, and importing them again changes nothing', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    const job = await imported(one, exports.followsOf40(people));
    expect(job).toMatchObject({ total: 40, done: 40, counts: { done: 40 } });
    const follows = await one.store.remote.follows();
    expect(follows).toHaveLength(40);
    expect(follows.find(({ id }) => id === idOfAcct('user0@host0.example'))?.options).toEqual({
      showBoosts: false,
      notify: true,
      languages: ['de', 'en'],
    });
    expect(one.mostAtOneHost()).toBe(2);
    const again = await imported(one, exports.followsOf40(people.map((person) => ({ ...person, notify: true }))));
    expect(again.counts).toEqual({ 'already-there': 40 });
    expect(await one.store.remote.follows()).toEqual(follows);
    expect(one.asked).toHaveLength(40);
  });

  it('end in named states, each for its reason', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    one.replies.set('a@one.example', { type: 'not-found', host: 'one.example' });
    one.replies.set('b@two.example', { type: 'gone', host: 'two.example' });
    one.replies.set('c@three.example', { type: 'forbidden', host: 'three.example' });
    one.replies.set('d@four.example', { type: 'unreachable', host: 'four.example', reason: 'no answer in time' });
    one.people.set('e@five.example', (found) => ({
      ...found,
      person: { ...found.person, actor: { ...found.person.actor, manuallyApprovesFollowers: true } },
    }));
    const addresses = ['a@one.example', 'b@two.example', 'c@three.example', 'd@four.example', 'e@five.example', 'f@six.example'];
    const file = exports.spreadsheetFollows(addresses.map((address) => ({ address })));
    const job = await imported(one, { ...file, text: `${file.text}"=evil()","true"\r\n` });
    expect(job.counts).toEqual({
      'not-found': 1,
      gone: 1,
      forbidden: 1,
      unreachable: 1,
      'needs-approval': 1,
      done: 1,
    });
    const [row] = await one.desk.rows(job.id, { state: 'unreachable', limit: 10 });
    expect(row).toMatchObject({ label: '@d@four.example', reason: 'no answer in time' });
    const [found] = await one.desk.rows(job.id, { state: 'done', limit: 10 });
    expect(found?.person).toMatchObject({ id: idOfAcct('f@six.example'), followed: true });
    const failures = await one.desk.failures(job.id);
    expect(failures.fileName).toBe('not-done-following_accounts (1).csv');
    expect((await failures.file.text()).split('\n')).toEqual([
      'Account address,Show boosts,Notify on new posts,Languages,Notes',
      'a@one.example,TRUE,false,,from school',
      'b@two.example,TRUE,false,,from school',
      'c@three.example,TRUE,false,,from school',
      'd@four.example,TRUE,false,,from school',
      "'=evil(),true",
      '',
    ]);
  });

  it('of a server that is not there are not asked for one by one, and are tried again a day later, three times', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    const dead = Array.from({ length: 20 }, (_, index) => `u${index}@dead.example`);
    for (const address of dead) one.replies.set(address, { type: 'unreachable', host: 'dead.example', reason: 'no answer' });
    const id = await start(one, exports.followsOf27([...dead, 'x@alive.example'].map((address) => ({ address }))));
    const job = await until(one, id, isFinished);
    expect(job.counts).toEqual({ unreachable: 20, done: 1 });
    expect(one.asked.filter((address) => address.endsWith('@dead.example'))).toHaveLength(2);
    for (const address of dead.slice(0, 5)) one.replies.delete(address);
    one.timers.advance(dayMs);
    await until(one, id, ({ state, counts }) => state === 'finished' && counts.done === 6);
    for (let day = 0; day < 5; day++) {
      one.timers.advance(dayMs);
      await until(one, id, isFinished);
    }
    const before = one.asked.length;
    one.timers.advance(10 * dayMs);
    await until(one, id, isFinished);
    expect(one.asked).toHaveLength(before);
    for (const address of dead) one.replies.delete(address);
    await one.desk.retry(id);
    await until(one, id, ({ state, counts }) => state === 'finished' && counts.done === 21);
  });

  it('wait as long as a server asks for, while others go on', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    // Longer than all the time that passes while others are waited for.
    const retryAfterMs = 30 * 60_000;
    const busy = { type: 'unreachable', host: 'busy.example', reason: 'answers 429', retryAfterMs } as const;
    for (const address of ['a@busy.example', 'b@busy.example']) one.replies.set(address, busy);
    const addresses = ['a@busy.example', 'b@busy.example', ...people.map(({ address }) => address)];
    const id = await start(one, exports.followsOf27(addresses.map((address) => ({ address }))));
    await until(one, id, ({ counts }) => counts.done === 40);
    const asked = one.asked.length;
    expect(one.asked.filter((address) => address.endsWith('busy.example'))).toEqual(['a@busy.example']);
    one.replies.clear();
    one.timers.advance(retryAfterMs);
    await until(one, id, ({ state, counts }) => state === 'finished' && counts.done === 42);
    expect(one.asked.length).toBe(asked + 2);
  });

  it('of Pollen people are Pollen follows; who is on both is told, and may be taken instead', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    one.people.set('both@one.example', (found) => found);
    const { text } = exports.followsOf40([{ address: `https://gateway.example/ipns/${friendName}/actor.json`, notify: true }]);
    expect((await imported(one, { text, fileName: 'following_accounts.csv' })).counts).toEqual({ done: 1 });
    expect(await one.store.follows()).toMatchObject([
      { did: friend, via: ['https://gateway.example'], options: { notify: true, showBoosts: true } },
    ]);

    const other = seedToDid(new Uint8Array(32).fill(8));
    const id = idOfAcct('both@one.example');
    await one.store.remote.putReadStates([
      {
        id,
        acct: 'acct:both@one.example' as AcctUri,
        way: 'mastodon',
        source: 'https://one.example',
        key: 'both',
        state: 'new',
        lastTriedMs: 0,
        lastReadMs: 0,
        notBeforeMs: 0,
        failures: 0,
        pollen: other,
      },
    ]);
    const job = await imported(one, exports.followsOf40([{ address: 'both@one.example', showBoosts: false }]));
    expect(job.counts).toEqual({ 'also-on-pollen': 1 });
    expect(active(await one.store.remote.follows())).toHaveLength(1);
    await one.desk.takePollen(job.id, 0);
    expect(active(await one.store.remote.follows())).toEqual([]);
    expect((await one.store.follows()).find(({ did }) => did === other)?.options?.showBoosts).toBe(false);
    await until(one, job.id, ({ counts }) => counts.done === 1);
  });

  it('of people who turn out to be on Pollen later are told, then', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    const { id } = await imported(one, exports.followsOf40(people.slice(0, 3)));
    const person = idOfAcct(people[1]?.address ?? '');
    const state = await one.store.remote.readState(person);
    if (state === undefined) throw new Error('not known');
    await one.store.remote.putReadStates([{ ...state, pollen: friend }]);
    one.timers.advance(30_000);
    await until(one, id, ({ counts }) => counts['also-on-pollen'] === 1 && counts.done === 2);
    await one.desk.takePollen(id, 1);
    expect(active(await one.store.remote.follows())).toHaveLength(2);
    expect((await one.store.follows()).map(({ did }) => did)).toEqual([friend]);
  });

  it('that were ended are made again; those of today keep what was chosen', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    await imported(one, exports.followsOf27([{ address: 'a@one.example' }]));
    const [follow] = await one.store.remote.follows();
    if (follow === undefined) throw new Error('no follow');
    await one.store.remote.putFollows([{ ...follow, removed: true, stampMs: follow.stampMs + dayMs }]);
    expect((await imported(one, exports.followsOf27([{ address: 'a@one.example' }]))).counts).toEqual({ done: 1 });
    expect(active(await one.store.remote.follows())).toHaveLength(1);
  });

  it('without a host need the name of their server', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    const file = exports.followsOf28([{ address: 'bob' }, { address: 'ana@other.example' }]);
    expect((await preview(one, file)).leftOut).toEqual([{ reason: 'no-host', count: 1 }]);
    const job = await imported(one, file, { host: 'https://Old.Example/' });
    expect(job.counts).toEqual({ done: 2 });
    expect(one.asked.toSorted()).toEqual(['ana@other.example', 'bob@old.example']);
  });

  it('may be blocks or mutes, when the file does not say and the user does', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    const file = { ...exports.followsOf27(people), fileName: 'people.csv' };
    expect((await imported(one, file, { kind: 'blocks' })).counts).toEqual({ done: 40 });
    expect(one.asked).toEqual([]);
    expect(await one.store.moderation()).toHaveLength(40);
    const named = exports.followsOf40(people.slice(0, 1));
    await imported(one, named, { kind: 'blocks' });
    expect(active(await one.store.moderation())).toHaveLength(40);
  });
});
