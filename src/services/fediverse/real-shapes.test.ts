import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFeedSite } from '../../../tests/support/stand-ins/feed-site.ts';
import { startMastodon } from '../../../tests/support/stand-ins/mastodon.ts';
import { startMisskey } from '../../../tests/support/stand-ins/misskey.ts';
import { startPlainActivityPub } from '../../../tests/support/stand-ins/plain-activitypub.ts';
import type { StandIn } from '../../../tests/support/stand-ins/stand-in.ts';
import { worldOf, type StandInPerson, type StandInPost } from '../../../tests/support/stand-ins/world.ts';
import { createFediverseWeb } from '../../network/fediverse/fediverse-web.ts';
import { createGatewayTokens } from '../../network/gateways/gateway-tokens.ts';
import type { ObjectId } from '../../protocol/brand.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createLive } from '../live.ts';
import { createSanitiser } from '../sanitise.ts';
import { defaultSettings } from '../settings.ts';
import { systemTimers } from '../timers.ts';
import { createReadings, type Readings } from '../views/readings.ts';
import { createRelationsCache } from '../views/relations.ts';
import { followRemote } from './follow-remote.ts';
import { createRemoteReader, type RemoteReader } from './remote-reader.ts';

const me = createSeedSigner(new Uint8Array(32).fill(1)).did;
const hourMs = 3_600_000;
const appBase = 'http://localhost:1/';
const ago = (hours: number): number => Date.now() - hours * hourMs;

const posts = (): StandInPost[] => [
  ...Array.from({ length: 45 }, (_, index) => ({ text: `Old ${index}`, atMs: ago(100 - index) })),
  { text: 'Hello', atMs: ago(5) },
  { text: 'Not for all', atMs: ago(4), visibility: 'private' as const },
  { text: 'And more', atMs: ago(3), answers: { user: 'ada', index: 45 }, warning: 'Words' },
];
const ada = (): StandInPerson => ({ user: 'ada', name: 'Ada', bio: 'Writes', posts: posts() });
const bob = (): StandInPerson => ({
  user: 'bob',
  posts: [{ text: 'Hi Ada', atMs: ago(2), answers: { user: 'ada', index: 45 } }],
});

/** Also on a busy machine. */
const poll = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 });

describe('servers as their software answers', () => {
  let store: AccountStore;
  let reader: RemoteReader;
  let read: Readings;
  const servers: StandIn[] = [];

  beforeEach(async () => {
    store = await openAccountStore(me, { indexedDB: new IDBFactory() });
    const clock = { nowMs: () => Date.now() };
    const settings = createLive(defaultSettings);
    const parts = { store, clock, timers: systemTimers, verifier: createVerifier(), settings, appBase };
    const web = createFediverseWeb({
      appBase,
      gateways: () => [],
      tokens: createGatewayTokens(),
      ...clock,
      timers: systemTimers,
    });
    reader = createRemoteReader({
      ...parts,
      web,
      htmlToRichText: createSanitiser(new JSDOM('').window),
      isOnline: () => true,
      onOnline: () => () => undefined,
      actorOf: async () => undefined,
      report(error) {
        throw error;
      },
    });
    reader.seen();
    await reader.start();
    read = createReadings({
      store,
      relations: createRelationsCache(store),
      appBase,
      gateways: () => [],
      reach: () => ({ people: 0, gateways: [], fresh: [] }),
      nowMs: clock.nowMs,
    });
  });
  afterEach(async () => {
    reader.stop();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  const keep = async (starting: Promise<StandIn>): Promise<StandIn> => {
    const server = await starting;
    servers.push(server);
    return server;
  };
  async function follow(text: string): Promise<ObjectId> {
    const found = await reader.resolve(text, { lane: 'lookup' });
    if (!found.ok) throw new Error(found.error.type);
    await followRemote(store, [found.value.person], Date.now());
    return found.value.person.id;
  }
  const texts = async () => (await read.home({ limit: 100 })).items.map(({ text }) => text);

  it.each([
    ['Mastodon', (world: ReturnType<typeof worldOf>) => startMastodon(world, ['ada', 'bob'])],
    ['Misskey', (world: ReturnType<typeof worldOf>) => startMisskey(world, ['ada', 'bob'])],
    ['plain ActivityPub', (world: ReturnType<typeof worldOf>) => startPlainActivityPub(world)],
  ])('%s: home, older posts, a thread', async (_name, start) => {
    const server = await keep(start(worldOf([ada(), bob()])));
    const id = await follow(`@ada@${server.host}`);
    await poll(texts).toEqual(expect.arrayContaining(['And more', 'Hello']));
    expect(await texts()).not.toContain('Not for all');
    const [newest] = (await read.home({ limit: 1 })).items;
    expect(newest).toMatchObject({
      text: 'And more',
      warning: 'Words',
      author: { id, followed: true, remote: { acct: `ada@${server.host}` } },
    });
    expect((await read.person(id)).remote).toMatchObject({ state: 'current', host: server.host });
    for (let call = 0; call < 5 && (await texts()).length < 47; call++) await reader.loadOlder(id);
    expect((await texts()).toSorted()).toEqual(
      ['And more', 'Hello', ...Array.from({ length: 45 }, (_, index) => `Old ${index}`)].toSorted(),
    );
    const hello = (await read.home({ limit: 100 })).items.find(({ text }) => text === 'Hello');
    expect(await reader.fetchPost(hello?.id as ObjectId)).toBe(true);
    const { thread } = await read.thread(hello?.id as ObjectId);
    expect(thread?.replies.map(({ post }) => post.text)).toContain('And more');
    if (_name !== 'plain ActivityPub') expect(thread?.replies.map(({ post }) => post.text)).toContain('Hi Ada');
    expect(server.mostAtOnce).toBeLessThanOrEqual(2);
  });

  it('a feed: home', async () => {
    const server = await keep(startFeedSite(ada(), { isOpen: true }));
    const id = await follow(server.origin);
    await poll(texts).toEqual(expect.arrayContaining(['And more']));
    expect((await read.person(id)).remote?.state).toBe('current');
    expect(await reader.refresh(id)).toMatchObject({ ok: true, value: { added: 0 } });
  });
});
