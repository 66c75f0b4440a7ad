import type { Did } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import type { Verifier } from '../ports/crypto.ts';
import { verifyDocuments } from '../proof/proof.ts';
import { actorByteLimit, documentByteLimit, isJsonObject, readSigned } from '../proof/signed-json.ts';
import type { SignedSource } from '../proof/signed-source.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { CheckError, Checked, CheckedActivity, CheckedPage, DocumentKind } from './checked.ts';
import { inspect, kindOf } from './inspect.ts';

export type { CheckError, Checked, CheckedActivity, CheckedPage, DocumentKind, DocumentKinds } from './checked.ts';

/**
 * bridge-spec section 8, `check`: limits, exactly one proof, DID of id = DID of proof = DID of owner = `account`, right place in the
 * tree, valid signature. For a page only the page itself; see `checkPage`. Takes bytes, which must be canonical, or what `readSigned`
 * made of them. Without `kind`, the document's own type decides what it is checked as.
 */
export async function checkDocument<Kind extends DocumentKind = DocumentKind>(
  source: Uint8Array | SignedSource,
  account: Did,
  verifier: Verifier,
  kind?: Kind,
): Promise<Result<Checked<Kind>, CheckError>> {
  const read = readSource(source, kind);
  if (!read.ok) return read;
  const { document } = read.value;
  const wanted = kind ?? (kindOf(document) as Kind | undefined);
  if (wanted === undefined) return err({ type: 'bad-schema', detail: 'unknown type' });
  const inspected = inspect(document, account, wanted);
  if (!inspected.ok) return inspected;
  const [valid] = await verifyDocuments([document], account, verifier, read.value);
  return valid === true ? inspected : err(badProof);
}

/** An activity with the object that it embeds; both must hold. */
export async function checkActivity(
  source: Uint8Array | SignedSource,
  account: Did,
  verifier: Verifier,
): Promise<Result<CheckedActivity, CheckError>> {
  const read = readSource(source, 'activity');
  if (!read.ok) return read;
  const [checked] = await checkActivities([read.value.document], account, verifier, read.value);
  return checked ?? err({ type: 'bad-schema', detail: 'no activity' });
}

/** A page with all that it carries: proofs of page, activities and objects are verified side by side, in one batch. */
export async function checkPage(
  source: Uint8Array | SignedSource,
  account: Did,
  verifier: Verifier,
): Promise<Result<CheckedPage, CheckError>> {
  const read = readSource(source, 'page');
  if (!read.ok) return read;
  const page = inspect(read.value.document, account, 'page');
  if (!page.ok) return page;
  const [[valid], activities] = await Promise.all([
    verifyDocuments([page.value.document], account, verifier, read.value),
    checkActivities(page.value.value.orderedItems, account, verifier, read.value),
  ]);
  return valid === true ? ok({ ...page.value, activities }) : err(badProof);
}

const badProof: CheckError = { type: 'bad-proof', detail: 'no valid proof by this account' };

async function checkActivities(
  items: readonly unknown[],
  account: Did,
  verifier: Verifier,
  source: SignedSource,
): Promise<Result<CheckedActivity, CheckError>[]> {
  const inspected: Result<CheckedActivity, CheckError>[] = [];
  for (const item of items) {
    await verifier.pause?.();
    inspected.push(inspectActivity(item, account));
  }
  const documents = inspected.flatMap((result) => (result.ok ? documentsOf(result.value) : []));
  const verdicts = (await verifyDocuments(documents, account, verifier, source)).values();
  return inspected.map((result) => {
    if (!result.ok) return result;
    const valid = documentsOf(result.value).map(() => verdicts.next().value === true);
    return valid.every(Boolean) ? result : err(badProof);
  });
}

function inspectActivity(item: unknown, account: Did): Result<CheckedActivity, CheckError> {
  const activity = inspect(item as JsonObject, account, 'activity');
  if (!activity.ok) return activity;
  const { object } = activity.value.document;
  // Named only, or without own proof: then its file decides, not this activity.
  if (!isJsonObject(object) || object['proof'] === undefined) return activity;
  const kind = kindOf(object);
  if (kind !== 'object' && kind !== 'actor') return err({ type: 'bad-schema', detail: 'carries what is no object' });
  const inspected = inspect(object, account, kind);
  return inspected.ok ? ok({ ...activity.value, object: inspected.value as Checked<'object'> | Checked<'actor'> }) : inspected;
}

const documentsOf = (activity: CheckedActivity): JsonObject[] =>
  activity.object === undefined ? [activity.document] : [activity.document, activity.object.document];

function readSource(source: Uint8Array | SignedSource, kind: DocumentKind | undefined): Result<SignedSource, CheckError> {
  if (!(source instanceof Uint8Array)) return ok(source);
  return readSigned(source, { maximumBytes: kind === 'actor' ? actorByteLimit : documentByteLimit });
}
