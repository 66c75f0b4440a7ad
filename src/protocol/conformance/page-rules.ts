import { checkPage } from '../activity-streams/check.ts';
import type { CheckedActivity, CheckedPage } from '../activity-streams/checked.ts';
import type { CanonicalId } from '../brand.ts';
import { accountId } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { objectIdOf, textOf } from '../tree/documents.ts';
import { activityId } from '../tree/outbox-draft.ts';
import type { CheckContext } from './check-context.ts';
import { checkDates, checkForEverybody, checkPlace, readSource, ruleOf } from './check-file.ts';
import type { ObjectLedger } from './object-ledger.ts';
import { checkObjectRules } from './object-rules.ts';
import { checkContextTerms } from './context-rules.ts';
import { checkWrittenIds } from './written-ids.ts';

/** bridge-spec section 5.2: largest page, and where a publisher should begin the next one; bytes. */
const maximumPageBytes = 512 * 1024;
const sealedPageBytes = 56 * 1024;

/** What walking the pages gathers. */
export interface OutboxLedger {
  readonly objects: ObjectLedger;
  /** Ids of activities, each with the page it stands on. */
  readonly activities: Map<CanonicalId, string>;
  /** Newest `updated` of the actor that an Update carries. */
  actorUpdated: string;
  /** Activities that readers take. */
  accepted: number;
  /** Activities that readers refuse. */
  refused: number;
  /** What totalItems of the next page must be; undefined after a page that could not be read. */
  expectedTotal: number | undefined;
  /** `published` and id of the oldest activity of the page above. */
  above: { readonly published: string; readonly id: string } | undefined;
}

/** One page with everything on it (bridge-spec section 5); undefined when a reader would refuse the page itself. */
export async function checkPageFile(
  context: CheckContext,
  path: string,
  bytes: Uint8Array,
  ledger: OutboxLedger,
): Promise<CheckedPage | undefined> {
  const { findings } = context;
  if (bytes.length > maximumPageBytes) findings.add('page-bytes', path, `${bytes.length} bytes`);
  const source = readSource(context, path, bytes, 'page');
  if (source === undefined) return undefined;
  const checked = await checkPage(source, context.did, context.verifier);
  if (!checked.ok) {
    findings.add(ruleOf(checked.error, 'page'), path, checked.error.detail);
    return undefined;
  }
  const { document, activities } = checked.value;
  if (bytes.length > sealedPageBytes && activities.length > 1)
    findings.add('page-large', path, `${bytes.length} bytes, ${activities.length} activities`);
  checkPlace(context, path, document);
  checkPageTotal(context, path, checked.value, ledger);
  checkForEverybody(context, path, document);
  for (const member of ['prev', 'updated'])
    if (document[member] !== undefined) findings.add('page-members', path, `has ${member}`);
  for (const [index, result] of activities.entries()) {
    const item = checked.value.value.orderedItems[index];
    const name = isJsonObject(item as JsonObject) ? (textOf(item as JsonObject, 'id') ?? '') : '';
    const where = `${path}#${name.slice(name.indexOf('#') + 1) || index}`;
    if (result.ok) {
      ledger.accepted++;
      checkActivityRules(context, where, path, result.value, ledger);
    } else {
      ledger.refused++;
      findings.add(ruleOf(result.error, 'activity'), where, result.error.detail);
    }
  }
  checkOrder(context, path, checked.value, ledger);
  return checked.value;
}

function checkActivityRules(
  context: CheckContext,
  where: string,
  page: string,
  { document, value, object }: CheckedActivity,
  ledger: OutboxLedger,
): void {
  const { findings, did } = context;
  const id = activityId(document);
  if (id !== undefined) {
    const other = ledger.activities.get(id);
    if (other !== undefined) findings.add('activity-unique', where, `also on ${other}`);
    else ledger.activities.set(id, page);
  }
  checkWrittenIds(context, where, document);
  checkContextTerms(context, where, document);
  checkDates(context, where, document);
  const target = objectIdOf(document);
  if (value.type === 'Delete' && target !== undefined) ledger.objects.deletes(target, value.published);
  if (value.type !== 'Create' && value.type !== 'Update') {
    if (typeof document['object'] !== 'string') findings.add('activity-members', where, 'object is no bare id');
    return;
  }
  if (object === undefined) {
    findings.add('object-embedded', where, 'the object is only named, or has no proof');
    if (target !== undefined) ledger.objects.names(target);
    return;
  }
  if (target === accountId(did, 'actor')) {
    const updated = textOf(object.document, 'updated') ?? '';
    if (updated > ledger.actorUpdated) ledger.actorUpdated = updated;
    return;
  }
  checkObjectRules(context, where, object.document);
  ledger.objects.carries(object.document, where, value.published);
}

/** A page that says less than the one above leaves room for is an older copy of itself (bridge-spec section 5.2). */
function checkPageTotal(context: CheckContext, path: string, { value }: CheckedPage, ledger: OutboxLedger): void {
  const { totalItems, orderedItems } = value;
  if (ledger.expectedTotal !== undefined && totalItems !== ledger.expectedTotal)
    context.findings.add('page-total', path, `totalItems is ${totalItems}, what is above leaves ${ledger.expectedTotal}`);
  ledger.expectedTotal = totalItems - orderedItems.length;
}

/**
 * Newest first. Two devices that met, or an undo time, leave single activities above newer ones; a page that is mostly the other
 * way round was written so.
 */
function checkOrder(context: CheckContext, path: string, { activities }: CheckedPage, ledger: OutboxLedger): void {
  const listed = activities.flatMap((result) =>
    result.ok ? [{ published: result.value.value.published, id: result.value.value.id }] : [],
  );
  let inverted = 0;
  for (const [index, item] of listed.entries()) {
    const below = listed[index + 1];
    if (below !== undefined && below.published > item.published) inverted++;
  }
  if (listed.length >= 3 && inverted * 2 > listed.length - 1)
    context.findings.add('page-order', path, `${inverted} of ${listed.length} activities stand above a newer one`);
  else if (inverted > 0) context.findings.add('activity-order', path, `${inverted} of them on this page`);
  const newest = listed[0];
  if (newest !== undefined && ledger.above !== undefined && newest.published > ledger.above.published)
    context.findings.add('activity-order', path, `newer than ${ledger.above.id} on the page above`);
  ledger.above = listed.at(-1) ?? ledger.above;
}
