import type { Did } from '../brand.ts';
import { didToIpnsName } from '../identity/ids.ts';
import type { Verifier } from '../ports/crypto.ts';
import { textOf } from '../tree/documents.ts';
import type { CheckBudget } from './check-context.ts';
import { checkHost } from './check-host.ts';
import { checkTree } from './check-tree.ts';
import { createFindings } from './findings.ts';
import type { Host } from './host-layout.ts';
import type { HttpAsker } from './http-exchange.ts';
import { createHttpSource } from './http-source.ts';
import type { OwnOrigin } from './origin-rules.ts';
import { checkOwnIds, checkWebFinger } from './origin-rules.ts';
import type { RecordAnswer } from './record-rules.ts';
import { checkRecordRules } from './record-rules.ts';
import type { AccountReport, PlaceKind } from './report.ts';
import { levelsOf } from './report.ts';
import type { TreeSource } from './tree-source.ts';
import type { WalkMemory } from './walk-memory.ts';

/** Where an account is checked. */
export type Place =
  | {
      readonly type: 'files';
      readonly source: TreeSource;
      /** Blocks that could not be read; grows while files are read. */
      readonly damages?: readonly { readonly file: string; readonly reason: string }[];
      /** The origin where these files will be put, when it is known. */
      readonly ownOrigin?: string;
    }
  | {
      readonly type: 'host';
      readonly asker: HttpAsker;
      readonly host: Host;
      /** Only where the whole origin is the account's. */
      readonly ownOrigin?: OwnOrigin;
      /** The record of the name, where the host hands out records, and the tree that it serves, when it says. */
      readonly record?: { readonly answer: RecordAnswer; readonly servedRoot?: string };
    };

export interface CheckAccountOptions {
  /** What was asked for, to be shown. */
  readonly target: string;
  readonly did: Did;
  readonly place: Place;
  readonly verifier: Verifier;
  readonly nowMs: number;
  readonly budget: CheckBudget;
  readonly before?: WalkMemory;
  readonly signal?: AbortSignal;
}

export interface CheckedAccount {
  readonly report: AccountReport;
  /** False when neither actor nor outbox could be had: the report then says nothing about rules. */
  readonly isReadable: boolean;
  /** For the next check, when enough was read. */
  readonly memory: WalkMemory | undefined;
}

const attempts = 3;

/**
 * Checks one account in one place against every rule that can be seen there (bridge-spec section 9). Begins anew, twice at most, when
 * the account publishes meanwhile.
 */
export async function checkAccount(options: CheckAccountOptions): Promise<CheckedAccount> {
  for (let attempt = 1; ; attempt++) {
    const { hasChanged, ...checked } = await checkOnce(options);
    if (!hasChanged || attempt >= attempts || options.signal?.aborted === true) return checked;
  }
}

async function checkOnce(options: CheckAccountOptions): Promise<CheckedAccount & { readonly hasChanged: boolean }> {
  const { target, did, place, nowMs } = options;
  const findings = createFindings();
  const isHost = place.type === 'host';
  const source = isHost ? createHttpSource(place.asker, place.host, did, findings) : place.source;
  const ownOrigin = isHost ? place.ownOrigin?.origin : place.ownOrigin;
  const name = didToIpnsName(did);
  const found = isHost && place.record?.answer.type === 'found' ? place.record.answer.record : undefined;
  const { verifier, budget, before, signal } = options;
  const tree = await checkTree({ did, source, verifier, findings, nowMs, budget, ownOrigin, before, signal });
  // Met while reading.
  for (const { file, reason } of isHost ? [] : (place.damages ?? [])) findings.add('block-damaged', file, reason);
  if (isHost && tree.isReadable) {
    await checkHost(place.asker, place.host, did, findings);
    if (place.record !== undefined)
      checkRecordRules(findings, `${place.host.origin} ${name}`, place.record.answer, nowMs, place.record.servedRoot);
    if (place.ownOrigin !== undefined && tree.actor !== undefined)
      await checkWebFinger(place.asker, place.ownOrigin, did, findings, tree.actor);
  }
  if (ownOrigin !== undefined && tree.isReadable) checkOwnIds(findings, did, ownOrigin, tree.actor);
  const kind: PlaceKind = isHost ? (place.ownOrigin === undefined ? 'gateway' : 'host') : 'files';
  const username = textOf(tree.actor, 'preferredUsername');
  const report: AccountReport = {
    target,
    did,
    name,
    username,
    levels: levelsOf(findings, tree.coverage, tree.isReadable, kind),
    findings: findings.list(),
    counts: findings.counts(),
    coverage: tree.coverage,
    ...(found !== undefined && {
      record: {
        sequence: String(found.sequence),
        validUntil: new Date(found.validUntilMs).toISOString(),
        root: found.root,
      },
    }),
  };
  const sequence = found === undefined ? before?.sequence : String(found.sequence);
  const memory = tree.memory === undefined ? undefined : { ...tree.memory, ...(sequence !== undefined && { sequence }) };
  return { report, isReadable: tree.isReadable, memory, hasChanged: tree.hasChanged };
}
