import { accountPaths, idToTreePath, pagePath } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import { parseSigned } from '../proof/signed-json.ts';
import type { AccountFixture } from './account-fixture.ts';
import { objectIdOf } from './documents.ts';
import { readPath } from './read-path.ts';
import { walkTree } from './walk.ts';

/** Where the documents of the fixture's account stand. */
export const paths = (account: AccountFixture) => accountPaths(account.signer.did);
export const objectOf = (activity: JsonObject): JsonObject => activity['object'] as JsonObject;

/** The document at `path` of what was published last. Throws when there is none. */
export async function read(account: AccountFixture, path: string): Promise<JsonObject> {
  const bytes = account.root === undefined ? undefined : await readPath(account.store, account.root, path);
  const parsed = bytes === undefined ? undefined : parseSigned(bytes);
  if (parsed?.ok !== true) throw new Error(`cannot read ${path}`);
  return parsed.value;
}
export const page = (account: AccountFixture, number: number) => read(account, pagePath(account.signer.did, number));
export const itemsOf = (document: JsonObject) => document['orderedItems'] as JsonObject[];
export const pathOf = (activity: JsonObject): string => idToTreePath(objectIdOf(activity) ?? '') ?? '';

/** How many blocks the last root reaches; all of them must be there. */
export async function liveBlocks(account: AccountFixture): Promise<number> {
  let count = 0;
  if (account.root !== undefined)
    for await (const step of walkTree(account.store, account.root)) {
      if (step.kind === 'missing') throw new Error(`${step.path} is missing`);
      count++;
    }
  return count;
}
