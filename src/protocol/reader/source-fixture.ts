import { pagePath } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import type { SyncRecord } from '../ports/records.ts';
import { parseSigned } from '../proof/signed-json.ts';
import { createVerifier } from '../proof/verifier.ts';
import { createAccountFixture } from '../tree/account-fixture.ts';
import type { AccountFixture } from '../tree/account-fixture.ts';
import { readPath } from '../tree/read-path.ts';
import { pollAccount, readOlder } from './consumer.ts';
import { runReader } from './read-outcome.ts';
import type { ReadOptions, ReadOutcome } from './read-outcome.ts';

const verifier = createVerifier();

/** An account and a place that serves it, well or badly. */
export interface Source {
  readonly account: AccountFixture;
  /** What this source gives in place of the real file: null = nothing. */
  readonly wrong: Map<string, Uint8Array | null>;
  readonly asked: string[];
}

/** An account with so many posts, `post 0` the oldest. */
export async function accountOf(posts: number): Promise<Source> {
  const account = createAccountFixture();
  const activities = [];
  for (let index = 0; index < posts; index++) activities.push(await account.create(`<p>post ${index}</p>`));
  await account.publish(activities);
  return { account, wrong: new Map(), asked: [] };
}

/** More posts, published together. */
export async function post({ account }: Source, count: number): Promise<void> {
  const activities = [];
  for (let index = 0; index < count; index++) activities.push(await account.create('<p>more</p>'));
  await account.publish(activities);
}

function run(
  reader: typeof pollAccount,
  source: Source,
  state: SyncRecord | undefined,
  more: Partial<ReadOptions> = {},
): Promise<ReadOutcome> {
  const { account, wrong, asked } = source;
  const { root } = account;
  if (root === undefined) throw new Error('nothing published');
  source.asked.length = 0;
  return runReader(reader({ did: account.signer.did, state, verifier, nowMs: account.nowMs, root, ...more }), (paths) => {
    asked.push(...paths);
    return Promise.all(
      paths.map(async (path) => (wrong.has(path) ? (wrong.get(path) ?? undefined) : readPath(account.store, root, path))),
    );
  });
}
export const poll = (source: Source, state?: SyncRecord, more?: Partial<ReadOptions>) => run(pollAccount, source, state, more);
export const older = (source: Source, state?: SyncRecord, more?: Partial<ReadOptions>) => run(readOlder, source, state, more);

export const page = (source: Source, number: number): string => pagePath(source.account.signer.did, number);
export const fileOf = async (source: Source, path: string): Promise<JsonObject> => {
  const { root, store } = source.account;
  const bytes = root === undefined ? undefined : await readPath(store, root, path);
  const parsed = bytes === undefined ? undefined : parseSigned(bytes);
  if (parsed?.ok !== true) throw new Error(path);
  return parsed.value;
};
export const contents = (outcome: ReadOutcome): unknown[] => outcome.activities.map(({ object }) => object?.['content']);
