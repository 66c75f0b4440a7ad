import { beforeEach, describe, expect, it } from 'vitest';
import { buildSuccession, buildUpdate } from '../activity-streams/build-activity.ts';
import { accountId } from '../identity/paths.ts';
import { rkeyFor } from '../identity/rkey.ts';
import type { JsonObject } from '../json.ts';
import { signDocument } from '../proof/proof.ts';
import { seedToDid } from '../proof/signer.ts';
import { timestampOf } from '../proof/timestamp.ts';
import { digestOfKey } from '../succession/check-succession.ts';
import { type AccountFixture, createAccountFixture } from '../tree/account-fixture.ts';
import { brokenRules, checkFiles, filesOf, treeFiles } from './testing/tree-files.ts';

const [one, other] = [2, 3].map((fill) => seedToDid(new Uint8Array(32).fill(fill)));
if (one === undefined || other === undefined) throw new Error('no accounts');

let account: AccountFixture;
beforeEach(async () => {
  account = createAccountFixture();
  await account.publish([]);
});

const broken = async (): Promise<string[]> => brokenRules(await checkFiles(treeFiles(account, await filesOf(account))));

function next(): {
  did: AccountFixture['signer']['did'];
  rkey: ReturnType<typeof rkeyFor>;
  published: ReturnType<typeof timestampOf>;
} {
  account.nowMs += 60_000;
  return { did: account.signer.did, rkey: rkeyFor(account.nowMs, 1), published: timestampOf(account.nowMs) };
}
const sign = (document: JsonObject): Promise<JsonObject> => signDocument(document, account.signer, timestampOf(account.nowMs));
/** Says in the outbox what the actor is now, as every publisher does. */
async function update(changes: JsonObject): Promise<JsonObject> {
  const base = next();
  return sign(buildUpdate(base, await account.actor(changes)));
}
const naming = (digest: string): JsonObject => ({ nextKeyDigest: digest });

describe('the successor that an actor names', () => {
  it('may come later, and stays', async () => {
    await account.publish([await update({})]);
    await account.publish([await update(naming(digestOfKey(one)))]);
    await account.publish([await update({ ...naming(digestOfKey(one)), name: 'Alice, later' })]);
    expect(await broken()).toEqual([]);
  });

  it('is never another one', async () => {
    await account.publish([await update(naming(digestOfKey(one)))]);
    await account.publish([await update(naming(digestOfKey(other)))]);
    expect(await broken()).toContain('actor-successor');
  });

  it('is never taken away', async () => {
    await account.publish([await update(naming(digestOfKey(one)))]);
    await account.publish([await update({})]);
    expect(await broken()).toContain('actor-successor');
  });
});

describe('a statement of succession in an outbox', () => {
  const statement = async (more: JsonObject = {}): Promise<JsonObject> => sign({ ...buildSuccession(next(), one), ...more });

  it('is by an account that names the other one', async () => {
    await account.publish([await update({ alsoKnownAs: [accountId(one, 'actor')] }), await statement()]);
    expect(await broken()).toEqual([]);
  });

  it('is nothing without that', async () => {
    await account.publish([await update({ alsoKnownAs: [accountId(other, 'actor')] }), await statement()]);
    expect(await broken()).toEqual(['succession-alias']);
  });

  it('is not larger than readers take', async () => {
    const summary = 'x'.repeat(17_000);
    await account.publish([await update({ alsoKnownAs: [accountId(one, 'actor')] }), await statement({ summary })]);
    expect(await broken()).toContain('succession-bytes');
  });
});
