import type { Checked } from '../activity-streams/checked.ts';
import type { Did } from '../brand.ts';
import { accountId, accountPaths } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import type { Verifier } from '../ports/crypto.ts';
import { canonicalize } from '../proof/canonical-json.ts';
import { documentByteLimit, readSigned } from '../proof/signed-json.ts';
import { checkActorRules } from './actor-rules.ts';
import type { CheckBudget, CheckContext } from './check-context.ts';
import { checkBytes, checkFile, readBytes } from './check-file.ts';
import { checkCollections } from './collection-rules.ts';
import type { Findings } from './findings.ts';
import { checkListing } from './listing-rules.ts';
import { checkMedia, mediaNamedBy } from './media-rules.ts';
import { createObjectLedger } from './object-ledger.ts';
import { checkObjectFiles } from './object-rules.ts';
import { createRememberingVerifier } from './remembering-verifier.ts';
import { checkSuccessors } from './successor-rules.ts';
import type { TreeSource } from './tree-source.ts';
import type { OutboxWalk } from './walk-outbox.ts';
import { checkTotal, walkOutbox } from './walk-outbox.ts';
import type { WalkMemory } from './walk-memory.ts';
import { compareWalks } from './walk-memory.ts';
import { checkOrigins } from './written-ids.ts';

export interface CheckTreeOptions {
  readonly did: Did;
  readonly source: TreeSource;
  readonly verifier: Verifier;
  readonly findings: Findings;
  readonly nowMs: number;
  readonly budget: CheckBudget;
  /** Origin on which this tree is the only account, when there is one. */
  readonly ownOrigin?: string;
  /** What an earlier check remembered. */
  readonly before?: WalkMemory;
  /** Ends the check early; what was not read then counts as not read, not as broken. */
  readonly signal?: AbortSignal;
}

/** How much of the tree was looked at. */
export interface Coverage {
  readonly pages: { readonly checked: number; readonly total: number };
  readonly objects: { readonly checked: number; readonly total: number };
  readonly media: { readonly checked: number; readonly total: number };
  /** Activities that a verifying reader takes, and those that it refuses. */
  readonly activities: { readonly accepted: number; readonly refused: number };
  readonly bytes: number;
  /** All pages, objects and media were looked at. */
  readonly isWhole: boolean;
}

export interface TreeCheck {
  /** Neither actor nor outbox could be had: there is nothing to judge. */
  readonly isReadable: boolean;
  readonly actor: JsonObject | undefined;
  readonly outbox: JsonObject | undefined;
  readonly coverage: Coverage;
  readonly memory: WalkMemory | undefined;
  /** Somebody published while it was read: pages and outbox are of different states, and what was found may be no fault. */
  readonly hasChanged: boolean;
}

