import type { Outbox } from '../activity-streams/collection.ts';
import type { CheckedPage } from '../activity-streams/checked.ts';
import { pageNumberOf, pagePath } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { embeddedObject } from '../tree/documents.ts';
import { rkeyOfActivity } from '../tree/outbox-draft.ts';
import type { CheckContext } from './check-context.ts';
import { readBytes } from './check-file.ts';
import type { NamedMedia } from './media-rules.ts';
import { mediaNamedBy } from './media-rules.ts';
import { createObjectLedger } from './object-ledger.ts';
import type { OutboxLedger } from './page-rules.ts';
import { checkPageFile } from './page-rules.ts';
import { noteSuccessors, type SuccessorNotes } from './successor-rules.ts';
import { entriesOf } from './walk-memory.ts';
import type { PageEntry } from './walk-memory.ts';

/** What walking an outbox came to. */
export interface OutboxWalk {
  readonly ledger: OutboxLedger;
  readonly media: readonly NamedMedia[];
  readonly pages: Readonly<Record<string, readonly PageEntry[]>>;
  readonly successors: SuccessorNotes;
  /** Record keys of activities that carry a Tombstone. */
  readonly buried: ReadonlySet<string>;
  readonly newestPage: number;
  readonly pagesRead: number;
  /** Every page was there and read. */
  readonly isWhole: boolean;
  /** Of the pages that were asked for, newest first, none was missing, and nothing on them was refused. */
  readonly isUnbroken: boolean;
}

/** Walks the pages from the newest to page 0, a batch at a time side by side, as far as the budget goes. */
export async function walkOutbox(context: CheckContext, outbox: Outbox, budgetPages: number): Promise<OutboxWalk> {
  const newestPage = pageNumberOf(outbox.first) ?? 0;
  const ledger: OutboxLedger = {
    objects: createObjectLedger(context.findings),
    activities: new Map(),
    actorUpdated: '',
    accepted: 0,
    refused: 0,
    expectedTotal: outbox.totalItems,
    above: undefined,
  };
  const media: NamedMedia[] = [];
  const pages: Record<string, PageEntry[]> = {};
  const buried = new Set<string>();
  const successors: SuccessorNotes = { named: [], statements: [] };
  let pagesRead = 0;
  let pagesAsked = 0;
  const oldest = Math.max(0, newestPage - budgetPages + 1);
  for (let from = newestPage; from >= oldest && !context.isOver(); from -= context.source.atOnce) {
    const numbers = Array.from({ length: Math.min(context.source.atOnce, from - oldest + 1) }, (_, index) => from - index);
    pagesAsked += numbers.length;
    const files = await Promise.all(numbers.map((page) => readBytes(context, pagePath(context.did, page), 'page-missing')));
    for (const [index, number] of numbers.entries()) {
      const bytes = files[index];
      const page = bytes === undefined ? undefined : await checkPageFile(context, pagePath(context.did, number), bytes, ledger);
      if (page === undefined) {
        ledger.expectedTotal = undefined;
        continue;
      }
      const path = pagePath(context.did, number);
      pagesRead++;
      pages[number] = entriesOf(page.document);
      gather(context, path, page, media, buried);
      noteSuccessors(context, path, page, successors);
      if (page.activities.length === 0 && (number > 0 || outbox.totalItems > 0))
        context.findings.add('page-empty', path, 'no activities');
    }
  }
  return {
    ledger,
    media,
    pages,
    buried,
    successors,
    newestPage,
    pagesRead,
    isWhole: pagesRead === newestPage + 1,
    isUnbroken: pagesRead === pagesAsked && ledger.refused === 0,
  };
}

function gather(context: CheckContext, path: string, page: CheckedPage, media: NamedMedia[], buried: Set<string>): void {
  for (const result of page.activities) {
    const object = result.ok ? result.value.object?.document : undefined;
    if (!result.ok || object === undefined) continue;
    media.push(...mediaNamedBy(context, path, object));
    const rkey = rkeyOfActivity(result.value.document);
    if (rkey !== undefined && isBuried(result.value.document)) buried.add(rkey);
  }
}

const isBuried = (activity: JsonObject): boolean => embeddedObject(activity)?.object['type'] === 'Tombstone';

/** totalItems against what is there (bridge-spec section 5), as far as what was read can tell. */
export function checkTotal(
  context: CheckContext,
  path: string,
  { value, document }: { value: Outbox; document: JsonObject },
  walk: OutboxWalk,
): void {
  const { findings } = context;
  const listed = walk.ledger.activities.size + walk.ledger.refused;
  const told = `totalItems is ${value.totalItems}, ${listed} were read`;
  if (value.totalItems < listed) findings.add('outbox-total', path, told);
  else if (walk.isWhole && value.totalItems > listed) findings.add('outbox-surplus', path, told);
  for (const member of ['orderedItems', 'items'])
    if (document[member] !== undefined) findings.add('outbox-members', path, `has ${member}`);
  if (isJsonObject(document['first'])) findings.add('outbox-members', path, 'first is no bare id');
}
