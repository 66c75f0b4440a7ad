import type { ObjectId } from '../../protocol/brand.ts';
import type { RemoteReadRecord, WebRequest } from '../../protocol/ports/fediverse.ts';
import { formatAcct } from '../../protocol/fediverse/acct.ts';
import { err, ok } from '../../protocol/result.ts';
import type { SyncResult } from '../read/read-parts.ts';
import { isStorageFull } from '../storage-full.ts';
import { forgetGone } from './gone-posts.ts';
import { fetchPostById } from './post-by-id.ts';
import { afterAnswer, afterFailure, failuresUntilLookup, reasonOf } from './reading-plan.ts';
import type { RemoteReader, RemoteReaderParts } from './remote-reader.ts';
import type { TwinSeeker } from './seek-twins.ts';
import { takeIn } from './take-in.ts';
import { createAsk, type Ask, type AskParts } from './ways/ask.ts';
import type { PageRead } from './ways/way.ts';
import { wayOf } from './ways/way-of.ts';

/** Pages read to close the gap to what is known, when somebody wrote more than a page since. */
const catchUpPages = 3;
/** Older pages looked through for posts that are not here yet. */
const olderPages = 5;
/** Posts kept of somebody who is followed, and of others. */
const keptOfFollowed = 600;
const keptOfOthers = 100;
/** Posts that a page only names (boosts of other servers' posts, notes of an outbox), fetched one by one. */
const mostReferences = 10;
const profileFreshMs = 7 * 24 * 60 * 60 * 1000;

export interface PersonReader {
  /** One at a time for each person; asked again while one runs, both get its result. */
  readNewest(id: ObjectId, lane: WebRequest['lane']): Promise<SyncResult>;
  readOlder(id: ObjectId): Promise<SyncResult>;
}

type Parts = RemoteReaderParts & Pick<RemoteReader, 'resolve'> & { readonly twins: Pick<TwinSeeker, 'seek'> };

