import { expect } from 'vitest';
import { checkActivity, checkDocument } from '../../../src/protocol/activity-streams/check.ts';
import type { Did } from '../../../src/protocol/brand.ts';
import { accountOf } from '../../../src/protocol/identity/ids.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import type { SuccessionRecord } from '../../../src/protocol/ports/succession.ts';
import { serialize } from '../../../src/protocol/proof/proof.ts';
import { createNobleVerifier, createVerifier } from '../../../src/protocol/proof/verifier.ts';
import { toVerified } from '../../../src/protocol/reader/verified.ts';
import { applyActivities } from '../../../src/protocol/reader/apply.ts';
import { checkSuccession, succeededBy } from '../../../src/protocol/succession/check-succession.ts';
import { chainFrom, closesCircle } from '../../../src/protocol/succession/chain.ts';
import { countsStill, withActors, withSuccession } from '../../../src/protocol/succession/succession-state.ts';
import { testSigner } from '../../../scripts/vectors/vector-file.ts';
import type { VectorCase } from './vector-file.ts';

export interface SuccessionCase extends VectorCase {
  readonly account: Did;
  readonly pin: string | null;
  readonly valid: boolean;
  readonly reason?: string;
  readonly successor?: Did;
  readonly endTime?: string | null;
  readonly text: string;
}

const verifier = createVerifier();
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export async function checkSuccessionCase({ account, pin, text, ...expected }: SuccessionCase): Promise<void> {
  for (const each of [verifier, createNobleVerifier()]) {
    const result = await checkSuccession(bytesOf(text), account, pin ?? undefined, each);
    expect(result.ok ? undefined : result.error.type).toBe(expected.reason);
    expect(result.ok).toBe(expected.valid);
    if (!result.ok) continue;
    expect(result.value.successor).toBe(expected.successor);
    expect(result.value.document['endTime'] ?? null).toBe(expected.endTime);
    expect(result.value.endMs).toBe(expected.endTime == null ? undefined : Date.parse(expected.endTime));
    // The same document is an activity like any other in the outbox of the successor.
    expect((await checkActivity(bytesOf(text), result.value.successor, each)).ok).toBe(true);
  }
}

interface Step {
  readonly event: 'actor' | 'activity' | 'statement';
  readonly account: Did;
  readonly taken: boolean;
  readonly text: string;
}

export interface SuccessionReaderCase extends VectorCase {
  readonly account: Did;
  readonly steps: readonly Step[];
  readonly goesOnAs: Did;
  readonly objects: Readonly<Record<string, string>>;
}

/** The least that a reader with a database does. */
export async function checkSuccessionReader({ account, steps, goesOnAs, objects }: SuccessionReaderCase): Promise<void> {
  const reader = createMemoryReader();
  for (const [index, step] of steps.entries()) expect(await reader.take(step), `step ${index + 1}`).toBe(step.taken);
  expect(reader.endOf(account)).toBe(goesOnAs);
  expect(reader.objectsOf(account)).toEqual(objects);
}

function createMemoryReader(): {
  take(step: Step): Promise<boolean>;
  endOf(did: Did): Did | undefined;
  objectsOf(did: Did): Record<string, string>;
} {
  const records = new Map<Did, SuccessionRecord>();
  const posts = new Map<string, { readonly content: string; readonly versionMs: number }>();
  const successorOf = (did: Did): Did | undefined => records.get(did)?.accepted?.successor;

  const pin = (did: Did, actor: JsonObject): void => {
    const record = withActors(records.get(did), did, [actor]);
    if (record !== undefined) records.set(did, record);
  };
  const hear = async (did: Did, statement: Uint8Array): Promise<boolean> => {
    const before = records.get(did);
    const checked = await checkSuccession(statement, did, before?.pin, verifier);
    if (!checked.ok || before === undefined) return false;
    const { successor, endMs } = checked.value;
    if (closesCircle(did, successor, successorOf)) return false;
    const after = withSuccession(before, { successor, statement, acceptedAtMs: 0, ...(endMs !== undefined && { endMs }) });
    if (after === before || after.accepted === undefined) return false;
    records.set(did, after);
    for (const [id, post] of posts) if (accountOf(id) === did && !countsStill(after.accepted, post.versionMs)) posts.delete(id);
    return true;
  };
  const apply = async (did: Did, text: string): Promise<void> => {
    const checked = await checkActivity(bytesOf(text), did, verifier);
    if (!checked.ok) throw new Error(checked.error.detail);
    const activity = toVerified(checked.value);
    if (checked.value.object?.kind === 'actor') pin(did, checked.value.object.document);
    const other = succeededBy(activity.activity, did);
    if (other !== undefined) await hear(other, serialize(activity.activity));
    const me = testSigner(99).did;
    const nowMs = Date.UTC(2027, 0, 1);
    const batch = applyActivities({ did, activities: [activity], me, home: 1, nowMs, htmlToRichText: (html) => [html] });
    for (const { id, object, updatedMs } of batch.posts) {
      if ((posts.get(id)?.versionMs ?? -1) < updatedMs)
        posts.set(id, { content: String(object['content']), versionMs: updatedMs });
    }
  };

  return {
    async take({ event, account, text }) {
      if (event === 'statement') return hear(account, bytesOf(text));
      if (successorOf(account) !== undefined) return false;
      if (event === 'activity') {
        await apply(account, text);
        return true;
      }
      const checked = await checkDocument(bytesOf(text), account, verifier, 'actor');
      if (!checked.ok) throw new Error(checked.error.detail);
      pin(account, checked.value.document);
      return true;
    },
    endOf: (did) => chainFrom(did, successorOf).at(-1),
    objectsOf: (did) =>
      Object.fromEntries([...posts].filter(([id]) => accountOf(id) === did).map(([id, { content }]) => [id, content])),
  };
}
