import { JSDOM } from 'jsdom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as exports from '../../../tests/support/mastodon-export.ts';
import { startMastodon } from '../../../tests/support/stand-ins/mastodon.ts';
import { startManyHosts } from '../../../tests/support/stand-ins/many-hosts.ts';
import { startMisskey } from '../../../tests/support/stand-ins/misskey.ts';
import { tooManyRequests } from '../../../tests/support/stand-ins/stand-in.ts';
import { worldOf } from '../../../tests/support/stand-ins/world.ts';
import { createFediverseWeb } from '../../network/fediverse/fediverse-web.ts';
import { createGatewayTokens } from '../../network/gateways/gateway-tokens.ts';
import { ok } from '../../protocol/result.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { followRemote } from '../fediverse/follow-remote.ts';
import { rememberRemote } from '../fediverse/remember-remote.ts';
import { createResolver } from '../fediverse/resolve.ts';
import type { LaterParts } from '../later-parts.ts';
import { createSanitiser } from '../sanitise.ts';
import { createFakeImport, type FakeImport } from '../testing/fake-import.ts';
import { systemTimers } from '../timers.ts';
import type { JobView } from './files-api.ts';
import { createFilesDesk } from './files-desk.ts';
import { createImportRunner } from './import-runner.ts';

const htmlToRichText = createSanitiser(new JSDOM('').window);
const appBase = 'http://localhost:1/';
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** The real web, resolver and jobs; only the database is in memory. */
async function openReader(): Promise<FakeImport & { importAll(file: exports.ExportedFile): Promise<JobView> }> {
  const fake = await createFakeImport(openAccountStore);
  const { store } = fake;
  const clock = { nowMs: () => Date.now() };
  const web = createFediverseWeb({
    appBase,
    gateways: () => [],
    tokens: createGatewayTokens(),
    nowMs: clock.nowMs,
    timers: systemTimers,
  });
  const resolver = createResolver({ web, htmlToRichText, clock, appBase });
  const remote: LaterParts['remote'] = {
    async resolve(text, options) {
      const found = await resolver.resolve(text, options);
      if (found.ok) await rememberRemote(store, found.value);
      return found.ok ? ok(found.value) : found;
    },
    follow: (people) => followRemote(store, people, clock.nowMs()),
    fetchPost: async () => false,
  };
  const parts: LaterParts = { ...fake.parts, clock, timers: systemTimers, appBase, remote };
  const desk = createFilesDesk(parts);
  const runner = createImportRunner(parts);
  closers.push(() => {
    runner.stop();
    store.close();
    expect(fake.problems).toEqual([]);
  });
  return {
    ...fake,
    async importAll({ text, fileName }) {
      const found = await desk.preview(new File([text], fileName));
      if (!found.ok) throw new Error(found.error.type);
      const id = await desk.start(found.value.id, {});
      return vi.waitFor(
        () => {
          const job = desk.jobs.get().find((view) => view.id === id);
          if (job?.state !== 'finished') throw new Error(JSON.stringify(job));
          return job;
        },
        { timeout: 20_000, interval: 20 },
      );
    },
  };
}

describe('an import from real servers', () => {
  it('follows everybody who is there, and tells the others apart', async () => {
    const nowMs = Date.now();
    const people = worldOf([
      { user: 'ada', name: 'Ada', bio: '', posts: [] },
      { user: 'bob', name: 'Bob', bio: '', posts: [] },
    ]);
    const mastodon = await startMastodon(people, ['ada', 'bob']);
    const misskey = await startMisskey(people, ['ada']);
    const busy = await startMastodon(people, ['ada']);
    let isBusy = true;
    busy.manners.instead = () => {
      if (!isBusy) return undefined;
      isBusy = false;
      return tooManyRequests(nowMs + 1_000, 1);
    };
    closers.push(
      () => mastodon.close(),
      () => misskey.close(),
      () => busy.close(),
    );
    const reader = await openReader();
    const addresses = [
      `ada@${mastodon.host}`,
      `bob@${mastodon.host}`,
      `nobody@${mastodon.host}`,
      `ada@${misskey.host}`,
      `ada@${busy.host}`,
    ];
    const job = await reader.importAll(exports.followsOf40(addresses.map((address) => ({ address }))));
    expect(job.counts).toEqual({ done: 4, 'not-found': 1 });
    const follows = await reader.store.remote.follows();
    expect(follows.map(({ acct }) => acct).toSorted()).toEqual(
      addresses
        .filter((address) => !address.startsWith('nobody'))
        .map((address) => `acct:${address}`)
        .toSorted(),
    );
    const states = await reader.store.remote.readStates();
    expect(states.map(({ way }) => way).toSorted()).toEqual(['mastodon', 'mastodon', 'mastodon', 'misskey']);
  });

  it('of many people is polite, and dead servers hold up nobody', async () => {
    const world = await startManyHosts({ hosts: 20, peoplePerHost: 6, deadShare: 0.1, slowShare: 0.1, slowMs: 60, nowMs: 1 });
    closers.push(() => world.close());
    // One that takes questions and never answers would take the patience of the web: the bench has some.
    for (const server of world.servers)
      if (server.manners.silent === true) Object.assign(server.manners, { silent: false, broken: true });
    const reader = await openReader();
    const job = await reader.importAll(exports.followsOf27(world.people.map((address) => ({ address }))));
    const dead = world.dead.length * 6;
    expect(dead).toBeGreaterThan(0);
    expect(job.counts).toEqual({ done: 120 - dead, unreachable: dead });
    expect(await reader.store.remote.follows()).toHaveLength(120 - dead);
    expect(world.mostAtOncePerHost).toBeLessThanOrEqual(2);
    // Two questions show that a server is dead; its other people are not asked for.
    for (const server of world.servers.filter(({ host }) => world.dead.includes(host)))
      expect(server.total).toBeLessThanOrEqual(6);
  });
});
