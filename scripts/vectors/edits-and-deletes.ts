import { buildUpdate } from '../../src/protocol/activity-streams/build-activity.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { signDocument } from '../../src/protocol/proof/proof.ts';
import { timestampOf } from '../../src/protocol/proof/timestamp.ts';
import { createAccountFixture } from '../../src/protocol/tree/account-fixture.ts';
import type { AccountFixture } from '../../src/protocol/tree/account-fixture.ts';
import { rkeyFor } from '../../src/protocol/identity/rkey.ts';
import { accountId } from '../../src/protocol/identity/paths.ts';
import { changesBetween, filesIn } from './tree-files.ts';
import { seedHex, source } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

/** The account that has published so much, and the activity that comes next. */
type Story = (account: AccountFixture) => Promise<{ readonly past: readonly JsonObject[]; readonly next: JsonObject }>;

/** What one more activity does to the files of an account (sections 5.2 and 6). */
export async function editsAndDeletesVectors(): Promise<VectorFile> {
  return {
    description:
      'One more activity: files before, the activity (signed already), and the files that are different after it was published at nowMs. Publishers write exactly these; readers that read before and then after know the objects named (null: deleted).',
    source,
    secretKeyHex: seedHex(1),
    cases: [
      await story('a second post', '5.2', async (account) => ({
        past: [await account.create('<p>one</p>')],
        next: await account.create('<p>two</p>'),
      })),
      await story('the twenty-first activity begins a page, and leaves the full one as it is', '5.2', async (account) => ({
        past: await likes(account, 20),
        next: await account.create('<p>twenty-one</p>'),
      })),
      await story('the twentieth activity fills a page', '5.2', async (account) => ({
        past: await likes(account, 19),
        next: await account.create('<p>twenty</p>'),
      })),
      await story('a like changes no featured post', '5.4', async (account) => ({
        past: [await account.create('<p>one</p>')],
        next: await account.about('Like', 'https://social.example/notes/1'),
      })),
      await story('a reply is not featured', '5.4', async (account) => ({
        past: [await account.create('<p>one</p>')],
        next: await account.create('<p>I agree</p>', { inReplyTo: 'https://social.example/notes/1' }),
      })),
      await story('an edit', '6.2', async (account) => {
        const post = await account.create('<p>one</p>');
        return { past: [post], next: await account.update(post, '<p>one, edited</p>') };
      }),
      await story('an older version changes no file of the object', '6.2', async (account) => {
        const post = await account.create('<p>one</p>');
        const older = await account.update(post, '<p>first edit</p>');
        return { past: [post, await account.update(post, '<p>second edit</p>')], next: older };
      }),
      await story('a delete', '6.3', async (account) => {
        const post = await account.create('<p>one</p>');
        return { past: [post, await account.create('<p>two</p>')], next: await account.remove(post) };
      }),
      await story('a delete of an edited post on a sealed page', '6.3', async (account) => {
        const post = await account.create('<p>one</p>');
        const past = [
          post,
          await account.update(post, '<p>edited</p>'),
          ...(await likes(account, 18)),
          await account.create('<p>two</p>'),
        ];
        return { past, next: await account.remove(post) };
      }),
      await story('an edit of a post that was deleted meanwhile', '6.3', async (account) => {
        const post = await account.create('<p>one</p>');
        const late = await account.update(post, '<p>too late</p>');
        return { past: [post, await account.remove(post)], next: late };
      }),
      await story('another profile', '6.5', async (account) => {
        const past = [await account.create('<p>one</p>')];
        const actor = await account.actor({ name: 'Alice Example' });
        const base = { did: account.signer.did, rkey: rkeyFor(account.nowMs + 1000, 0), published: timestampOf(account.nowMs) };
        return { past, next: await signDocument(buildUpdate(base, actor), account.signer, base.published) };
      }),
      await story('the end of an account', '6.5', async (account) => ({
        past: [await account.create('<p>one</p>')],
        next: await account.remove({ object: { id: accountId(account.signer.did, 'actor') } }),
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

async function story(name: string, clause: string, tell: Story): Promise<VectorCase> {
  const account = createAccountFixture();
  const { did } = account.signer;
  const { past, next } = await tell(account);
  await account.publish(past);
  const before = await filesIn(account.store, account.root, did);
  account.nowMs += 60_000;
  await account.publish([next]);
  const after = await filesIn(account.store, account.root, did);
  return {
    name,
    clause,
    account: did,
    nowMs: account.nowMs,
    activity: JSON.stringify(next),
    objects: objectsIn(after),
    before,
    after: changesBetween(before, after),
  };
}

/** Content of every object file; null: a Tombstone. */
export function objectsIn(files: Readonly<Record<string, string>>): Record<string, string | null> {
  const objects: Record<string, string | null> = {};
  for (const [path, text] of Object.entries(files)) {
    const document = JSON.parse(text) as JsonObject;
    const isDeleted = document['type'] === 'Tombstone';
    if (path.includes('/o/') || isDeleted) objects[String(document['id'])] = isDeleted ? null : String(document['content']);
  }
  return Object.fromEntries(Object.entries(objects).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
