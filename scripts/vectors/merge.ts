import type { JsonObject } from '../../src/protocol/json.ts';
import { createAccountFixture } from '../../src/protocol/tree/account-fixture.ts';
import type { AccountFixture } from '../../src/protocol/tree/account-fixture.ts';
import { mergeAccountTrees } from '../../src/protocol/tree/merge-trees.ts';
import { objectsIn } from './edits-and-deletes.ts';
import { filesIn } from './tree-files.ts';
import { seedHex, source } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

interface Devices {
  readonly first: AccountFixture;
  readonly second: AccountFixture;
  readonly past: readonly JsonObject[];
}

/** What both devices do before they see each other. */
type Apart = (devices: Devices) => Promise<{ readonly own: readonly JsonObject[]; readonly foreign: readonly JsonObject[] }>;

/** Two devices of one account that published apart (section 10). */
export async function mergeVectors(): Promise<VectorFile> {
  return {
    description:
      'Two trees of one account, and the tree that the device of the first (own) makes when it finds the other (foreign), at nowMs. appended: ids of what it appends to the foreign tree, in this order. Publishers write exactly merged; readers that had read own find the foreign activities new, and those that had read foreign find appended new.',
    source,
    secretKeyHex: seedHex(1),
    cases: [
      await apart('one post each', async ({ first, second }) => ({
        own: [await first.create('<p>mine</p>')],
        foreign: [await second.create('<p>theirs</p>')],
      })),
      await apart('pages that fill on both sides', async ({ first, second }) => ({
        own: [...(await likes(first, 10)), await first.create('<p>mine</p>')],
        foreign: [...(await likes(second, 19)), await second.create('<p>theirs</p>')],
      })),
      await apart('deleted there, edited here: stays deleted', async ({ first, second, past: [post = {}] }) => ({
        own: [await first.update(post, '<p>edited here</p>')],
        foreign: [await second.remove(post)],
      })),
      await apart('deleted here, edited there: is deleted', async ({ first, second, past: [post = {}] }) => ({
        own: [await first.remove(post)],
        foreign: [await second.update(post, '<p>edited there</p>')],
      })),
      await apart('edited on both: the later edit holds', async ({ first, second, past: [post = {}] }) => ({
        own: [await first.update(post, '<p>edited here</p>')],
        foreign: [await second.update(post, '<p>edited there</p>'), await second.update(post, '<p>and again</p>')],
      })),
      await apart('deleted on both', async ({ first, second, past: [post = {}] }) => ({
        own: [await first.remove(post)],
        foreign: [await second.remove(post)],
      })),
      await apart('nothing of our own: nothing to append', async ({ second }) => ({
        own: [],
        foreign: [await second.create('<p>theirs</p>')],
      })),
    ],
  };
}

async function likes(account: AccountFixture, count: number): Promise<JsonObject[]> {
  const activities: JsonObject[] = [];
  for (let index = 0; index < count; index++)
    activities.push(await account.about('Like', `https://social.example/notes/${index}`));
  return activities;
}

async function apart(name: string, act: Apart): Promise<VectorCase> {
  const first = createAccountFixture({ device: 1 });
  const { did } = first.signer;
  const past = [await first.create('<p>before</p>'), await first.create('<p>also before</p>')];
  await first.publish(past);
  const second = createAccountFixture({ device: 2, nowMs: first.nowMs + 1000 });
  await second.store.putMany([...first.store.blocks()]);
  await second.publish([], { root: first.root, actor: undefined });
  const { own, foreign } = await act({ first, second, past });
  await first.publish(own);
  await second.publish(foreign);
  await first.store.putMany([...second.store.blocks()]);
  const nowMs = Math.max(first.nowMs, second.nowMs) + 60_000;
  if (second.root === undefined) throw new Error('nothing published');
  const merged = await mergeAccountTrees({
    store: first.store,
    root: second.root,
    ownRoot: first.root,
    signer: first.signer,
    nowMs,
    activities: [],
  });
  await first.store.putMany(merged.added);
  const files = await filesIn(first.store, merged.root, did);
  return {
    name,
    clause: '10',
    account: did,
    nowMs,
    appended: merged.appended,
    objects: objectsIn(files),
    own: await filesIn(first.store, first.root, did),
    foreign: await filesIn(second.store, second.root, did),
    merged: files,
  };
}
