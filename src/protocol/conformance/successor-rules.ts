import type { CheckedPage } from '../activity-streams/checked.ts';
import type { Did } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import { accountId } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { serialize } from '../proof/proof.ts';
import { succeededBy, successionByteLimit } from '../succession/check-succession.ts';
import { embeddedObject } from '../tree/documents.ts';
import type { CheckContext } from './check-context.ts';

/** What an outbox says about successors: its own, and accounts that it goes on for. */
export interface SuccessorNotes {
  /** Actors that Updates carry: their date, and whom they name. */
  readonly named: { readonly path: string; readonly updated: string; readonly digest: string | undefined }[];
  readonly statements: { readonly path: string; readonly account: Did }[];
}

/** Notes down what one page has of it. */
export function noteSuccessors(context: CheckContext, path: string, page: CheckedPage, notes: SuccessorNotes): void {
  const { did, findings } = context;
  for (const result of page.activities) {
    if (!result.ok) continue;
    const { document } = result.value;
    const embedded = embeddedObject(document);
    if (embedded?.id === accountId(did, 'actor') && embedded.object['type'] !== 'Tombstone')
      notes.named.push({ path, ...digestIn(embedded.object) });
    const account = succeededBy(document, did);
    if (account === undefined) continue;
    notes.statements.push({ path, account });
    const { length } = serialize(document);
    if (length > successionByteLimit) findings.add('succession-bytes', path, `a statement of ${length} bytes`);
  }
}

/** bridge-spec sections 4 and 6.7, as far as what was read can tell. `actor`: the actor file, unless the account has ended. */
export function checkSuccessors(
  { findings }: CheckContext,
  path: string,
  actor: JsonObject | undefined,
  { named, statements }: SuccessorNotes,
): void {
  const own = actor === undefined ? [] : [{ path, ...digestIn(actor) }];
  let first: string | undefined;
  for (const said of [...named, ...own].toSorted((left, right) => (left.updated < right.updated ? -1 : 1))) {
    if (first !== undefined && said.digest !== first)
      findings.add('actor-successor', said.path, `${said.digest ?? 'none'} instead of ${first}`);
    first ??= said.digest;
  }
  if (actor === undefined) return;
  const aliases = new Set(textsIn(actor['alsoKnownAs']).map((alias) => canonicalId(alias) ?? alias));
  for (const statement of statements)
    if (!aliases.has(accountId(statement.account, 'actor')))
      findings.add('succession-alias', statement.path, `goes on for ${statement.account}, which the actor does not name`);
}

function digestIn(actor: JsonObject): { readonly updated: string; readonly digest: string | undefined } {
  const { nextKeyDigest: digest, updated, published } = actor;
  return { updated: String(updated ?? published ?? ''), digest: typeof digest === 'string' ? digest : undefined };
}

const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && !isJsonObject(one));
