import type { CanonicalId, Did, IpnsName, ObjectId, Rkey, Timestamp } from '../../src/protocol/brand.ts';
import type {
  DraftRecord,
  MediaRecord,
  NotificationRecord,
  OutboxRecord,
  PersonRecord,
  PostRecord,
  Profile,
  ReactionRecord,
  SyncRecord,
} from '../../src/protocol/ports/records.ts';
import type { IngestBatch } from '../../src/protocol/ports/store.ts';

export const me = 'did:key:z6MkMe' as Did;
export const ana = 'did:key:z6MkAna' as Did;
export const bo = 'did:key:z6MkBo' as Did;
export const ownName = 'k51me' as IpnsName;

/** `text` as the id of a post. */
export const postId = (text: string): ObjectId => `ap://${text}` as ObjectId;

export function batch(parts: Partial<IngestBatch>): IngestBatch {
  return { posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [], ...parts };
}

export function post(id: string, parts: Partial<PostRecord> = {}): PostRecord {
  const atMs = parts.atMs ?? 1000;
  return {
    id: postId(id),
    author: ana,
    atMs,
    updatedMs: atMs,
    home: 1,
    object: { id: postId(id), type: 'Note', content: `<p>${id}</p>` },
    content: [{ tag: 'p', children: [id] }],
    provenance: { type: 'signed' },
    ...parts,
  };
}

export function reaction(id: string, parts: Partial<ReactionRecord> = {}): ReactionRecord {
  return { id: postId(id), type: 'like', objectId: postId('liked'), actor: ana, atMs: 1000, ...parts };
}

export function notification(id: string, parts: Partial<NotificationRecord> = {}): NotificationRecord {
  return { id, type: 'like', actor: ana, objectId: postId('mine'), atMs: 1000, read: false, ...parts };
}

export function person(id: Did, parts: Partial<PersonRecord> = {}): PersonRecord {
  const actor = { id, type: 'Person' };
  return { id, actor, name: 'Ana', username: 'ana', summary: ['hello'], updatedMs: 1, provenance: { type: 'signed' }, ...parts };
}

export function outboxEntry(rkey: string, parts: Partial<OutboxRecord> = {}): OutboxRecord {
  const id = `ap://me/outbox#${rkey}` as CanonicalId;
  return {
    rkey: rkey as Rkey,
    id,
    type: 'Create',
    objectId: postId(`me/o/${rkey}`),
    activity: { id, type: 'Create' },
    createdAtMs: 1000,
    notBeforeMs: 1000,
    state: 'waiting',
    media: [],
    ...parts,
  };
}

/** The post that belongs to `outboxEntry(rkey)`. */
export const ownPost = (rkey: string, parts: Partial<PostRecord> = {}): PostRecord =>
  post(`me/o/${rkey}`, { author: me, ...parts });

export function mediaRecord(digest: string, parts: Partial<MediaRecord> = {}): MediaRecord {
  return { digest, mediaType: 'image/webp', bytes: Uint8Array.of(1, 2, 3), own: true, ...parts };
}

export function draft(id: string, parts: Partial<DraftRecord> = {}): DraftRecord {
  return { id, text: 'soon', warning: '', language: 'en', audience: 'public', attachments: [], savedAtMs: 1, ...parts };
}

export function syncRecord(did: Did, parts: Partial<SyncRecord> = {}): SyncRecord {
  return {
    did,
    name: 'k51ana' as IpnsName,
    outboxUpdatedMs: 5,
    totalItems: 7,
    pages: { 0: 'zProof' },
    gaps: [3, 1],
    lastTriedMs: 9,
    lastReadMs: 8,
    state: 'current',
    refused: 0,
    ...parts,
  };
}

export const profile: Profile = {
  preferredUsername: 'me',
  name: 'Me',
  bio: 'here',
  publishedAt: '2026-11-22T00:00:00Z' as Timestamp,
};
