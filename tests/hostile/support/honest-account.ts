import type { Did } from '../../../src/protocol/brand.ts';
import { buildOutbox, buildPage } from '../../../src/protocol/activity-streams/build-collection.ts';
import { accountPaths, pagePath } from '../../../src/protocol/identity/paths.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import { serialize, signDocument } from '../../../src/protocol/proof/proof.ts';
import { timestampOf } from '../../../src/protocol/proof/timestamp.ts';
import type { Timestamp } from '../../../src/protocol/brand.ts';
import { createAccountFixture } from '../../../src/protocol/tree/account-fixture.ts';
import type { AccountFixture } from '../../../src/protocol/tree/account-fixture.ts';
import { objectIdOf } from '../../../src/protocol/tree/documents.ts';
import { walkTree } from '../../../src/protocol/tree/walk.ts';
import { createRecordingSigner } from './recording-signer.ts';
import type { RecordingSigner } from './recording-signer.ts';

/** What an account had published at some moment, as files, and what that comes to. */
export interface Edition {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly newestPage: number;
  readonly updatedMs: number;
  /** Ids of the posts that stand, each with the date of its newest version. */
  readonly shown: ReadonlyMap<string, number>;
  readonly liked: ReadonlySet<string>;
}

/** An account that does everything right, from its first day on. */
export interface HonestAccount {
  readonly did: Did;
  readonly signer: RecordingSigner;
  readonly editions: readonly Edition[];
  /** After everything that was published. */
  readonly nowMs: number;
}

/**
 * Publishes posts, edits, likes, boosts, follows, deletes and a new profile over ten editions. `itemsPerPage` below 20 seals pages
 * early, as a publisher may: many pages in a small account.
 */
export async function createHonestAccount(seed: number, itemsPerPage: number): Promise<HonestAccount> {
  const signer = createRecordingSigner(new Uint8Array(32).fill(seed));
  const account = createAccountFixture({ signer });
  const creates: JsonObject[] = [];
  const shownNow = new Map<string, number>();
  const likedNow = new Set<string>();
  const editions: Edition[] = [];

  const create = async (count: number): Promise<JsonObject[]> => {
    const activities: JsonObject[] = [];
    for (let index = 0; index < count; index++) {
      const activity = await account.create(`<p>post ${creates.length} — ü 🐝</p>`);
      creates.push(activity);
      shownNow.set(String(objectIdOf(activity)), account.nowMs);
      activities.push(activity);
    }
    return activities;
  };
  const chosen = (index: number): JsonObject => creates[index] ?? {};
  const update = async (index: number): Promise<JsonObject> => {
    const activity = await account.update(chosen(index), `<p>edited ${index}</p>`);
    shownNow.set(String(objectIdOf(activity)), account.nowMs);
    return activity;
  };
  const remove = async (index: number): Promise<JsonObject> => {
    shownNow.delete(String(objectIdOf(chosen(index))));
    return account.remove(chosen(index));
  };
  const react = async (type: string, object: string): Promise<JsonObject> => {
    const activity = await account.about(type, object);
    if (type === 'Like' || type === 'Announce') likedNow.add(String(activity['id']));
    // A boost is shown like a post.
    if (type === 'Announce') shownNow.set(String(activity['id']), account.nowMs);
    if (type === 'Undo') likedNow.delete(object);
    return activity;
  };
  const publish = async (activities: readonly JsonObject[], actor?: JsonObject): Promise<void> => {
    await account.publish(activities, actor === undefined ? {} : { actor });
    const files = await filesOf(account);
    editions.push({
      ...(await repacked(account, signer, files, itemsPerPage)),
      shown: new Map(shownNow),
      liked: new Set(likedNow),
    });
  };

  await publish([]);
  await publish(await create(2));
  const like = await react('Like', 'https://example.com/notes/1');
  await publish([...(await create(3)), like]);
  await publish([
    await update(0),
    await react('Announce', 'https://example.com/notes/2'),
    await react('Follow', 'https://example.com/users/a'),
  ]);
  await publish(await create(13));
  await publish([await remove(1)]);
  const actor = await account.actor({ name: 'Alice again' });
  await publish(
    [await react('Undo', String(like['id'])), await update(3), await account.update({ object: actor }, '<p>bio</p>')],
    actor,
  );
  await publish(await create(18));
  await publish([await remove(0), ...(await create(1))]);
  await publish([...(await create(4)), await update(6), await remove(5)]);
  return { did: signer.did, signer, editions, nowMs: account.nowMs };
}

async function filesOf({ store, root }: AccountFixture): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  if (root === undefined) return files;
  for await (const { path, kind, bytes } of walkTree(store, root))
    if (kind === 'file' && bytes !== undefined) files.set(path, bytes);
  return files;
}

const read = (bytes: Uint8Array | undefined): JsonObject => JSON.parse(Buffer.from(bytes ?? []).toString()) as JsonObject;

/** The same activities on pages of another size. Sealed pages keep their bytes from edition to edition, as signing is deterministic. */
async function repacked(
  { signer: { did } }: AccountFixture,
  signer: RecordingSigner,
  original: ReadonlyMap<string, Uint8Array>,
  itemsPerPage: number,
): Promise<Pick<Edition, 'files' | 'newestPage' | 'updatedMs'>> {
  const files = new Map(original);
  const outboxPath = accountPaths(did).outbox;
  const outbox = read(files.get(outboxPath));
  const updated = String(outbox['updated']) as Timestamp;
  const updatedMs = Date.parse(updated);
  const activities: JsonObject[] = [];
  let newestPage = 0;
  for (; files.has(pagePath(did, newestPage)); newestPage++)
    activities.push(...(read(files.get(pagePath(did, newestPage)))['orderedItems'] as JsonObject[]).toReversed());
  newestPage--;
  if (itemsPerPage >= 20) return { files, newestPage, updatedMs };
  for (let page = 0; page <= newestPage; page++) files.delete(pagePath(did, page));
  newestPage = Math.max(0, Math.ceil(activities.length / itemsPerPage) - 1);
  for (let page = 0; page <= newestPage; page++) {
    const items = activities.slice(page * itemsPerPage, (page + 1) * itemsPerPage).toReversed();
    const created = String(items[0]?.['published'] ?? timestampOf(Date.UTC(2026, 0, 1))) as Timestamp;
    const unsigned = buildPage({ did, page, below: page * itemsPerPage, activities: items });
    files.set(pagePath(did, page), serialize(await signDocument(unsigned, signer, created)));
  }
  const totalItems = activities.length;
  files.set(outboxPath, serialize(await signDocument(buildOutbox({ did, totalItems, newestPage, updated }), signer, updated)));
  return { files, newestPage, updatedMs };
}

/** Tree paths in the order in which a reader comes to them: outbox, pages from the newest down, actor, the rest. */
export function pathsOf(did: Did, { files, newestPage }: Edition): string[] {
  const { outbox, actor } = accountPaths(did);
  const pages = Array.from({ length: newestPage + 1 }, (_, index) => pagePath(did, newestPage - index));
  const first = [outbox, ...pages, actor];
  return [...first, ...[...files.keys()].filter((path) => !first.includes(path))];
}
