import { activityId, type ActivityBase } from '../../protocol/activity-streams/build-activity.ts';
import type { ObjectId, Rkey, Timestamp } from '../../protocol/brand.ts';
import { canonicalId } from '../../protocol/identity/ids.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { IngestBatch } from '../../protocol/ports/store.ts';
import { signDocument } from '../../protocol/proof/proof.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { applyActivities } from '../../protocol/reader/apply.ts';
import type { VerifiedActivity } from '../../protocol/reader/verified.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { RichText } from '../../protocol/rich-text.ts';
import { findAccount } from '../account.ts';
import { isStorageFull } from '../storage-full.ts';
import type { AuthorDependencies, OutboxError } from './own-outbox.ts';

/** One of many activities that are written at once. */
export interface BulkActivity {
  readonly type: OutboxRecord['type'];
  /** Handed out and remembered by the caller: the same activity has the same key however often it is written. */
  readonly rkey: Rkey;
  /** Absent: the id of `object`. */
  readonly objectId?: ObjectId;
  /** Unsigned object that is embedded. */
  readonly object?: JsonObject;
  /** What every reader's sanitiser makes of the object's content. */
  readonly content?: RichText;
  /** Date of the activity; now when absent. */
  readonly published?: Timestamp;
  /** Makes the unsigned activity, of the signed object where there is one. */
  readonly build: (base: ActivityBase, object: JsonObject) => JsonObject;
  /** Digests of own media; their bytes are stored already. */
  readonly media?: readonly string[];
}

export interface BulkOptions {
  /** Web origin under which ids are written now. */
  readonly origin: string | undefined;
  /** Not into the tree before this moment, ms. */
  readonly notBeforeMs: number;
}

/** Signed activities with all that they change on this device; nothing is stored. */
export interface SignedActivities {
  readonly records: readonly OutboxRecord[];
  readonly effects: IngestBatch;
}

/** Between one such portion and the next, others get their turn. */
const signedAtOnce = 50;

type BulkDependencies = Pick<AuthorDependencies, 'device' | 'store' | 'signer' | 'clock' | 'htmlToRichText'>;

/** Signs activities, some hundred at once. */
export async function signMany(
  dependencies: BulkDependencies,
  activities: readonly BulkActivity[],
  options: BulkOptions,
): Promise<SignedActivities> {
  const { store, clock } = dependencies;
  const nowMs = clock.nowMs();
  const signed: Awaited<ReturnType<typeof sign>>[] = [];
  for (let start = 0; start < activities.length; start += signedAtOnce) {
    const some = activities.slice(start, start + signedAtOnce);
    signed.push(...(await Promise.all(some.map((activity) => sign(dependencies, activity, options, nowMs)))));
  }
  const known = new Map<string, RichText>();
  for (const { object, content } of activities) {
    const html = object?.['content'];
    if (typeof html === 'string' && content !== undefined) known.set(html, content);
  }
  const effects = applyActivities({
    did: store.did,
    me: store.did,
    activities: signed.map(({ verified }) => verified),
    home: 1,
    nowMs: nowMs + 3_600_000,
    htmlToRichText: (html, tags) => known.get(html) ?? dependencies.htmlToRichText(html, tags),
  });
  return { records: signed.map(({ record }) => record), effects };
}

/**
 * Stores them in one transaction. What is stored already stays as it is: a portion that was cut off may be written again, though its
 * signatures are others. No undo window.
 */
export async function storeMany(
  { device, store }: BulkDependencies,
  { records, effects }: SignedActivities,
): Promise<Result<void, OutboxError>> {
  if ((await findAccount(device, store.did))?.readOnly !== false) return err({ type: 'read-only' });
  try {
    await store.adoptOwn(records, effects);
  } catch (error) {
    if (isStorageFull(error)) return err({ type: 'storage-full' });
    throw error;
  }
  return ok(undefined);
}

async function sign(
  { store, signer }: Pick<AuthorDependencies, 'store' | 'signer'>,
  entry: BulkActivity,
  { origin, notBeforeMs }: BulkOptions,
  nowMs: number,
): Promise<{ readonly record: OutboxRecord; readonly verified: VerifiedActivity }> {
  const { did } = store;
  const { rkey, type } = entry;
  const now = timestampOf(nowMs);
  const object = entry.object === undefined ? undefined : await signDocument(entry.object, signer, now);
  const objectId = entry.objectId ?? canonicalId(typeof object?.['id'] === 'string' ? object['id'] : '');
  if (objectId === undefined) throw new TypeError('an activity about nothing');
  const base = { did, rkey, published: entry.published ?? now, origin };
  const activity = await signDocument(entry.build(base, object ?? {}), signer, now);
  const id = activityId(did, rkey);
  const record: OutboxRecord = {
    rkey,
    id,
    type,
    objectId,
    activity,
    createdAtMs: nowMs,
    notBeforeMs: Math.max(nowMs, notBeforeMs),
    state: 'waiting',
    media: entry.media ?? [],
  };
  return { record, verified: { id, account: did, type, activity, object } };
}
