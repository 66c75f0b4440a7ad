import { checkDocument } from '../activity-streams/check.ts';
import { didToIpnsName } from '../identity/ids.ts';
import { accountPaths, idToTreePath, pageNumberOf, pagePath } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import type { SyncRecord } from '../ports/records.ts';
import { pagesAtOnce, walkPages } from './page-walk.ts';
import type { PageHarvest } from './page-walk.ts';
import { textMember } from './person.ts';
import { newSyncState } from './read-outcome.ts';
import type { ReadAnswer, ReadOptions, ReadOutcome, ReadProblem, ReadRequest } from './read-outcome.ts';
import { createPageLedger } from './sync-pages.ts';
import type { VerifiedActivity } from './verified.ts';

/** First sight of an account: its newest pages (bridge-spec section 8). */
export const firstBudgetPages = 2;
/**
 * Later polls (bridge-spec section 8): 1,000 activities from any place on a page on, which touch 51 pages, and the unchanged page below
 * that ends the walk.
 */
export const pollBudgetPages = 52;
/** Objects that a run fetches one by one, because their activity only names them. */
const maxNamedObjects = 64;
const pageItems = 20;

/**
 * The consumer algorithm of bridge-spec section 8 without any I/O: asks for files, is given bytes, answers what they come to. Reads the
 * outbox and, when it is newer than the one seen, its pages from the newest down to an unchanged one. Everything is verified; nothing
 * that a source says can make it forget or go back. Throws only for bugs.
 */
export async function* pollAccount(options: ReadOptions): AsyncGenerator<ReadRequest, ReadOutcome, ReadAnswer> {
  const { did, verifier } = options;
  const state = stateOf(options);
  const isFirst = Object.keys(state.pages).length === 0;
  const wantsActor = isFirst || options.wantsActor === true;
  const paths = accountPaths(did);
  // The newest page is asked for along with the outbox that will name it: live posts arrive a round trip earlier.
  const wanted = [paths.outbox, wantsActor ? paths.actor : undefined, likelyNewestPath(state)];
  const [outboxBytes, ...others] = yield { paths: wanted.filter((path) => path !== undefined) };
  const actorBytes = wantsActor ? others[0] : undefined;
  const checked = outboxBytes === undefined ? undefined : await checkDocument(outboxBytes, did, verifier, 'outbox');
  if (checked?.ok !== true) {
    const reason = checked === undefined ? 'not had' : `${checked.error.type}: ${checked.error.detail}`;
    const type = checked === undefined ? 'missing' : 'invalid';
    return failed(options, state, type, { path: paths.outbox, type, reason });
  }
  const { totalItems, updated, first } = checked.value.value;
  const updatedMs = Date.parse(updated);
  // Nothing is older than nothing: not even an outbox that is dated before 1970.
  const knownMs = state.lastReadMs === 0 ? Number.NEGATIVE_INFINITY : state.outboxUpdatedMs;
  if (updatedMs < knownMs) return failed(options, state, 'stale', undefined);

  const harvest = startHarvest(options, state, isFirst ? firstBudgetPages : pollBudgetPages);
  // Two devices may publish within the same second: then the longer one is news too.
  const isNewer = updatedMs > knownMs || (updatedMs === knownMs && totalItems > state.totalItems);
  const holes = harvest.ledger.holes;
  if (isNewer) {
    const from = pageNumberOf(first) ?? 0;
    const expected = Math.ceil(Math.max(0, totalItems - state.totalItems) / pageItems) + 1;
    yield* walkPages({ did, verifier, from, firstBatch: expected }, harvest);
  }
  yield* walkAll(options, harvest, holes);
  yield* fetchNamedObjects(options, harvest);
  const actor = wantsActor ? await checkActor(options, harvest, actorBytes) : yield* readActorAfterGap(options, harvest);
  // A host that is not atomic may show a new outbox over an old newest page: then the same outbox must be looked at again.
  const newestUpTo = harvest.ledger.counts(pageNumberOf(first) ?? 0)?.upTo;
  const isCaughtUp = !isNewer || newestUpTo === undefined || newestUpTo >= totalItems;
  if (!isCaughtUp) harvest.problems.push({ path: idToTreePath(first) ?? '', type: 'missing', reason: 'older than the outbox' });
  const type = isNewer || holes.length > 0 || actor !== undefined ? 'read' : 'unchanged';
  return finish(options, isCaughtUp ? { ...state, totalItems, outboxUpdatedMs: updatedMs } : state, harvest, actor, type);
}

