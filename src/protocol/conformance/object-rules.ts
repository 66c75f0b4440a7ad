import type { JsonObject } from '../json.ts';
import { accountId, idToTreePath } from '../identity/paths.ts';
import { textOf } from '../tree/documents.ts';
import { canonicalize } from '../proof/canonical-json.ts';
import type { CheckContext, ObjectVersion } from './check-context.ts';
import { checkFile } from './check-file.ts';
import type { ObjectLedger } from './object-ledger.ts';
import { versionIn } from './object-ledger.ts';
import { forEachAtOnce } from './tree-source.ts';

const forbidden = ['source', 'bto', 'bcc', 'diaspora:guid'] as const;

/** What bridge-spec section 6 asks of an object beyond what every reader checks. */
export function checkObjectRules(context: CheckContext, where: string, object: JsonObject): void {
  for (const member of forbidden) {
    if (object[member] !== undefined) context.findings.add('object-forbidden', where, `has ${member}`);
  }
  const updated = textOf(object, 'updated');
  if (updated !== undefined && updated < (textOf(object, 'published') ?? ''))
    context.findings.add('object-updated', where, `updated ${updated} is before published`);
}

/** How many files of objects were looked at. */
export interface ObjectFilesChecked {
  readonly checked: number;
  readonly total: number;
}

/**
 * The file of every object that a page carries: there, genuine, and with the same bytes (bridge-spec section 6). `isWhole`: the
 * outbox was read to its end, so that what it does not say was never said.
 */
export async function checkObjectFiles(
  context: CheckContext,
  objects: ObjectLedger,
  limit: number,
  isWhole: boolean,
): Promise<ObjectFilesChecked> {
  const versions = objects.newest();
  const wanted = versions.slice(0, limit);
  const { did, findings } = context;
  for (const id of [...objects.deleted].slice(0, limit)) {
    const path = objects.has(id) || id === accountId(did, 'actor') ? undefined : idToTreePath(id);
    const file = path === undefined ? undefined : await checkFile(context, path, 'object', 'tombstone-file');
    if (path !== undefined && file !== undefined && file.value.type !== 'Tombstone')
      findings.add('tombstone-file', path, `still a ${file.value.type}`);
  }
  let checked = 0;
  await forEachAtOnce(
    wanted,
    context.source.atOnce,
    () => context.isOver(),
    async (version) => {
      await checkObjectFile(context, version, objects, isWhole);
      checked++;
    },
  );
  return { checked, total: versions.length };
}

async function checkObjectFile(
  context: CheckContext,
  version: ObjectVersion,
  objects: ObjectLedger,
  isWhole: boolean,
): Promise<void> {
  const { findings } = context;
  const path = idToTreePath(version.id);
  if (path === undefined) return;
  const file = await checkFile(context, path, 'object', 'object-file');
  const stored = file === undefined ? undefined : versionIn(file.document);
  if (file === undefined || stored === undefined) return;
  checkObjectRules(context, path, file.document);
  if (objects.isDeleted(version.id) && stored.type !== 'Tombstone') {
    findings.add('tombstone-file', path, `still a ${stored.type}`);
    return;
  }
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
  const newer = stored.version > version.version ? 'newer' : stored.version < version.version ? 'older' : 'of the same date';
  findings.add('object-bytes', path, `differs from what the outbox carries (the file is ${newer})`);
}
