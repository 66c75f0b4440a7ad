import type { Did, ObjectId } from '../protocol/brand.ts';
import { err, type Result } from '../protocol/result.ts';
import type { OfferRequest } from './devices/devices-api.ts';
import type { RemoteFound } from './fediverse/remote-found.ts';
import type { ResolveError } from './fediverse/resolve-error.ts';
import type { HostingEntry } from './hosting.ts';
import type { RestoreProgress } from './recovery/recovery-api.ts';
import type { SyncResult } from './read/read-parts.ts';
import type { TabCommand, Tabs } from './tabs.ts';

/** Commands that need the network, and so run in whichever tab leads. Arguments and results are plain, cloneable values. */
export interface LeaderCommands {
  refresh(input: { readonly did: Did; readonly via: readonly string[] }): Promise<SyncResult>;
  loadOlder(did: Did): Promise<SyncResult>;
  /** Whom a text means who is on a server; stored, not followed. */
  resolveRemote(text: string): Promise<Result<RemoteFound, ResolveError>>;
  refreshRemote(id: ObjectId): Promise<SyncResult>;
  loadOlderRemote(id: ObjectId): Promise<SyncResult>;
  fetchPost(id: ObjectId): Promise<boolean>;
  fetchMedia(input: { readonly digest: string; readonly author: Did }): Promise<boolean>;
  hosting(): Promise<readonly HostingEntry[]>;
  /** Looks into the letter boxes now. */
  checkLetters(): Promise<void>;
  declareOutboxGone(): Promise<void>;
  /** What the user wants of adding a device; how it goes is part of the state of tabs. */
  pairing(request: OfferRequest): Promise<void>;
  /** After a restore: how far reading the own outbox is; and do it now. */
  restoreProgress(): Promise<RestoreProgress>;
  lookForOutbox(): Promise<void>;
}

const timeoutMs = 20_000;
const mediaTimeoutMs = 60_000;
/** Servers are asked in turn by several ways, each with a time limit of its own. */
const remoteTimeoutMs = 60_000;
const nobody: SyncResult = { ok: false, error: { type: 'unreachable', reason: 'no tab runs the network' } };

/** The commands as any tab calls them; when no tab leads in time, nothing was found. */
export function callLeader(tabs: Tabs): LeaderCommands {
  // Both ends are this file, in one version of the app or two: what comes back has the shape that the command's type says.
  const call = async <T>(command: keyof LeaderCommands, argument: unknown, otherwise: T, waitMs = timeoutMs): Promise<T> => {
    const answer = await tabs.call(command, argument, waitMs);
    return answer === undefined ? otherwise : (answer as T);
  };
  return {
    refresh: (input) => call('refresh', input, nobody),
    loadOlder: (did) => call('loadOlder', did, nobody, mediaTimeoutMs),
    resolveRemote: (text) =>
      call<Result<RemoteFound, ResolveError>>(
        'resolveRemote',
        text,
        err({ type: 'unreachable', host: '', reason: 'no answer in time' }),
        remoteTimeoutMs,
      ),
    refreshRemote: (id) => call('refreshRemote', id, nobody, remoteTimeoutMs),
    loadOlderRemote: (id) => call('loadOlderRemote', id, nobody, remoteTimeoutMs),
    fetchPost: (id) => call('fetchPost', id, false, mediaTimeoutMs),
    fetchMedia: (input) => call('fetchMedia', input, false, mediaTimeoutMs),
    hosting: () => call<readonly HostingEntry[]>('hosting', undefined, []),
    checkLetters: () => call<void>('checkLetters', undefined, undefined),
    restoreProgress: () => call<RestoreProgress>('restoreProgress', undefined, { state: 'looking' }),
    lookForOutbox: () => call<void>('lookForOutbox', undefined, undefined),
    declareOutboxGone: () => call<void>('declareOutboxGone', undefined, undefined),
    pairing: (request) => call<void>('pairing', request, undefined),
  };
}

/** The commands as the leading tab offers them. `session` may still be starting: whoever asks waits for it. */
export function offerCommands(session: Promise<LeaderCommands>): Record<keyof LeaderCommands, TabCommand> {
  const offer =
    <Argument>(run: (commands: LeaderCommands, argument: Argument) => Promise<unknown>): TabCommand =>
    async (argument) =>
      run(await session, argument as Argument);
  return {
    refresh: offer<{ did: Did; via: readonly string[] }>((commands, input) => commands.refresh(input)),
    loadOlder: offer<Did>((commands, did) => commands.loadOlder(did)),
    resolveRemote: offer<string>((commands, text) => commands.resolveRemote(text)),
    refreshRemote: offer<ObjectId>((commands, id) => commands.refreshRemote(id)),
    loadOlderRemote: offer<ObjectId>((commands, id) => commands.loadOlderRemote(id)),
    fetchPost: offer<ObjectId>((commands, id) => commands.fetchPost(id)),
    fetchMedia: offer<{ digest: string; author: Did }>((commands, input) => commands.fetchMedia(input)),
    hosting: offer((commands) => commands.hosting()),
    checkLetters: offer((commands) => commands.checkLetters()),
    restoreProgress: offer((commands) => commands.restoreProgress()),
    lookForOutbox: offer((commands) => commands.lookForOutbox()),
    declareOutboxGone: offer((commands) => commands.declareOutboxGone()),
    pairing: offer<OfferRequest>((commands, request) => commands.pairing(request)),
  };
}
