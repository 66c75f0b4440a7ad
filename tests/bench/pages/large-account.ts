import type { CanonicalId, Did, ObjectId, Rkey } from '../../../src/protocol/brand.ts';
import { didToIpnsName, publicKeyToDid } from '../../../src/protocol/identity/ids.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import type { NotificationRecord, OutboxRecord, PostRecord } from '../../../src/protocol/ports/records.ts';
import type { AccountStore } from '../../../src/protocol/ports/store.ts';
import { newSyncState } from '../../../src/protocol/reader/read-outcome.ts';
import { fillTimeline } from './timeline.ts';

export interface LargeAccountInput {
  readonly follows: number;
  /** Of those who are followed. */
  readonly posts: number;
  /** Where the own Creates are, as a JSON array, oldest first; they are in the tree already. */
  readonly ownUrl: string;
  readonly notifications: number;
}

const ownAtOnce = 1_000;
const nothing = { posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [] } as const;

/** Fills the database of somebody who has been here for years: follows, their posts, own posts, and what was answered to them. */
export async function fillLargeAccount(store: AccountStore, input: LargeAccountInput): Promise<void> {
  const people = Array.from({ length: input.follows }, () => publicKeyToDid(crypto.getRandomValues(new Uint8Array(32))));
  const nowMs = Date.now();
  for (const did of people) {
    const name = didToIpnsName(did);
    await store.putFollow({ did, name, stampMs: nowMs, removed: false, via: [], coHost: false });
    await store.putSyncState({ ...newSyncState(did, name), state: 'current', lastReadMs: nowMs, lastTriedMs: nowMs });
  }
  await fillTimeline(store, input.posts, false, people);
  const own = (await (await fetch(input.ownUrl)).json()) as JsonObject[];
  for (let start = 0; start < own.length; start += ownAtOnce) {
    const activities = own.slice(start, start + ownAtOnce);
    await store.adoptOwn(activities.map(outboxRecord), {
      ...nothing,
      posts: activities.map((activity) => ownPost(store.did, activity)),
    });
  }
  const answered = own
    .slice(-input.notifications)
    .map((activity, index) => ({ activity, actor: people[index % people.length] as Did }));
  await store.ingest({
    ...nothing,
    notifications: answered.map(({ activity, actor }, index): NotificationRecord => ({
      id: `like ${index}`,
      type: 'like',
      actor,
      objectId: noteOf(activity)['id'] as ObjectId,
      atMs: nowMs - index * 60_000,
      read: index > 50,
    })),
  });
}

const noteOf = (activity: JsonObject): JsonObject => activity['object'] as JsonObject;

function outboxRecord(activity: JsonObject): OutboxRecord {
  const id = activity['id'] as CanonicalId;
  const atMs = Date.parse(activity['published'] as string);
  return {
    rkey: id.slice(id.lastIndexOf('#') + 1) as Rkey,
    id,
    type: 'Create',
    objectId: noteOf(activity)['id'] as ObjectId,
    activity,
    createdAtMs: atMs,
    notBeforeMs: atMs,
    state: 'published',
    sequence: 1n,
    media: [],
  };
}

function ownPost(author: Did, activity: JsonObject): PostRecord {
  const object = noteOf(activity);
  const atMs = Date.parse(activity['published'] as string);
  return {
    id: object['id'] as ObjectId,
    author,
    atMs,
    updatedMs: atMs,
    home: 1,
    object,
    content: [{ tag: 'p', children: [String(object['content']).replaceAll(/<[^>]+>/g, '')] }],
    provenance: { type: 'signed' },
  };
}