/**
 * Where the next activity of a known account most likely goes: onto the newest page, or the one after it when that is full. Only a
 * guess, for fetching: what the outbox says decides, and asking again for what is here already costs nothing.
 */
function likelyNewestPath({ did, pages, totalItems }: SyncRecord): string | undefined {
  const newest = newestPage({ pages });
  if (newest < 0) return undefined;
  return pagePath(did, totalItems % pageItems === 0 ? newest + 1 : newest);
}

/** Highest page number that was processed; -1 before any was. */
const newestPage = ({ pages }: Pick<SyncRecord, 'pages'>): number => Math.max(-1, ...Object.keys(pages).map(Number));

/**
 * Reads on in what earlier runs left: pages that could not be had, then the newest gap, downwards, within the budget. `unchanged` when
 * there is nothing left. Does not look for news.
 */
export async function* readOlder(options: ReadOptions): AsyncGenerator<ReadRequest, ReadOutcome, ReadAnswer> {
  const state = stateOf(options);
  const harvest = startHarvest(options, state, pollBudgetPages);
  const starts = [...new Set([...harvest.ledger.holes, ...harvest.ledger.gaps])].toSorted((left, right) => right - left);
  if (starts.length === 0) return finish(options, state, harvest, undefined, 'unchanged');
  yield* walkAll(options, harvest, starts);
  yield* fetchNamedObjects(options, harvest);
  return finish(options, state, harvest, undefined, 'read');
}

const stateOf = ({ did, state }: ReadOptions): SyncRecord => state ?? newSyncState(did, didToIpnsName(did));

function startHarvest(options: ReadOptions, state: SyncRecord, defaultBudgetPages: number): PageHarvest {
  const budgetPages = Math.max(1, options.budgetPages ?? defaultBudgetPages);
  return { ledger: createPageLedger(state), byPage: new Map(), problems: [], refused: 0, budgetPages };
}

/** Walks down from each start that this run has not come to yet. */
async function* walkAll(
  options: ReadOptions,
  harvest: PageHarvest,
  starts: readonly number[],
): AsyncGenerator<ReadRequest, void, ReadAnswer> {
  const { did, verifier } = options;
  for (const from of starts) {
    if (harvest.budgetPages <= 0) return;
    const wasTried = harvest.problems.some((problem) => pageNumberOf(problem.path) === from);
    if (harvest.byPage.has(from) || wasTried) continue;
    const firstBatch = harvest.ledger.proof(from - 1) === undefined ? pagesAtOnce : 2;
    yield* walkPages({ did, verifier, from, firstBatch }, harvest);
  }
}

/** Create and Update may name an object without carrying it (or its proof): then its file decides. */
async function* fetchNamedObjects(options: ReadOptions, harvest: PageHarvest): AsyncGenerator<ReadRequest, void, ReadAnswer> {
  const wanted = new Map<string, string>();
  for (const activities of harvest.byPage.values()) {
    for (const activity of activities) {
      const path = namedObjectPath(activity);
      if (path !== undefined && wanted.size < maxNamedObjects) wanted.set(activity.id, path);
    }
  }
  if (wanted.size === 0) return;
  const paths = [...new Set(wanted.values())];
  const answer = yield { paths };
  const objects = new Map<string, JsonObject>();
  const missing = new Set<string>();
  for (const [index, path] of paths.entries()) {
    const bytes = answer[index];
    const checked = bytes === undefined ? undefined : await checkDocument(bytes, options.did, options.verifier, 'object');
    if (checked?.ok === true && idToTreePath(checked.value.value.id) === path) objects.set(path, checked.value.document);
    else {
      if (checked === undefined) missing.add(path);
      else harvest.refused++;
      const type = checked === undefined ? 'missing' : 'invalid';
      harvest.problems.push({ path, type, reason: 'an activity only names this object' });
    }
  }
  for (const [page, activities] of harvest.byPage) {
    const completed = activities.map((activity) => {
      const object = objects.get(wanted.get(activity.id) ?? '');
      return object === undefined ? activity : { ...activity, object };
    });
    harvest.byPage.set(page, completed);
    if (activities.some((activity) => missing.has(wanted.get(activity.id) ?? ''))) harvest.ledger.reopen(page);
  }
}

