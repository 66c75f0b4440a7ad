import type { ObjectId, Rkey, Timestamp } from '../../protocol/brand.ts';
import { activityId, type ActivityBase } from '../../protocol/activity-streams/build-activity.ts';
import { createRkeyClock } from '../../protocol/identity/rkey.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { Signer } from '../../protocol/ports/crypto.ts';
import type { DraftRecord, OutboxRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { signDocument } from '../../protocol/proof/proof.ts';
import { applyActivities } from '../../protocol/reader/apply.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { findAccount } from '../account.ts';
import type { RandomBytes } from '../account-keys.ts';
import type { HtmlToRichText } from '../sanitise.ts';
import { isStorageFull } from '../storage-full.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';

export interface AuthorDependencies {
  readonly device: DeviceStore;
  readonly store: AccountStore;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly htmlToRichText: HtmlToRichText;
  /** How long a post can be taken back, ms; from the settings. */
  readonly undoMs: () => number;
  /** Origins of the user's gateways; the https ones are named in the actor document. */
  readonly gateways: () => readonly string[];
}

export type OutboxError = { readonly type: 'read-only' | 'storage-full' };

export interface NewActivity {
  readonly type: OutboxRecord['type'];
  readonly objectId: ObjectId;
  /** Makes the unsigned activity. */
  readonly build: (base: ActivityBase) => JsonObject;
  /** Signed object that a Create or Update embeds. */
  readonly object?: JsonObject;
  readonly media?: readonly string[];
  /** Not into the tree before this moment, ms; now when absent. */
  readonly notBeforeMs?: number;
  /** Dropped with it: the draft of this id; or what is left of a draft, which takes its place. */
  readonly draft?: string | DraftRecord;
  /** Key that was handed out for the object; a fresh one when absent. */
  readonly moment?: Moment;
  /** Web origin under which the activity is written; null: none. The account's present one when absent. */
  readonly origin?: string | null;
}

/** A record key and the date that goes with it. */
export interface Moment {
  readonly rkey: Rkey;
  readonly nowMs: number;
  readonly published: Timestamp;
}

/** The queue of own activities: each is signed, and stored with everything that it changes on this device, in one transaction. */
export interface OwnOutbox {
  moment(): Moment;
  /** Own web origin under which new documents are written now (bridge-spec section 2). */
  origin(): Promise<string | undefined>;
  sign(document: JsonObject, createdAt: Timestamp): Promise<JsonObject>;
  add(entry: NewActivity): Promise<Result<OutboxRecord, OutboxError>>;
}

/** Needs no network: what is added here is brought out by the publisher of whichever tab has one. */
export function createOwnOutbox(dependencies: AuthorDependencies): OwnOutbox {
  const { device, store, signer, clock } = dependencies;
  // Ten bits that differ between tabs and devices, so that their keys do (bridge-spec section 1).
  const [high = 0, low = 0] = dependencies.random(2);
  const keys = createRkeyClock(((high & 3) << 8) | low);

  function moment(): Moment {
    const nowMs = clock.nowMs();
    return { rkey: keys.next(nowMs), nowMs, published: timestampOf(nowMs) };
  }

  async function origin(): Promise<string | undefined> {
    return (await store.profile())?.website;
  }

  async function add(entry: NewActivity): Promise<Result<OutboxRecord, OutboxError>> {
    const account = await findAccount(device, store.did);
    if (account?.readOnly !== false || account.closedAtMs !== undefined) return err({ type: 'read-only' });
    const { rkey, nowMs, published } = entry.moment ?? moment();
    const formed = entry.origin === undefined ? await origin() : (entry.origin ?? undefined);
    const activity = await signDocument(entry.build({ did: store.did, rkey, published, origin: formed }), signer, published);
    const record: OutboxRecord = {
      rkey,
      id: activityId(store.did, rkey),
      type: entry.type,
      objectId: entry.objectId,
      activity,
      createdAtMs: nowMs,
      notBeforeMs: Math.max(nowMs, entry.notBeforeMs ?? nowMs),
      state: 'waiting',
      media: entry.media ?? [],
    };
    const verified = { id: record.id, account: store.did, type: entry.type, activity, object: entry.object };
    // The same rules that every reader applies, so that what is shown here is what others will see; but one's own dates are not
    // cut to now, since an edit in the second of its post is dated a second ahead.
    const effects = applyActivities({
      did: store.did,
      me: store.did,
      activities: [verified],
      home: 1,
      nowMs: nowMs + 3_600_000,
      htmlToRichText: dependencies.htmlToRichText,
    });
    try {
      await store.addOwn(record, effects, [], entry.draft);
    } catch (error) {
      if (isStorageFull(error)) return err({ type: 'storage-full' });
      throw error;
    }
    return ok(record);
  }

  return { moment, origin, sign: (document, createdAt) => signDocument(document, signer, createdAt), add };
}
