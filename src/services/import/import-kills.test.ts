import { afterEach, describe, expect, it } from 'vitest';
import * as exports from '../../../tests/support/mastodon-export.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { followRemote } from '../fediverse/follow-remote.ts';
import { rememberRemote } from '../fediverse/remember-remote.ts';
import type { LaterParts } from '../later-parts.ts';
import { crashing, CrashError, type CrashPlan } from '../testing/crash.ts';
import { idOfAcct } from '../testing/fake-import.ts';
import { active, closeWorlds, isFinished, openWorld, run, start, until, type World } from '../testing/import-world.ts';
import { createImportRunner } from './import-runner.ts';

afterEach(closeWorlds);

const people = exports.manyPeople(12, 4);
const addresses = people.map(({ address }) => address);

/** The parts of a tab that is killed at one of its calls to the store. */
function dying(one: World, plan: CrashPlan): LaterParts {
  const store: AccountStore = crashing(one.store, plan, ['jobs', 'remote', 'collections']);
  return {
    ...one.parts,
    store,
    report: (error) => {
      if (!(error instanceof CrashError)) throw error;
    },
    remote: {
      ...one.parts.remote,
      async resolve(text, options) {
        const found = await one.parts.remote.resolve(text, options);
        if (found.ok) await rememberRemote(store, found.value);
        return found;
      },
      follow: (wanted) => followRemote(store, wanted, one.timers.nowMs()),
    },
  };
}

async function killedOnce(file: exports.ExportedFile, plan: CrashPlan): Promise<{ readonly one: World; readonly id: string }> {
  const one = await openWorld(openAccountStore);
  // Some are known by address before.
  await one.store.putModerations([
    { target: `acct:${addresses[0]}` as never, kind: 'mute', stampMs: 1, removed: false, hidesNotifications: false },
  ]);
  const id = await start(one, file);
  const doomed = createImportRunner(dying(one, plan));
  for (let round = 0; round < 200 && plan.count < plan.at; round++) {
    one.timers.advance(600);
    await new Promise((resolve) => setImmediate(resolve));
    if ((await one.store.jobs.job(id))?.state === 'finished') break;
  }
  doomed.stop();
  run(one);
  await until(one, id, isFinished);
  return { one, id };
}

/** Every third call, before and after: the whole series takes a few seconds. */
const plans = Array.from({ length: 20 }, (_, place) => [
  { at: 1 + place * 3, when: 'before' as const },
  { at: 2 + place * 3, when: 'after' as const },
]).flat();

describe('a killed import', () => {
  it('of follows ends with every follow once, and every row done', async () => {
    for (const plan of plans) {
      const { one, id } = await killedOnce(exports.followsOf40(people), { ...plan, count: 0 });
      const job = one.desk.jobs.get().find((view) => view.id === id);
      expect([plan, job?.counts]).toEqual([plan, { done: 12 }]);
      expect((await one.store.remote.follows()).map((follow) => follow.id).toSorted()).toEqual(
        addresses.map(idOfAcct).toSorted(),
      );
      expect(active(await one.store.moderation())).toMatchObject([
        { target: idOfAcct(addresses[0] ?? ''), hidesNotifications: false },
      ]);
    }
  }, 60_000);

  it('of lists makes each list and each member once', async () => {
    const members = addresses.map((address, place) => ({ title: `List ${place % 3}`, address }));
    for (const plan of plans.slice(0, 8)) {
      const { one } = await killedOnce(exports.lists(members), { ...plan, count: 0 });
      expect([
        plan,
        active(await one.store.collections.lists())
          .map(({ title }) => title)
          .toSorted(),
      ]).toEqual([plan, ['List 0', 'List 1', 'List 2']]);
      expect(active(await one.store.collections.members())).toHaveLength(12);
    }
  }, 60_000);

  it('of blocks and bookmarks stores each once', async () => {
    for (const plan of plans.slice(0, 8)) {
      const blocked = await killedOnce(exports.blocks(people), { ...plan, count: 0 });
      expect(active(await blocked.one.store.moderation())).toHaveLength(13);
      const uris = addresses.map((_, place) => `https://one.example/p/${place}`);
      const marked = await killedOnce(exports.bookmarks(uris), { ...plan, count: 0 });
      const bookmarks = await marked.one.store.collections.bookmarks({ limit: 50 });
      expect(bookmarks.map(({ id }) => id)).toEqual(uris);
    }
  }, 60_000);
});
