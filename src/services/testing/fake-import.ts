import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { AcctUri, Did, ObjectId } from '../../protocol/brand.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { follow } from '../follow.ts';
import { followRemote } from '../fediverse/follow-remote.ts';
import type { ResolveError } from '../fediverse/resolve-error.ts';
import { rememberRemote } from '../fediverse/remember-remote.ts';
import type { RemoteFound } from '../fediverse/remote-found.ts';
import type { LaterParts } from '../later-parts.ts';
import { createRelationsCache } from '../views/relations.ts';
import { createManualTimers, type ManualTimers } from './manual-timers.ts';
import type { OpenStore } from './fake-person.ts';

export type FakeReply = 'found' | 'held' | ResolveError;

/** What imports are made of, with people on servers who are whatever the test says; storage is real. */
export interface FakeImport {
  readonly parts: LaterParts;
  readonly store: AccountStore;
  readonly timers: ManualTimers;
  /** By `user@host`; who is not here is found. */
  readonly replies: Map<string, FakeReply>;
  /** Changes of who is found, by `user@host`. */
  readonly people: Map<string, (found: RemoteFound) => RemoteFound>;
  /** Everybody asked for, in order. */
  readonly asked: string[];
  /** Questions to one host at once, most. */
  mostAtOneHost(): number;
  setOnline(on: boolean): void;
  /** Lets the held ones go; they are found. */
  release(): void;
  /** The same account in another tab, or after a restart: nothing but the database is shared. */
  again(): Promise<FakeImport>;
  readonly problems: unknown[];
}

export const idOfAcct = (address: string): ObjectId => {
  const [user, host] = address.split('@');
  return `https://${host}/users/${user}` as ObjectId;
};

export async function createFakeImport(
  openStore: OpenStore,
  indexedDB = new IDBFactory(),
  startMs = Date.UTC(2026, 10, 22),
): Promise<FakeImport> {
  const did: Did = seedToDid(new Uint8Array(32).fill(1));
  const store = await openStore(did, { indexedDB });
  const timers = createManualTimers(startMs);
  const replies = new Map<string, FakeReply>();
  const people = new Map<string, (found: RemoteFound) => RemoteFound>();
  const asked: string[] = [];
  const problems: unknown[] = [];
  const atOneHost = new Map<string, number>();
  let most = 0;
  let online = true;
  const onlineListeners = new Set<() => void>();
  let held: (() => void)[] = [];

  async function resolve(text: string, signal: AbortSignal | undefined): Promise<Result<RemoteFound, ResolveError>> {
    const [user = '', host = ''] = text.split('@');
    asked.push(text);
    const count = (atOneHost.get(host) ?? 0) + 1;
    atOneHost.set(host, count);
    most = Math.max(most, count);
    try {
      await Promise.resolve();
      const reply = replies.get(text) ?? 'found';
      if (!online) return err({ type: 'unreachable', host, reason: 'offline' });
      if (reply === 'held')
        await new Promise<void>((done) => {
          held.push(done);
          signal?.addEventListener('abort', () => done(), { once: true });
        });
      else if (reply !== 'found') return err(reply);
      if (signal?.aborted === true) return err({ type: 'unreachable', host, reason: 'stopped' });
      const found = (people.get(text) ?? ((same: RemoteFound) => same))(fakePerson(user, host));
      const { pollen } = await rememberRemote(store, found);
      return ok(pollen === undefined ? found : { ...found, pollen });
    } finally {
      atOneHost.set(host, (atOneHost.get(host) ?? 1) - 1);
    }
  }

  const nowMs = (): number => timers.nowMs();
  const parts = {
    store,
    timers,
    clock: { nowMs },
    appBase: 'https://gateway.example/',
    isOnline: () => online,
    onOnline(listener: () => void) {
      onlineListeners.add(listener);
      return () => onlineListeners.delete(listener);
    },
    report: (error: unknown) => void problems.push(error),
    views: {
      store,
      relations: createRelationsCache(store),
      appBase: 'https://gateway.example/',
      gateways: () => [],
      reach: () => ({ people: 0, gateways: [], fresh: [] }),
      nowMs,
    },
    remote: {
      resolve: (text: string, options: { readonly signal?: AbortSignal }) => resolve(text, options.signal),
      follow: (wanted: Parameters<LaterParts['remote']['follow']>[0]) => followRemote(store, wanted, nowMs()),
      fetchPost: async () => false,
    },
    follow: (text: string) => follow(store, text, nowMs()),
  } satisfies Partial<LaterParts>;
  return {
    // The rest is for archives only.
    parts: parts as unknown as LaterParts,
    store,
    timers,
    replies,
    people,
    asked,
    problems,
    mostAtOneHost: () => most,
    setOnline(on) {
      online = on;
      if (on) for (const listener of onlineListeners) listener();
    },
    release() {
      const waiting = held;
      held = [];
      for (const done of waiting) done();
    },
    again: () => createFakeImport(openStore, indexedDB, timers.nowMs()),
  };
}

function fakePerson(user: string, host: string): RemoteFound {
  return {
    person: {
      id: idOfAcct(`${user}@${host}`),
      actor: { type: 'Person', url: `https://${host}/@${user}` },
      name: user,
      username: `${user}@${host}`,
      summary: [],
      updatedMs: 1,
      provenance: { type: 'host', host },
    },
    acct: `acct:${user}@${host}` as AcctUri,
    way: 'mastodon',
    source: `https://${host}`,
    key: user,
  };
}
