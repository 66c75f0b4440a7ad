import { publicAudience } from '../activity-streams/contexts.ts';
import { checkDocument } from '../activity-streams/check.ts';
import type { CheckError, Checked, DocumentKind } from '../activity-streams/checked.ts';
import { idToTreePath } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import { actorByteLimit, documentByteLimit, readSigned } from '../proof/signed-json.ts';
import type { SignedSource } from '../proof/signed-source.ts';
import type { CheckContext } from './check-context.ts';
import type { RuleId } from './rules.ts';
import { checkContextTerms } from './context-rules.ts';
import { checkWrittenIds } from './written-ids.ts';

/** bridge-spec section 3: documents should not be larger, bytes. */
const adviceBytes = 256 * 1024;

const membersRule: Readonly<Record<DocumentKind, RuleId>> = {
  actor: 'actor-members',
  outbox: 'outbox-members',
  page: 'page-members',
  collection: 'collection-members',
  activity: 'activity-members',
  object: 'object-members',
};
const memberRules: Readonly<Record<string, RuleId>> = {
  '@context': 'context',
  proof: 'proof-shape',
  published: 'date',
  updated: 'date',
  deleted: 'date',
  to: 'audience',
  cc: 'audience',
};

/** Which rule an error of the reader's own check functions stands for. */
export function ruleOf(error: CheckError, kind: DocumentKind): RuleId {
  switch (error.type) {
    case 'too-large':
      return 'json-limits';
    case 'not-json':
      return 'json-syntax';
    case 'not-canonical':
      return 'json-canonical';
    case 'forbidden-value':
      return 'json-values';
    case 'wrong-owner':
      return 'owner';
    case 'wrong-place':
      return kind === 'page' && error.detail.startsWith('page 0 has') ? 'page-total' : 'id-place';
    case 'bad-proof':
      return 'proof';
    case 'bad-schema': {
      const member = /^([^.:]*)/.exec(error.detail)?.[1] ?? '';
      if (error.detail.includes('neither public nor unlisted')) return 'audience';
      if (kind === 'activity' && member === 'type') return 'activity-type';
      if (kind === 'page' && member === 'orderedItems') return 'page-items';
      if (kind === 'page' && error.detail.includes('totalItems')) return 'page-total';
      return memberRules[member] ?? membersRule[kind];
    }
  }
}

/** The bytes at a tree path; what is wrong with having them is noted. `missing`: the rule for a file that is not there. */
export async function readBytes(
  context: CheckContext,
  path: string,
  missing: RuleId | undefined,
  limitBytes = documentByteLimit,
): Promise<Uint8Array | undefined> {
  const { source, findings } = context;
  const read = await source.read(path, limitBytes);
  switch (read.type) {
    case 'found':
      context.took(read.bytes.length);
      return read.bytes;
    case 'missing':
      if (missing !== undefined) findings.add(missing, path, 'not there');
      return undefined;
    case 'elsewhere':
      context.elsewhere.add(path);
      return undefined;
    case 'too-large':
      findings.add('json-limits', path, `more than ${limitBytes} bytes`);
      return undefined;
    case 'failed':
      findings.add('file-unreadable', path, read.reason);
      return undefined;
  }
}

/** As a reader takes in a file's bytes: limits and canonical form (bridge-spec section 3.1). */
export function readSource(context: CheckContext, path: string, bytes: Uint8Array, kind: DocumentKind): SignedSource | undefined {
  if (bytes.length > adviceBytes && kind !== 'page') context.findings.add('json-large', path, `${bytes.length} bytes`);
  const read = readSigned(bytes, { maximumBytes: kind === 'actor' ? actorByteLimit : documentByteLimit });
  if (read.ok) return read.value;
  context.findings.add(ruleOf(read.error, kind), path, read.error.detail);
  return undefined;
}

/** A document in its place: there, and as `checkBytes` says. Undefined when a reader would refuse it. */
export async function checkFile<Kind extends DocumentKind>(
  context: CheckContext,
  path: string,
  kind: Kind,
  missing: RuleId | undefined,
): Promise<Checked<Kind> | undefined> {
  const bytes = await readBytes(context, path, missing);
  return bytes === undefined ? undefined : checkBytes(context, path, kind, bytes);
}

/** Form, shape, owner, proof, ids and dates of the document at a path. Undefined when a reader would refuse it. */
export async function checkBytes<Kind extends DocumentKind>(
  context: CheckContext,
  path: string,
  kind: Kind,
  bytes: Uint8Array,
): Promise<Checked<Kind> | undefined> {
  const source = readSource(context, path, bytes, kind);
  if (source === undefined) return undefined;
  const checked = await checkDocument(source, context.did, context.verifier, kind);
  if (!checked.ok) {
    context.findings.add(ruleOf(checked.error, kind), path, checked.error.detail);
    return undefined;
  }
  checkPlace(context, path, checked.value.document);
  checkDates(context, path, checked.value.document);
  if (kind === 'outbox' || kind === 'collection') checkForEverybody(context, path, checked.value.document);
  return checked.value;
}

/** Id and file belong together (bridge-spec section 2). */
export function checkPlace(context: CheckContext, path: string, document: JsonObject): void {
  checkWrittenIds(context, path, document);
  checkContextTerms(context, path, document);
  const { id } = document;
  if (typeof id !== 'string' || idToTreePath(id) !== path) context.findings.add('id-place', path, `has the id ${String(id)}`);
}

/** Outbox, pages and collections are for everybody, and say nothing else (bridge-spec section 5). */
export function checkForEverybody(context: CheckContext, path: string, { to }: JsonObject): void {
  if (JSON.stringify(to) !== JSON.stringify([publicAudience]))
    context.findings.add('audience', path, `to is ${JSON.stringify(to)}`);
}

const skewMs = 10 * 60_000;

/** Dates that were reached already, give or take a clock's error of ten minutes. */
export function checkDates(context: CheckContext, file: string, document: JsonObject): void {
  for (const member of ['published', 'updated', 'deleted'] as const) {
    const value = document[member];
    if (typeof value === 'string' && Date.parse(value) > context.nowMs + skewMs)
      context.findings.add('date-future', file, `${member} is ${value}`);
  }
}
