import type { Did } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { textOf } from '../tree/documents.ts';
import { rkeyOfActivity } from '../tree/outbox-draft.ts';
import type { Findings } from './findings.ts';

/** What a check remembers of a tree, so that the next one can tell whether it only went forward. */
export interface WalkMemory {
  readonly did: Did;
  readonly outboxUpdated: string;
  readonly actorUpdated: string;
  readonly totalItems: number;
  readonly newestPage: number;
  /** By page number: record key and end of the proof of each activity, newest first. */
  readonly pages: Readonly<Record<string, readonly PageEntry[]>>;
  /** Sequence of the name's record, when there was one. */
  readonly sequence?: string;
}

export type PageEntry = readonly [rkey: string, proof: string];

const proofCharacters = 16;

export const entriesOf = (page: JsonObject): PageEntry[] => {
  const items = page['orderedItems'];
  return (Array.isArray(items) ? items.filter(isJsonObject) : []).map((item) => [rkeyOfActivity(item) ?? '', endOfProof(item)]);
};

function endOfProof({ proof }: JsonObject): string {
  return isJsonObject(proof) ? (textOf(proof, 'proofValue') ?? '').slice(-proofCharacters) : '';
}

/** Is this what was written as a memory? Anything else is treated as no memory. */
export function isWalkMemory(value: unknown): value is WalkMemory {
  if (typeof value !== 'object' || value === null) return false;
  const memory = value as Record<string, unknown>;
  const texts = ['did', 'outboxUpdated', 'actorUpdated'].every((member) => typeof memory[member] === 'string');
  const numbers = ['totalItems', 'newestPage'].every((member) => Number.isSafeInteger(memory[member]));
  const { pages, sequence } = memory;
  if (sequence !== undefined && (typeof sequence !== 'string' || !/^\d{1,20}$/.test(sequence))) return false;
  return texts && numbers && typeof pages === 'object' && pages !== null && Object.values(pages).every(isPage);
}

const isPage = (page: unknown): boolean =>
  Array.isArray(page) &&
  page.every((entry) => Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === 'string'));

/** Was the account only added to since `before`? bridge-spec sections 5 and 6. `buried`: record keys of activities with a Tombstone. */
export function compareWalks(findings: Findings, before: WalkMemory, now: WalkMemory, buried: ReadonlySet<string>): void {
  if (before.did !== now.did) return;
  const path = 'outbox.jsonld';
  const isSame = before.outboxUpdated === now.outboxUpdated && before.totalItems === now.totalItems;
  if (now.outboxUpdated < before.outboxUpdated)
    findings.add('outbox-updated', path, `went back from ${before.outboxUpdated} to ${now.outboxUpdated}`);
  if (now.totalItems < before.totalItems)
    findings.add('outbox-total', path, `went back from ${before.totalItems} to ${now.totalItems}`);
  // None where the account has ended.
  if (now.actorUpdated !== '' && now.actorUpdated < before.actorUpdated)
    findings.add('actor-dates', 'actor.jsonld', `went back from ${before.actorUpdated} to ${now.actorUpdated}`);
  const seen = new Set(Object.values(now.pages).flatMap((page) => page.map(([rkey]) => rkey)));
  let hasChanged = false;
  for (const [number, entries] of Object.entries(before.pages)) {
    const current = now.pages[number];
    if (current === undefined) continue;
    const changed = JSON.stringify(current) !== JSON.stringify(entries);
    hasChanged ||= changed;
    if (changed && Number(number) < before.newestPage) compareSealed(findings, `page ${number}`, entries, current, buried);
  }
  const isWhole = Object.keys(now.pages).length === now.newestPage + 1;
  for (const [rkey] of isWhole ? Object.values(before.pages).flat() : [])
    if (!seen.has(rkey)) findings.add('activity-gone', path, `the activity ${rkey} is no longer there`);
  if (isSame && hasChanged) findings.add('outbox-updated', path, 'pages changed, but updated did not');
  if (before.sequence !== undefined && now.sequence !== undefined && BigInt(now.sequence) < BigInt(before.sequence))
    findings.add('record-back', 'record', `went back from ${before.sequence} to ${now.sequence}`);
}

function compareSealed(
  findings: Findings,
  page: string,
  before: readonly PageEntry[],
  now: readonly PageEntry[],
  buried: ReadonlySet<string>,
): void {
  if (before.map(([rkey]) => rkey).join() !== now.map(([rkey]) => rkey).join()) {
    findings.add('page-sealed', page, 'other activities than before');
    return;
  }
  for (const [index, [rkey, proof]] of now.entries()) {
    if (proof !== before[index]?.[1] && !buried.has(rkey)) findings.add('page-sealed', page, `the activity ${rkey} changed`);
  }
}
