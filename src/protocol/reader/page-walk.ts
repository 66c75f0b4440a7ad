import { checkPage } from '../activity-streams/check.ts';
import type { CheckError, CheckedPage } from '../activity-streams/check.ts';
import type { Did } from '../brand.ts';
import { pageNumberOf, pagePath } from '../identity/paths.ts';
import type { Verifier } from '../ports/crypto.ts';
import { isJsonObject, readSigned } from '../proof/signed-json.ts';
import type { SignedSource } from '../proof/signed-source.ts';
import type { Result } from '../result.ts';
import { textMember } from './person.ts';
import type { ReadAnswer, ReadProblem, ReadRequest } from './read-outcome.ts';
import type { PageLedger } from './sync-pages.ts';
import { toVerified } from './verified.ts';
import type { VerifiedActivity } from './verified.ts';

/**
 * Pages asked for at once: enough to fill a connection, few enough to hold in memory (1 MiB each at worst, and as many of the batches
 * before and after).
 */
export const pagesAtOnce = 16;

/** What a run has read so far. */
export interface PageHarvest {
  readonly ledger: PageLedger;
  readonly byPage: Map<number, readonly VerifiedActivity[]>;
  readonly problems: ReadProblem[];
  refused: number;
  budgetPages: number;
}

export interface PageWalk {
  readonly did: Did;
  readonly verifier: Verifier;
  readonly from: number;
  /** Pages in the first request. */
  readonly firstBatch: number;
}

type Verdict = { readonly page: number; readonly proofValue: string; readonly checked: Result<CheckedPage, CheckError> };

/**
 * Walks down from a page (bridge-spec section 8): stops at the first page that is unchanged, at the start of a gap that is left for
 * later, at page 0, or when the budget is spent, which starts a gap. A page that is missing or invalid becomes a hole and does not end
 * the walk, unless nothing below it was had either. While a batch is being verified the next one is already asked for, and the one
 * after it announced.
 */
export async function* walkPages(walk: PageWalk, harvest: PageHarvest): AsyncGenerator<ReadRequest, void, ReadAnswer> {
  const { ledger } = harvest;
  let verifying: Promise<readonly Verdict[]> = Promise.resolve([]);
  let next = walk.from;
  let batchSize = walk.firstBatch;
  let announced: readonly number[] | undefined;
  while (next >= 0) {
    if (next !== walk.from && ledger.gaps.includes(next)) break;
    if (harvest.budgetPages <= 0) {
      // Also when it was read before: it may have changed, and nothing above it would lead here again.
      ledger.addGap(next);
      break;
    }
    const pages = announced ?? batchOf(ledger, next, Math.min(batchSize, harvest.budgetPages, pagesAtOnce));
    announced = unknownBelow(harvest, pages);
    const ahead = announced?.map((page) => pagePath(walk.did, page));
    const answer = yield { paths: pages.map((page) => pagePath(walk.did, page)), ...(ahead !== undefined && { ahead }) };
    const { verdicts, isEnd } = sortOut(walk, harvest, pages, answer);
    keep(walk, harvest, await verifying);
    verifying = verdicts;
    harvest.budgetPages -= answer.filter((bytes) => bytes !== undefined).length;
    next = (pages.at(-1) ?? 0) - 1;
    batchSize = pagesAtOnce;
    if (isEnd) break;
  }
  keep(walk, harvest, await verifying);
  for (let page = walk.from; page > next && page >= 0; page--) reopenIfStale(walk, harvest, page);
}

/**
 * A page on which the page above counts more activities than are there is an old copy, of a cache or of a host that hides something:
 * what it has counts, but it must be read again. Otherwise the walk would stop at the page above for ever.
 */
function reopenIfStale(walk: PageWalk, harvest: PageHarvest, page: number): void {
  const [counts, above] = [harvest.ledger.counts(page), harvest.ledger.counts(page + 1)];
  if (counts === undefined || above === undefined || counts.upTo >= above.below) return;
  harvest.problems.push({ path: pagePath(walk.did, page), type: 'missing', reason: 'older than the page above it' });
  harvest.ledger.reopen(page);
}

