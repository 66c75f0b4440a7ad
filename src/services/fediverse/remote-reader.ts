import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { FediverseWeb } from '../../protocol/ports/fediverse.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { Live, Settings } from '../app-api.ts';
import type { ReadParts, SyncResult } from '../read/read-parts.ts';
import { createConversations } from './conversations.ts';
import { createFinder } from './find-remote.ts';
import { createHomeRounds } from './home-rounds.ts';
import { createPersonReader } from './person-reader.ts';
import { createAsk } from './ways/ask.ts';
import type { RemoteFound } from './remote-found.ts';
import type { ResolveOptions } from './remote-people.ts';
import { createTwinSeeker } from './seek-twins.ts';
import type { ResolveError } from './resolve-error.ts';

export interface RemoteReaderParts extends Omit<ReadParts, 'network'> {
  readonly web: FediverseWeb;
  readonly settings: Live<Settings>;
  readonly appBase: string;
  isOnline(): boolean;
  onOnline(listener: () => void): () => void;
  /** The signed actor of a Pollen account, from this device or from whoever has it. */
  actorOf(did: Did): Promise<JsonObject | undefined>;
}

/** Reads people on servers, in the tab that runs the network. */
export interface RemoteReader {
  start(): Promise<void>;
  stop(): void;
  /** Somebody looks at the app, in whichever tab. */
  seen(): void;
  resolve(text: string, options: ResolveOptions): Promise<Result<RemoteFound, ResolveError>>;
  refresh(id: ObjectId): Promise<SyncResult>;
  loadOlder(id: ObjectId): Promise<SyncResult>;
  /** A post with the conversation around it; true when it is on this device now. */
  fetchPost(id: ObjectId): Promise<boolean>;
}

/** Who goes to somebody's profile wants to see what is new; not again with every tap. */
const freshMs = 30_000;
const turnedOff = { type: 'unreachable', reason: 'reading servers is turned off' } as const;

export function createRemoteReader(parts: RemoteReaderParts): RemoteReader {
  const { store, clock, settings } = parts;
  const closing = new AbortController();
  const isAllowed = (): boolean => settings.get().remoteReading && !closing.signal.aborted;
  const asking = { web: parts.web, htmlToRichText: parts.htmlToRichText, nowMs: () => clock.nowMs() };
  const twins = createTwinSeeker(parts);
  const people = createPersonReader({ ...parts, resolve, twins }, asking, closing.signal);
  const conversations = createConversations(store, {
    nowMs: () => clock.nowMs(),
    newAsk: () => createAsk(asking, 'lookup', closing.signal),
    isAllowed,
  });
  const rounds = createHomeRounds({ ...parts, resolve, isAllowed }, (id) => people.readNewest(id, 'refresh'));

  const find = createFinder(parts);

  async function resolve(
    text: string,
    { lane, signal = closing.signal }: ResolveOptions,
  ): Promise<Result<RemoteFound, ResolveError>> {
    const found = await find(text, { lane, signal: AbortSignal.any([signal, closing.signal]) });
    if (found.ok) twins.seek(found.value.person.id, found.value.person, found.value.pollen);
    return found;
  }

  return {
    start: () => rounds.start(),
    stop() {
      closing.abort();
      rounds.stop();
      conversations.clear();
      twins.stop();
    },
    seen: () => rounds.seen(),
    resolve: async (text, options) =>
      isAllowed() ? resolve(text, options) : err({ type: 'unreachable', host: '', reason: turnedOff.reason }),
    async refresh(id) {
      if (!isAllowed()) return err(turnedOff);
      const state = await store.remote.readState(id);
      const sinceMs = clock.nowMs() - (state?.lastTriedMs ?? 0);
      if (state?.state === 'current' && sinceMs >= 0 && sinceMs < freshMs) return ok({ added: 0, more: true });
      return people.readNewest(id, 'lookup');
    },
    loadOlder: async (id) => (isAllowed() ? people.readOlder(id) : err(turnedOff)),
    fetchPost: (id) => conversations.fetch(id),
  };
}
