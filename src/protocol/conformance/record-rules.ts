import type { Findings } from './findings.ts';

/** A record whose signature was checked already. */
export interface RecordFacts {
  readonly sequence: bigint;
  readonly validUntilMs: number;
  readonly isExpired: boolean;
  /** CID of the tree that it names. */
  readonly root: string;
}

/** What asking for a record came to. */
export type RecordAnswer =
  | { readonly type: 'missing' }
  | { readonly type: 'invalid'; readonly reason: string }
  | { readonly type: 'found'; readonly record: RecordFacts };

const soonMs = 30 * 86_400_000;

/** The record of the account's name, from one gateway (bridge-spec section 7). `servedRoot`: the tree that it serves, when it says. */
export function checkRecordRules(
  findings: Findings,
  where: string,
  answer: RecordAnswer,
  nowMs: number,
  servedRoot: string | undefined,
): void {
  if (answer.type === 'missing') {
    findings.add('record-missing', where, 'no record');
    return;
  }
  if (answer.type === 'invalid') {
    findings.add('record-invalid', where, answer.reason);
    return;
  }
  const { isExpired, validUntilMs, root } = answer.record;
  const until = new Date(validUntilMs).toISOString();
  if (isExpired) findings.add('record-expired', where, `valid until ${until}`);
  else if (validUntilMs - nowMs < soonMs) findings.add('record-expiring', where, `valid until ${until}`);
  if (servedRoot !== undefined && servedRoot !== root)
    findings.add('record-tree', where, `serves ${servedRoot}, the record names ${root}`);
}