/** Walks an account's tree as a strict consumer does and notes every rule of bridge-spec sections 1 to 6 that is broken. */
export async function checkTree(options: CheckTreeOptions): Promise<TreeCheck> {
  const { did, findings, budget } = options;
  let bytes = 0;
  const context: CheckContext = {
    did,
    source: options.source,
    verifier: createRememberingVerifier(options.verifier),
    findings,
    nowMs: options.nowMs,
    ownOrigin: options.ownOrigin,
    writtenOrigins: new Map(),
    elsewhere: new Set(),
    isOver: () => bytes >= budget.bytes || options.signal?.aborted === true,
    took: (count) => void (bytes += count),
  };
  const paths = accountPaths(did);
  const actor = await readActor(context, paths.actor);
  const outbox = await checkFile(context, paths.outbox, 'outbox', 'outbox-missing');
  const walk = outbox === undefined ? undefined : await walkOutbox(context, outbox.value, budget.pages);
  const isWhole = walk?.isWhole === true;
  if (outbox !== undefined && walk !== undefined) checkTotal(context, paths.outbox, outbox, walk);
  const objects = walk?.ledger.objects ?? createObjectLedger(findings);
  await checkCollections(context, actor?.value, objects);
  const objectFiles = await checkObjectFiles(context, objects, budget.objects, {
    isWhole,
    isUnbroken: walk?.isUnbroken === true,
  });
  const named = [...(actor === undefined ? [] : mediaNamedBy(context, paths.actor, actor.document)), ...(walk?.media ?? [])];
  const media = await checkMedia(context, named, budget.media);
  if (actor !== undefined && walk !== undefined) checkActorUpdate(context, paths.actor, actor, walk, options.before);
  if (walk !== undefined) checkSuccessors(context, paths.actor, actor?.document, walk.successors);
  checkOrigins(context, actor?.document);
  const memory = outbox === undefined || walk === undefined ? undefined : memoryOf(did, actor, outbox, walk);
  if (memory !== undefined && options.before !== undefined)
    compareWalks(findings, options.before, memory, walk?.buried ?? new Set());
  const listed = await options.source.list?.();
  if (listed !== undefined) {
    const mediaPaths = new Set(named.map(({ path }) => path));
    checkListing(context, listed, { objects, media: mediaPaths, newestPage: walk?.newestPage, isWhole });
  }
  return {
    isReadable: bytes > 0,
    hasChanged: outbox !== undefined && (await isOtherNow(options, paths.outbox, outbox.document)),
    actor: actor?.document,
    outbox: outbox?.document,
    memory,
    coverage: {
      pages: { checked: walk?.pagesRead ?? 0, total: walk === undefined ? 0 : walk.newestPage + 1 },
      objects: objectFiles,
      media,
      activities: { accepted: walk?.ledger.accepted ?? 0, refused: walk?.ledger.refused ?? 0 },
      bytes,
      isWhole:
        isWhole && objectFiles.checked === objectFiles.total && media.checked === media.total && context.elsewhere.size === 0,
    },
  };
}

/** Is the outbox another one than at the beginning? When it cannot be had any more, that is no change. */
async function isOtherNow({ source }: CheckTreeOptions, path: string, before: JsonObject): Promise<boolean> {
  const read = await source.read(path, documentByteLimit);
  return read.type === 'found' && new TextDecoder().decode(read.bytes) !== canonicalize(before);
}

/** The actor; an account that was ended has its Tombstone there (bridge-spec section 6). */
async function readActor(context: CheckContext, path: string): Promise<Checked<'actor'> | undefined> {
  const bytes = await readBytes(context, path, 'actor-missing');
  if (bytes === undefined) return undefined;
  const parsed = readSigned(bytes);
  if (parsed.ok && parsed.value.document['type'] === 'Tombstone') {
    context.findings.add('actor-ended', path, String(parsed.value.document['deleted'] ?? ''));
    await checkBytes(context, path, 'object', bytes);
    return undefined;
  }
  const checked = await checkBytes(context, path, 'actor', bytes);
  if (checked !== undefined) checkActorRules(context, path, checked);
  return checked;
}

/**
 * Polling the outbox must be enough to learn of a new profile (bridge-spec section 6.5). The first profile needs no Update, and only
 * who looked before, or an older Update, can tell that this is not the first.
 */
function checkActorUpdate(
  context: CheckContext,
  path: string,
  { value }: Checked<'actor'>,
  { ledger, isWhole }: OutboxWalk,
  before: WalkMemory | undefined,
): void {
  const { updated, type } = value;
  if (ledger.objects.isDeleted(accountId(context.did, 'actor'))) context.findings.add('tombstone-file', path, `still a ${type}`);
  const known = before?.did === context.did ? before.actorUpdated : '';
  const told = `updated is ${updated}, the newest Update carries ${ledger.actorUpdated || 'none'}`;
  const isNewHere = isWhole && updated > ledger.actorUpdated && (ledger.actorUpdated !== '' || (known !== '' && updated > known));
  if (isNewHere || ledger.actorUpdated > updated) context.findings.add('actor-update', path, told);
}

function memoryOf(did: Did, actor: Checked<'actor'> | undefined, outbox: Checked<'outbox'>, walk: OutboxWalk): WalkMemory {
  return {
    did,
    outboxUpdated: outbox.value.updated,
    actorUpdated: actor?.value.updated ?? '',
    totalItems: outbox.value.totalItems,
    newestPage: walk.newestPage,
    pages: walk.pages,
  };
}