/** Reads what one person on a server shows to everybody. */
export function createPersonReader(parts: Parts, asking: AskParts, closing: AbortSignal): PersonReader {
  const { store, clock } = parts;
  const reading = new Map<ObjectId, Promise<SyncResult>>();
  /** Where older posts go on, of people read in this session; null: nothing is older. */
  const older = new Map<ObjectId, string | null>();

  async function readNewest(id: ObjectId, lane: WebRequest['lane']): Promise<SyncResult> {
    const state = await store.remote.readState(id);
    if (state === undefined) return err({ type: 'unreachable', reason: 'nobody of that name was looked up' });
    const follow = (await followOf(id))?.options;
    const ask = createAsk(asking, lane, closing);
    const home = follow === undefined ? undefined : id;
    const way = await wayOf(state.way);
    const first = await way.posts(ask, state);
    if (closing.aborted) return err({ type: 'unreachable', reason: 'stopped' });
    if (!first.ok) {
      const failed = afterFailure(state, first.error, clock.nowMs());
      await store.remote.putReadStates([failed]);
      if (failed.failures % failuresUntilLookup === 0) await lookAgain(failed, lane);
      return err({ type: 'unreachable', reason: reasonOf(first.error) });
    }
    if (first.value === 'unchanged') {
      await store.remote.putReadStates([afterAnswer(state, {}, clock.nowMs())]);
      return ok({ added: 0, more: older.get(id) !== null });
    }
    const isFirst = state.lastReadMs === 0;
    const taken = await take(ask, id, first.value, { home, notify: follow?.notify === true && !isFirst });
    let { added } = taken;
    let next = first.value.page.older;
    // Everything on the page is new: there may be more between it and what is known.
    for (let page = 1; taken.isAllNew && !isFirst && next !== undefined && page < catchUpPages; page++) {
      const read = await way.posts(ask, state, next);
      if (!read.ok || read.value === 'unchanged') break;
      const more = await take(ask, id, read.value, { home, notify: false });
      added += more.added;
      next = read.value.page.older;
      if (!more.isAllNew) break;
    }
    if (!older.has(id)) older.set(id, next ?? null);
    const isGapless = state.way === 'mastodon' || state.way === 'misskey';
    if (isGapless && !isFirst) await forgetGone(store, ask, id, first.value.page, clock.nowMs());
    await finish(state, first.value);
    // Followed or left while the server was being asked: what came belongs where the others are.
    const isFollowed = (await followOf(id)) !== undefined;
    if (isFollowed !== (follow !== undefined)) await store.setHome([id], isFollowed ? 1 : 0);
    if (added > 0 && !isFirst) await store.remote.prunePosts(id, isFollowed ? keptOfFollowed : keptOfOthers, store.did);
    return ok({ added, more: older.get(id) !== null });
  }

  const followOf = async (id: ObjectId) => (await store.remote.followsOf([id])).find((follow) => follow?.removed === false);

  async function take(
    ask: Ask,
    id: ObjectId,
    { page }: PageRead,
    { home, notify }: { readonly home: ObjectId | undefined; readonly notify: boolean },
  ): Promise<{ readonly added: number; readonly isAllNew: boolean }> {
    const nowMs = clock.nowMs();
    const added = new Set(await takeIn(store, page, { nowMs, home, notify }));
    const named = page.references.slice(0, mostReferences);
    const known = named.length === 0 ? [] : await store.posts(named);
    for (const reference of named.filter((_, place) => known[place] === undefined)) {
      if (await fetchPostById({ store, ask, nowMs, home }, reference, 'post')) added.add(reference);
    }
    const theirs = page.posts.filter((post) => post.author === id);
    const isAllNew = theirs.length > 0 && theirs.every((post) => added.has(post.id));
    return { added: added.size, isAllNew };
  }

  /** Notes down what the answer says about when to ask again, and who the person is. */
  async function finish(state: RemoteReadRecord, { page, etag }: PageRead): Promise<void> {
    const datesMs = page.posts.filter(({ author }) => author === state.id).map(({ atMs }) => atMs);
    const person = await store.person(state.id);
    await store.remote.putReadStates([afterAnswer(state, { etag, newest: page.newest, datesMs }, clock.nowMs())]);
    if (person !== undefined) parts.twins.seek(state.id, person, state.pollen);
    if (clock.nowMs() - (person?.updatedMs ?? 0) > profileFreshMs) await lookAgain(state, 'refresh');
  }

  /** The server is asked anew who it is and how they are read: profiles change, accounts move to other software. */
  async function lookAgain(state: RemoteReadRecord, lane: WebRequest['lane']): Promise<void> {
    await parts.resolve(state.way === 'feed' ? state.id : formatAcct(state.acct), { lane, signal: closing });
  }

  async function readOlder(id: ObjectId): Promise<SyncResult> {
    const state = await store.remote.readState(id);
    if (state === undefined) return err({ type: 'unreachable', reason: 'nobody of that name was looked up' });
    const home = (await followOf(id)) === undefined ? undefined : id;
    const ask = createAsk(asking, 'lookup', closing);
    const way = await wayOf(state.way);
    let added = 0;
    for (let page = 0; page < olderPages && added === 0 && older.get(id) !== null; page++) {
      const { etag: _, ...unconditional } = state;
      const read = await way.posts(ask, unconditional, older.get(id) ?? undefined);
      if (!read.ok) return err({ type: 'unreachable', reason: reasonOf(read.error) });
      if (read.value === 'unchanged') break;
      added += (await take(ask, id, read.value, { home, notify: false })).added;
      const next = read.value.page.older;
      older.set(id, next === undefined || next === older.get(id) ? null : next);
    }
    return ok({ added, more: older.get(id) !== null });
  }

  /** The disk is full, or the database is gone: for whoever waits that is one more reason why it cannot be read now. */
  function deviceFailed(error: unknown): SyncResult {
    if (closing.aborted) return err({ type: 'unreachable', reason: 'stopped' });
    parts.report(error);
    const reason = isStorageFull(error) ? 'the storage of this device is full' : 'this device could not store it';
    return err({ type: 'unreachable', reason });
  }

  return {
    readNewest(id, lane) {
      const before = reading.get(id);
      if (before !== undefined) return before;
      const current = readNewest(id, lane)
        .catch(deviceFailed)
        .finally(() => reading.delete(id));
      reading.set(id, current);
      return current;
    },
    readOlder: (id) => readOlder(id).catch(deviceFailed),
  };
}
