import { readFileSync, statSync } from 'node:fs';
import type { Did, IpnsName } from '../protocol/brand.ts';
import { parseAddress } from '../protocol/identity/address.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import type { Result } from '../protocol/result.ts';
import { err, ok } from '../protocol/result.ts';

/** Whom the operator lets in, and whom not. */
export interface Lists {
  readonly denied: readonly Did[];
  readonly invites: readonly string[];
}

/** Where the lists come from: files that may change while the gateway runs, and codes given for good. */
export interface ListSources {
  readonly denyFile?: string;
  readonly invitesFile?: string;
  readonly invites: readonly string[];
}

/** The lists as they are now, for those who ask with every request. */
export interface ListsInForce {
  denied(): ReadonlySet<Did>;
  isDenied(did: Did): boolean;
  isDeniedName(name: IpnsName): boolean;
  isInvited(code: string): boolean;
  set(lists: Lists): void;
}

export function createListsInForce(initial: Lists): ListsInForce {
  const setsOf = ({ denied, invites }: Lists) => ({
    denied: new Set(denied),
    names: new Set(denied.map(didToIpnsName)),
    invites: new Set(invites),
  });
  let sets = setsOf(initial);
  return {
    denied: () => sets.denied,
    isDenied: (did) => sets.denied.has(did),
    isDeniedName: (name) => sets.names.has(name),
    isInvited: (code) => sets.invites.has(code),
    set(lists) {
      sets = setsOf(lists);
    },
  };
}

const lookEveryMs = 2000;

/** Reads the files. The error is a sentence for the person at the terminal. */
export function readLists({ denyFile, invitesFile, invites }: ListSources): Result<Lists, string> {
  try {
    return ok({ denied: linesOf(denyFile).map(didOf), invites: [...invites, ...linesOf(invitesFile)] });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads the lists again when one of the files changes (seen within 4 s, whichever way the file is replaced). What cannot be read is told
 * to `log`, and changes nothing: a half written deny list must not let anybody in. Returns how to read them now and how to stop.
 */
export function watchLists(
  sources: ListSources,
  options: { readonly onLists: (lists: Lists) => Promise<void>; readonly log: (line: string) => void; readonly everyMs?: number },
): { readonly reload: () => void; readonly stop: () => void } {
  const { onLists, log, everyMs = lookEveryMs } = options;
  const files = [sources.denyFile, sources.invitesFile].filter((file) => file !== undefined);
  const reload = (): void => {
    const lists = readLists(sources);
    if (!lists.ok) {
      log(`The lists stay as they were: ${lists.error}`);
      return;
    }
    onLists(lists.value).then(
      () => log(`Read the lists again: ${lists.value.denied.length} denied, ${lists.value.invites.length} invitations`),
      (error: unknown) => log(`The lists could not be put into force: ${String(error)}`),
    );
  };
  // Read in any case once: they may have changed since the start.
  let read: string | undefined;
  let last: string | undefined;
  const timer = setInterval(() => {
    const now = files.map(stampOf).join();
    // Not while it is being written.
    if (now === last && now !== read) {
      read = now;
      reload();
    }
    last = now;
  }, everyMs);
  timer.unref();
  if (files.length === 0) clearInterval(timer);
  return { reload, stop: () => clearInterval(timer) };
}

/** Not `fs.watch`: it loses files that an editor replaces, and everything on network disks. */
function stampOf(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return 'not to be had';
  }
}

/** Lines of a file; empty ones and those that begin with # do not count. */
function linesOf(file: string | undefined): string[] {
  if (file === undefined) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

function didOf(line: string): Did {
  const address = parseAddress(line);
  if (!address.ok) throw new Error(`--deny: "${line.slice(0, 100)}" is no account`);
  return address.value.did;
}