/** Consecutive pages downwards, up to where the walk would stop anyway. */
function batchOf(ledger: PageLedger, from: number, size: number): number[] {
  const pages = [from];
  const gaps = new Set(ledger.gaps);
  for (let page = from - 1; page >= 0 && pages.length < size && !gaps.has(page); page--) pages.push(page);
  return pages;
}

/** The batch after `pages`, if the walk will come to it unless a page above is missing or unchanged. */
function unknownBelow({ ledger, budgetPages }: PageHarvest, pages: readonly number[]): readonly number[] | undefined {
  const from = (pages.at(-1) ?? 0) - 1;
  const size = Math.min(pagesAtOnce, budgetPages - pages.length);
  if (from < 0 || size <= 0 || ledger.gaps.includes(from)) return undefined;
  const below = batchOf(ledger, from, size);
  return below.some((page) => ledger.proof(page) !== undefined) ? undefined : below;
}

/**
 * Parses an answer, newest page first, and has each page verified as soon as it is parsed: the platform verifies beside the parsing of
 * the next. The walk ends at an unchanged page, or when the rest of the answer is empty.
 */
function sortOut(
  walk: PageWalk,
  harvest: PageHarvest,
  pages: readonly number[],
  answer: ReadAnswer,
): { readonly verdicts: Promise<readonly Verdict[]>; readonly isEnd: boolean } {
  const verdicts: Promise<Verdict>[] = [];
  const end = (isEnd: boolean): ReturnType<typeof sortOut> => ({ verdicts: Promise.all(verdicts), isEnd });
  for (const [index, page] of pages.entries()) {
    const bytes = answer[index];
    if (bytes === undefined) {
      addProblem(walk, harvest, page, 'missing', 'not had');
      if (pages.slice(index).every((_, rest) => answer[index + rest] === undefined)) return end(true);
      continue;
    }
    const read = readSigned(bytes);
    const proof = read.ok ? read.value.document['proof'] : undefined;
    const proofValue = isJsonObject(proof) ? textMember(proof, 'proofValue') : undefined;
    if (!read.ok || proofValue === undefined) {
      harvest.refused++;
      addProblem(walk, harvest, page, 'invalid', read.ok ? 'no proof' : read.error.detail);
      continue;
    }
    if (harvest.ledger.proof(page) === proofValue) {
      harvest.ledger.processed(page, proofValue);
      return end(true);
    }
    verdicts.push(verify(walk, page, proofValue, read.value));
  }
  return end(false);
}

async function verify(walk: PageWalk, page: number, proofValue: string, source: SignedSource): Promise<Verdict> {
  return { page, proofValue, checked: await checkPage(source, walk.did, walk.verifier) };
}

function keep(walk: PageWalk, harvest: PageHarvest, verdicts: readonly Verdict[]): void {
  for (const { page, proofValue, checked } of verdicts) {
    if (!checked.ok || pageNumberOf(checked.value.value.id) !== page) {
      harvest.refused++;
      addProblem(
        walk,
        harvest,
        page,
        'invalid',
        checked.ok ? 'another page in its place' : `${checked.error.type}: ${checked.error.detail}`,
      );
      continue;
    }
    const good = checked.value.activities.flatMap((activity) => (activity.ok ? [toVerified(activity.value)] : []));
    harvest.refused += checked.value.activities.length - good.length;
    harvest.byPage.set(page, good.toReversed());
    const { totalItems, orderedItems } = checked.value.value;
    harvest.ledger.processed(page, proofValue, { below: totalItems - orderedItems.length, upTo: totalItems });
  }
}

function addProblem(walk: PageWalk, harvest: PageHarvest, page: number, type: ReadProblem['type'], reason: string): void {
  harvest.problems.push({ path: pagePath(walk.did, page), type, reason });
  harvest.ledger.addHole(page);
}
