import type { JsonObject } from '../json.ts';
import { canonicalId } from '../identity/ids.ts';
import { accountId, idToTreePath } from '../identity/paths.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { textOf } from '../tree/documents.ts';
import { canonicalize } from '../proof/canonical-json.ts';
import type { CheckContext, ObjectVersion } from './check-context.ts';
import { checkFile } from './check-file.ts';
import type { ObjectLedger } from './object-ledger.ts';
import { versionIn } from './object-ledger.ts';
import { forEachAtOnce } from './tree-source.ts';

const forbidden = ['source', 'bto', 'bcc', 'shares', 'likes'] as const;
/** All that a Tombstone has (bridge-spec section 6.3). */
const tombstoneMembers = new Set(['@context', 'attributedTo', 'deleted', 'formerType', 'id', 'proof', 'published', 'type']);

/** What bridge-spec section 6 asks of an object beyond what every reader checks. */
export function checkObjectRules(context: CheckContext, where: string, object: JsonObject): void {
  if (object['type'] === 'Tombstone') {
    const kept = Object.keys(object).filter((member) => !tombstoneMembers.has(member));
    if (kept.length > 0) context.findings.add('tombstone-members', where, `has ${kept.join(', ')}`);
    return;
  }
  for (const member of forbidden) {
    if (object[member] !== undefined) context.findings.add('object-forbidden', where, `has ${member}`);
  }
  const updated = textOf(object, 'updated');
  if (updated !== undefined && updated < (textOf(object, 'published') ?? ''))
    context.findings.add('object-updated', where, `updated ${updated} is before published`);
  const { contentMap, content } = object;
  if (isJsonObject(contentMap) && !Object.values(contentMap).some((text) => text === content))
    context.findings.add('object-language', where, `contentMap has ${Object.keys(contentMap).join(', ')}`);
}

/** How much of the outbox is known. */
export interface Seen {
  /** It was read to its end: what it does not say was never said. */
  readonly isWhole: boolean;
  /** Nothing was missing or refused among the newest pages, as far as they were read. */
  readonly isUnbroken: boolean;
}

/** How many files of objects were looked at. */
export interface ObjectFilesChecked {
  readonly checked: number;
  readonly total: number;
}

/**
 * The file of every object that a page carries: there, genuine, and with the same bytes (bridge-spec section 6).
 */
export async function checkObjectFiles(
  context: CheckContext,
  objects: ObjectLedger,
  limit: number,
  seen: Seen,
): Promise<ObjectFilesChecked> {
  const versions = objects.newest();
  const wanted = versions.slice(0, limit);
  await checkUncarried(context, objects, limit);
  let checked = 0;
  await forEachAtOnce(
    wanted,
    context.source.atOnce,
    () => context.isOver(),
    async (version) => {
      await checkObjectFile(context, version, objects, seen);
      checked++;
    },
  );
  return { checked, total: versions.length };
}

/** Files of what activities name without carrying it: deleted before this outbox began to carry it, or never carried. */
async function checkUncarried(context: CheckContext, objects: ObjectLedger, limit: number): Promise<void> {
  const { did, findings } = context;
  for (const id of [...objects.deleted.keys(), ...objects.named].slice(0, limit)) {
    const path = objects.has(id) || id === accountId(did, 'actor') ? undefined : idToTreePath(id);
    if (path === undefined) continue;
    const isDeleted = objects.isDeleted(id);
    const file = await checkFile(context, path, 'object', isDeleted ? 'tombstone-file' : 'object-file');
    if (file === undefined) continue;
    checkObjectRules(context, path, file.document);
    if (isDeleted && file.value.type !== 'Tombstone') findings.add('tombstone-file', path, `still a ${file.value.type}`);
    checkDeletedDate(context, path, file.document, objects);
  }
}

function checkDeletedDate(context: CheckContext, path: string, file: JsonObject, objects: ObjectLedger): void {
  const id = canonicalId(textOf(file, 'id') ?? '');
  const deleted = id === undefined ? undefined : objects.deleted.get(id);
  if (file['type'] === 'Tombstone' && deleted !== undefined && file['deleted'] !== deleted)
    context.findings.add('tombstone-date', path, `deleted ${String(file['deleted'])}, the Delete is of ${deleted}`);
}

async function checkObjectFile(
  context: CheckContext,
  version: ObjectVersion,
  objects: ObjectLedger,
  { isWhole, isUnbroken }: Seen,
): Promise<void> {
  const { findings } = context;
  const path = idToTreePath(version.id);
  if (path === undefined) return;
  const file = await checkFile(context, path, 'object', objects.isDeleted(version.id) ? 'tombstone-file' : 'object-file');
  const stored = file === undefined ? undefined : versionIn(file.document);
  if (file === undefined || stored === undefined) return;
  checkObjectRules(context, path, file.document);
  if (objects.isDeleted(version.id) && stored.type !== 'Tombstone') {
    findings.add('tombstone-file', path, `still a ${stored.type}`);
    return;
  }
  checkDeletedDate(context, path, file.document, objects);
  if (stored.type === 'Tombstone') {
    if (version.type !== 'Tombstone' && !objects.isDeleted(version.id))
      findings.add('tombstone-page', path, 'deleted, but pages still carry the object');
    if (isWhole && !objects.isDeleted(version.id)) findings.add('tombstone-delete', path, 'no Delete in the outbox');
  }
  if (canonicalize(file.document) === version.text || stored.type === 'Tombstone') {
    if (version.type === 'Tombstone' && canonicalize(file.document) !== version.text)
      findings.add('object-bytes', path, 'another Tombstone than in the pages');
    return;
  }
  // A version that was on a page which cannot be read is no difference.
  if (!isUnbroken && stored.version > version.version) return;
  const newer = stored.version > version.version ? 'newer' : stored.version < version.version ? 'older' : 'of the same date';
  findings.add('object-bytes', path, `differs from what the outbox carries (the file is ${newer})`);
}
