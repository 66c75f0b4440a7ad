import { describe, expect, it } from 'vitest';
import type { Rkey } from '../brand.ts';
import { buildUpdate } from '../activity-streams/build-activity.ts';
import { checkDocument, checkPage } from '../activity-streams/check.ts';
import { accountId, pagePath } from '../identity/paths.ts';
import { rkeyFor } from '../identity/rkey.ts';
import type { JsonObject } from '../json.ts';
import { canonicalize } from '../proof/canonical-json.ts';
import { serialize, signDocument, verifyDocument } from '../proof/proof.ts';
import { timestampOf } from '../proof/timestamp.ts';
import { createVerifier } from '../proof/verifier.ts';
import { createAccountFixture } from './account-fixture.ts';
import type { AccountFixture } from './account-fixture.ts';
import { itemsOf, liveBlocks, objectOf, page, pathOf, paths, read } from './account-reads.ts';
import { objectIdOf } from './documents.ts';
import { sealedPageBytes } from './outbox-draft.ts';
import { readPath } from './read-path.ts';

const verifier = createVerifier();

async function posts(account: AccountFixture, count: number): Promise<JsonObject[]> {
  const activities: JsonObject[] = [];
  for (let index = 0; index < count; index++) activities.push(await account.create(`<p>post ${index}</p>`));
  return activities;
}

describe('a new account', { timeout: 60_000 }, () => {
  it('has an empty page 0, outbox, inbox, featured and actor, each signed', async () => {
    const account = createAccountFixture();
    const update = await account.publish([]);
    expect(update.totalItems).toBe(0);
    const { did } = account.signer;
    for (const path of [...Object.values(paths(account)), pagePath(did, 0)]) {
      expect(await verifyDocument(await read(account, path), did, verifier), path).toBe(true);
    }
    const outbox = await read(account, paths(account).outbox);
    expect(outbox).toMatchObject({
      totalItems: 0,
      first: `ap://${did}/outbox/0000/000000.jsonld`,
      last: `ap://${did}/outbox/0000/000000.jsonld`,
    });
    expect(outbox['orderedItems']).toBeUndefined();
    expect(await page(account, 0)).toMatchObject({ orderedItems: [], partOf: `ap://${did}/outbox.jsonld` });
    expect((await page(account, 0))['next']).toBeUndefined();
  });

  it('needs its own actor', async () => {
    const account = createAccountFixture();
    await expect(account.publish([], { actor: undefined })).rejects.toThrow(TypeError);
    await expect(account.publish([], { actor: await createAccountFixture({ seed: 9 }).actor() })).rejects.toThrow(TypeError);
  });
});

describe('publishing', { timeout: 60_000 }, () => {
  it('fills pages of 20, newest first, links them, and counts', async () => {
    const account = createAccountFixture();
    const activities = await posts(account, 45);
    await account.publish(activities.slice(0, 7));
    for (const activity of activities.slice(7)) await account.publish([activity]);
    const outbox = await read(account, paths(account).outbox);
    expect(outbox).toMatchObject({ totalItems: 45, first: expect.stringMatching(/000002\.jsonld$/) as string });
    const all = [2, 1, 0].map((number) => page(account, number));
    expect((await Promise.all(all)).map((document) => itemsOf(document).length)).toEqual([5, 20, 20]);
    expect((await Promise.all(all)).flatMap(itemsOf)).toEqual(activities.toReversed());
    expect(await page(account, 2)).toMatchObject({ next: expect.stringMatching(/000001\.jsonld$/) as string });
    const featured = await read(account, paths(account).featured);
    expect(featured['orderedItems']).toEqual(
      activities
        .slice(-5)
        .toReversed()
        .map((activity) => objectOf(activity)['id']),
    );
    expect(account.store.size).toBe(await liveBlocks(account));
  });

  it('moves `updated` on even when the clock goes back, and touches nothing when nothing is new', async () => {
    const account = createAccountFixture();
    const [first, second] = await posts(account, 2);
    if (first === undefined || second === undefined) throw new Error('no posts');
    await account.publish([first]);
    const before = String((await read(account, paths(account).outbox))['updated']);
    await account.publish([second], { nowMs: account.nowMs - 86_400_000 });
    expect(Date.parse(String((await read(account, paths(account).outbox))['updated']))).toBe(Date.parse(before) + 1000);
    const root = account.root;
    const again = await account.publish([first, second]);
    expect(again).toMatchObject({ appended: [], totalItems: 2, added: [], removed: [] });
    expect(account.root).toEqual(root);
  });

  it('starts another page when one would grow beyond 56 KiB; what is larger by itself gets a page alone', async () => {
    const account = createAccountFixture();
    const activities = [];
    for (const length of [5000, 5000, 5000, 100_000, 10]) activities.push(await account.create('ü'.repeat(length)));
    await account.publish(activities);
    const sizes = await Promise.all([0, 1, 2, 3].map(async (number) => itemsOf(await page(account, number)).length));
    expect(sizes).toEqual([2, 1, 1, 1]);
    expect(canonicalize(await page(account, 0)).length).toBeLessThan(sealedPageBytes);
    await expect(account.publish([await account.create('x'.repeat(265_000))])).rejects.toThrow(RangeError);
  });

  it('writes the object file as the bytes that the Create embeds, and the actor of an Update', async () => {
    const account = createAccountFixture();
    const [create] = await posts(account, 1);
    if (create === undefined) throw new Error('no post');
    await account.publish([create]);
    expect(await read(account, pathOf(create))).toEqual(objectOf(create));
    const renamed = await account.actor({ name: 'Alice B.', updated: '2026-06-01T00:00:00Z' });
    const update = await account.update({ object: renamed }, '<p>bio</p>');
    await account.publish([update]);
    expect(await read(account, paths(account).actor)).toEqual(objectOf(update));
  });

  it('costs at most 20 blocks and, in the median, 50 kB', async () => {
    const account = createAccountFixture({ stepMs: 3_600_000 });
    await account.publish(await posts(account, 1000));
    const sizes: number[] = [];
    for (let index = 0; index < 40; index++) {
      const update = await account.publish([await account.create(`<p>${'word '.repeat(44)}</p>`)]);
      expect(update.added.length).toBeLessThanOrEqual(20);
      sizes.push(update.added.reduce((sum, block) => sum + block.bytes.length, 0));
    }
    expect(sizes.toSorted((left, right) => left - right)[20]).toBeLessThan(50_000);
    expect(account.store.size).toBe(await liveBlocks(account));
  });
});