function namedObjectPath({ type, object, activity }: VerifiedActivity): string | undefined {
  if ((type !== 'Create' && type !== 'Update') || object !== undefined) return undefined;
  const named = activity['object'];
  if (typeof named === 'string') return idToTreePath(named);
  return typeof named === 'object' && !Array.isArray(named)
    ? idToTreePath(textMember(named as JsonObject, 'id') ?? '')
    : undefined;
}

/** Changes of the actor come by an Update; one that lies in a gap left just now would be missed. */
async function* readActorAfterGap(
  options: ReadOptions,
  harvest: PageHarvest,
): AsyncGenerator<ReadRequest, JsonObject | undefined, ReadAnswer> {
  const known = options.state?.gaps ?? [];
  if (harvest.ledger.gaps.every((gap) => known.includes(gap))) return undefined;
  const [bytes] = yield { paths: [accountPaths(options.did).actor] };
  return checkActor(options, harvest, bytes);
}

async function checkActor(
  options: ReadOptions,
  harvest: PageHarvest,
  bytes: Uint8Array | undefined,
): Promise<JsonObject | undefined> {
  const path = accountPaths(options.did).actor;
  if (bytes === undefined) {
    harvest.problems.push({ path, type: 'missing', reason: 'not had' });
    return undefined;
  }
  const checked = await checkDocument(bytes, options.did, options.verifier, 'actor');
  if (checked.ok) return checked.value.document;
  harvest.refused++;
  harvest.problems.push({ path, type: 'invalid', reason: `${checked.error.type}: ${checked.error.detail}` });
  return undefined;
}

function failed(
  options: ReadOptions,
  state: SyncRecord,
  type: 'stale' | 'missing' | 'invalid',
  problem: ReadProblem | undefined,
): ReadOutcome {
  const refused = type === 'invalid' ? 1 : 0;
  return {
    type,
    activities: [],
    problems: problem === undefined ? [] : [problem],
    refused,
    state: {
      ...state,
      lastTriedMs: options.nowMs,
      refused: state.refused + refused,
      ...(type !== 'stale' && { state: type === 'invalid' ? 'invalid' : 'unreachable' }),
      ...(problem !== undefined && { reason: problem.reason }),
    },
  };
}

function finish(
  options: ReadOptions,
  state: SyncRecord,
  harvest: PageHarvest,
  actor: JsonObject | undefined,
  type: 'read' | 'unchanged',
): ReadOutcome {
  const { reason: _, holes: _holes, ...rest } = state;
  const pages = [...harvest.byPage.keys()].toSorted((left, right) => left - right);
  const isPartial = harvest.problems.length > 0;
  return {
    type: isPartial ? 'partial' : type,
    activities: pages.flatMap((page) => harvest.byPage.get(page) ?? []),
    ...(actor !== undefined && { actor }),
    problems: harvest.problems,
    refused: harvest.refused,
    state: {
      ...rest,
      ...harvest.ledger.snapshot(),
      ...(options.root !== undefined && { root: options.root }),
      refused: state.refused + harvest.refused,
      lastTriedMs: options.nowMs,
      lastReadMs: options.nowMs,
      state: isPartial ? 'reading' : 'current',
      ...(isPartial && { reason: harvest.problems[0]?.reason }),
    },
  };
}
