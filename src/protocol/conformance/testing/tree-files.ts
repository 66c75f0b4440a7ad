import type { Did } from '../../brand.ts';
import { digestMultibase, mediaId } from '../../identity/digest.ts';
import { writtenId } from '../../identity/written-id.ts';
import type { JsonObject } from '../../json.ts';
import type { Signer } from '../../ports/crypto.ts';
import { serialize, signDocument } from '../../proof/proof.ts';
import { parseSigned } from '../../proof/signed-json.ts';
import { timestampOf } from '../../proof/timestamp.ts';
import { createVerifier } from '../../proof/verifier.ts';
import type { AccountFixture } from '../../tree/account-fixture.ts';
import { createAccountFixture } from '../../tree/account-fixture.ts';
import { readPath } from '../../tree/read-path.ts';
import { walkTree } from '../../tree/walk.ts';
import type { CheckedAccount } from '../check-account.ts';
import { checkAccount } from '../check-account.ts';
import { defaultBudget } from '../check-context.ts';
import type { CheckBudget } from '../check-context.ts';
import type { RuleId } from '../rules.ts';
import type { TreeSource } from '../tree-source.ts';
import type { WalkMemory } from '../walk-memory.ts';

/** An account's tree as files, to be broken on purpose: with valid proofs, as a publisher that errs would write it. */
export interface TreeFiles {
  readonly did: Did;
  readonly signer: Signer;
  readonly files: Map<string, Uint8Array>;
  readonly base: string;
  readonly nowMs: number;
  document(path: string): JsonObject;
  /** Changes a document and signs it anew; the path is below the account's folder. */
  edit(path: string, change: (unsigned: JsonObject) => JsonObject): Promise<void>;
  /** Changes one activity of a page, and the page. */
  editActivity(page: string, index: number, change: (unsigned: JsonObject) => JsonObject | Promise<JsonObject>): Promise<void>;
  sign(unsigned: JsonObject): Promise<JsonObject>;
}

export function withoutProof(document: JsonObject): JsonObject {
  const { proof: _, ...unsigned } = document;
  return unsigned;
}

/** All files below the root of a published fixture. */
export async function filesOf(account: AccountFixture): Promise<Map<string, Uint8Array>> {
  if (account.root === undefined) throw new Error('nothing is published');
  const files = new Map<string, Uint8Array>();
  for await (const step of walkTree(account.store, account.root)) {
    const bytes = step.kind === 'file' ? await readPath(account.store, account.root, step.path) : undefined;
    if (bytes !== undefined) files.set(step.path, bytes);
  }
  return files;
}

export const pictureBytes = new TextEncoder().encode('no picture, but bytes all the same');

/** An account with 45 posts on three pages: an edit, a deleted post, a boost, a like, a picture. Everything in order. */
export async function createGoodAccount(origin?: string): Promise<AccountFixture> {
  const account = createAccountFixture({ origin });
  const { did } = account.signer;
  await account.publish([]);
  const digest = digestMultibase(pictureBytes);
  const media = { digest, mediaType: 'image/jpeg', bytes: pictureBytes };
  const attachment = [
    {
      type: 'Image',
      mediaType: 'image/jpeg',
      url: writtenId(mediaId(did, digest, 'image/jpeg'), origin),
      digestMultibase: digest,
    },
  ];
  const posts: JsonObject[] = [await account.create('<p>With a picture</p>', { attachment })];
  for (let number = 1; number < 45; number++) posts.push(await account.create(`<p>Post ${number}</p>`));
  await account.publish(posts, { media: [media] });
  const [, , third, fourth] = posts;
  if (third === undefined || fourth === undefined) throw new Error('unreachable');
  await account.publish([
    await account.update(third, '<p>Edited</p>'),
    await account.remove(fourth),
    await account.about('Like', 'https://example.com/note/1'),
    await account.about('Announce', 'https://example.com/note/2'),
  ]);
  return account;
}

export function treeFiles(account: AccountFixture, files: ReadonlyMap<string, Uint8Array>): TreeFiles {
  const { signer } = account;
  const base = `.well-known/apgateway/${signer.did}/`;
  const copy = new Map(files);
  const sign = (unsigned: JsonObject): Promise<JsonObject> => signDocument(unsigned, signer, timestampOf(account.nowMs));
  const document = (path: string): JsonObject => {
    const parsed = parseSigned(copy.get(base + path) ?? new Uint8Array(0));
    if (!parsed.ok) throw new Error(`${path}: ${parsed.error.detail}`);
    return parsed.value;
  };
  const edit: TreeFiles['edit'] = async (path, change) => {
    copy.set(base + path, serialize(await sign(change(withoutProof(document(path))))));
  };
  return {
    did: signer.did,
    signer,
    files: copy,
    base,
    nowMs: account.nowMs,
    document,
    edit,
    sign,
    async editActivity(page, index, change) {
      const items = [...(document(page)['orderedItems'] as JsonObject[])];
      items[index] = await sign(await change(withoutProof(items[index] as JsonObject)));
      await edit(page, (unsigned) => ({ ...unsigned, orderedItems: items }));
    },
  };
}

/** Files in memory as a source. */
export const memorySource = (files: ReadonlyMap<string, Uint8Array>): TreeSource => ({
  atOnce: 4,
  async read(path, limitBytes) {
    const bytes = files.get(path);
    if (bytes === undefined) return { type: 'missing' };
    return bytes.length > limitBytes ? { type: 'too-large' } : { type: 'found', bytes };
  },
  list: async () => [...files.keys()],
});

/** Checks files in memory. */
export function checkFiles(
  tree: TreeFiles,
  options: { readonly ownOrigin?: string; readonly before?: WalkMemory; readonly budget?: Partial<CheckBudget> } = {},
): Promise<CheckedAccount> {
  return checkAccount({
    target: 'memory',
    did: tree.did,
    place: { type: 'files', source: memorySource(tree.files), ownOrigin: options.ownOrigin },
    verifier: createVerifier(),
    nowMs: tree.nowMs,
    budget: { ...defaultBudget, ...options.budget },
    before: options.before,
  });
}

/** Names of the broken rules, each once, in order of the alphabet. */
export const brokenRules = ({ report }: CheckedAccount): RuleId[] =>
  [...new Set(report.findings.map(({ rule }) => rule))].toSorted();