describe('editing and deleting', { timeout: 60_000 }, () => {
  it('keeps the newest version, leaves sealed pages alone', async () => {
    const account = createAccountFixture();
    const activities = await posts(account, 25);
    await account.publish(activities);
    const sealed = await page(account, 0);
    const [create] = activities;
    if (create === undefined) throw new Error('no post');
    const older = await account.update(create, '<p>older</p>');
    const newer = await account.update(create, '<p>newer</p>');
    await account.publish([newer]);
    await account.publish([older]);
    expect(await read(account, pathOf(create))).toEqual(objectOf(newer));
    expect(await page(account, 0)).toEqual(sealed);
  });

  it.each([
    ['knowing where', true],
    ['without knowing where', false],
  ])('puts a Tombstone wherever the object was, %s', async (_, isKnown) => {
    const account = createAccountFixture();
    const activities = await posts(account, 25);
    await account.publish(activities);
    const [create] = activities;
    if (create === undefined) throw new Error('no post');
    const updates = [];
    for (let index = 0; index < 30; index++) updates.push(await account.update(create, `<p>edit ${index} secret</p>`));
    await account.publish(updates);
    const rkeys = [create, ...updates].map((activity) => String(activity['id']).split('#')[1] as Rkey);
    const remove = await account.remove(create);
    await account.publish([remove], isKnown ? { embeddedIn: async () => rkeys } : {});
    const { did } = account.signer;
    const tombstone = await read(account, pathOf(create));
    expect(tombstone).toMatchObject({
      type: 'Tombstone',
      formerType: 'Note',
      published: objectOf(create)['published'],
      deleted: remove['published'],
    });
    const all = [...itemsOf(await page(account, 0)), ...itemsOf(await page(account, 1)), ...itemsOf(await page(account, 2))];
    expect(
      all.filter((item) => item['type'] !== 'Delete' && objectIdOf(item) === objectIdOf(create)).map((item) => item['object']),
    ).toEqual(Array.from({ length: 31 }, () => tombstone));
    for (const item of all) expect(await verifyDocument(item, did, verifier)).toBe(true);
    expect(JSON.stringify(all)).not.toContain('secret');
    expect(all.length).toBe(56);
    expect(account.store.size).toBe(await liveBlocks(account));
  });

  it('fills the gap in featured, removes media, and does not resurrect by a late edit', async () => {
    const account = createAccountFixture();
    const activities = await posts(account, 8);
    const [, , third, , , , , last] = activities;
    if (third === undefined || last === undefined) throw new Error('no posts');
    const digest = `zQm${'a'.repeat(44)}`;
    const media = [{ digest, mediaType: 'image/png', bytes: Uint8Array.of(1, 2, 3) }];
    await account.publish(activities, { media });
    expect(await readPath(account.store, account.root as never, `m/a/a/${digest}.png`)).toEqual(Uint8Array.of(1, 2, 3));
    const late = await account.update(last, '<p>too late</p>');
    await account.publish([await account.remove(last)], { removeMedia: [`m/a/a/${digest}.png`] });
    expect((await read(account, paths(account).featured))['orderedItems']).toEqual(
      activities
        .slice(2, 7)
        .toReversed()
        .map((activity) => objectOf(activity)['id']),
    );
    expect(await readPath(account.store, account.root as never, `m/a/a/${digest}.png`)).toBeUndefined();
    await account.publish([late]);
    expect(await read(account, pathOf(last))).toMatchObject({ type: 'Tombstone' });
    expect(JSON.stringify(await page(account, 0))).not.toContain('too late');
  });
});

describe('the end of an account', () => {
  it('leaves a Tombstone at the place of the actor, and in its Updates, that readers accept', async () => {
    const account = createAccountFixture();
    const { signer } = account;
    const actor = await account.actor({ name: 'Alice, edited' });
    const base = { did: signer.did, rkey: rkeyFor(account.nowMs, 1), published: timestampOf(account.nowMs) };
    const update = await signDocument(buildUpdate(base, actor), signer, base.published);
    await account.publish([await account.create('<p>hello</p>'), update], { actor });
    await account.publish([await account.remove({ object: { id: accountId(signer.did, 'actor') } })]);
    const left = await read(account, paths(account).actor);
    expect(left).toMatchObject({ type: 'Tombstone', formerType: 'Person' });
    const verifier = createVerifier();
    expect(await checkDocument(serialize(left), signer.did, verifier, 'object')).toMatchObject({ ok: true });
    expect(await checkDocument(serialize(left), signer.did, verifier, 'actor')).toMatchObject({ ok: false });
    const checked = await checkPage(serialize(await page(account, 0)), signer.did, verifier);
    expect(checked.ok && checked.value.activities.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(JSON.stringify(await page(account, 0))).not.toContain('edited');
  });
});
