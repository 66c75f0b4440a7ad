import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocument, checkPage } from '../activity-streams/check.ts';
import { digestMultibase } from '../identity/digest.ts';
import { canonicalId } from '../identity/ids.ts';
import { accountPaths, idToTreePath, pageNumberOf, pagePath } from '../identity/paths.ts';
import { originOfId } from '../identity/written-id.ts';
import type { JsonObject } from '../json.ts';
import { createVerifier } from '../proof/verifier.ts';
import { createAccountFixture, type AccountFixture } from './account-fixture.ts';
import { treePathOfMedia } from './media-path.ts';
import { mergeAccountTrees } from './merge-trees.ts';
import { activitiesNotIn } from './outbox-pages.ts';
import { readPath } from './read-path.ts';
import { walkTree } from './walk.ts';

const verifier = createVerifier();
const website = 'https://alice.example';
const otherWebsite = 'https://alice.another.example';
const objectOf = (activity: JsonObject): JsonObject => activity['object'] as JsonObject;
const idOf = (document: JsonObject): string => String(document['id']);
const itemsOf = (document: JsonObject) => document['orderedItems'] as JsonObject[];

async function read(account: AccountFixture, path: string): Promise<JsonObject> {
  const bytes = account.root && (await readPath(account.store, account.root, path));
  if (!bytes) throw new Error(`no ${path}`);
  const checked = path.includes('/outbox/')
    ? await checkPage(bytes, account.signer.did, verifier)
    : await checkDocument(bytes, account.signer.did, verifier);
  if (!checked.ok) throw new Error(`${path}: ${checked.error.detail}`);
  return checked.value.document;
}
const page = (account: AccountFixture, number: number) => read(account, pagePath(account.signer.did, number));
const document = (account: AccountFixture, name: 'actor' | 'inbox' | 'outbox' | 'featured') =>
  read(account, accountPaths(account.signer.did)[name]);

/** Every document of the tree holds, lies where its id says, and a page has one form throughout. */
async function expectSound(account: AccountFixture): Promise<void> {
  if (account.root === undefined) throw new Error('nothing is published');
  for await (const { path, kind } of walkTree(account.store, account.root)) {
    expect(kind, path).not.toBe('missing');
    if (!path.endsWith('.jsonld')) continue;
    const found = await read(account, path);
    expect(idToTreePath(idOf(found)), path).toBe(path);
    if (found['type'] !== 'OrderedCollectionPage') continue;
    const form = originOfId(idOf(found));
    for (const member of ['attributedTo', 'partOf', 'next'])
      if (found[member] !== undefined) expect(originOfId(String(found[member])), `${path} ${member}`).toBe(form);
  }
  const actor = await document(account, 'actor');
  const form = originOfId(idOf(actor));
  for (const member of ['inbox', 'outbox', 'featured']) expect(originOfId(String(actor[member]))).toBe(form);
  const outbox = await document(account, 'outbox');
  for (const id of [outbox['id'], outbox['first'], outbox['last'], outbox['attributedTo']])
    expect(originOfId(String(id))).toBe(form);
  for (const name of ['inbox', 'featured'] as const) expect(originOfId(idOf(await document(account, name)))).toBe(form);
}

describe('an account with a web origin of its own', { timeout: 60_000 }, () => {
  it('writes every id under it from the start', async () => {
    const account = createAccountFixture({ origin: website });
    const create = await account.create('<p>hello</p>');
    await account.publish([create]);
    await expectSound(account);
    const base = `${website}/.well-known/apgateway/${account.signer.did}`;
    expect(await document(account, 'actor')).toMatchObject({
      id: `${base}/actor.jsonld`,
      outbox: `${base}/outbox.jsonld`,
      gateways: [website],
      assertionMethod: [{ id: `${base}/actor.jsonld#ed25519-key`, controller: `${base}/actor.jsonld` }],
    });
    expect(itemsOf(await page(account, 0))[0]).toMatchObject({
      id: expect.stringMatching(new RegExp(`^${base}/outbox\\.jsonld#[2-7a-z]{13}$`)) as string,
      actor: `${base}/actor.jsonld`,
      object: { id: expect.stringMatching(`^${base}/o/`) as string, attributedTo: `${base}/actor.jsonld` },
    });
    expect((await document(account, 'featured'))['orderedItems']).toEqual([idOf(objectOf(create))]);
  });

  it('begins a new page when it gets one, and leaves everything before as it is', async () => {
    const account = createAccountFixture();
    const before = await account.create('<p>before</p>');
    await account.publish([before]);
    const oldPage = await page(account, 0);
    const oldFile = await read(account, idToTreePath(idOf(objectOf(before))) ?? '');
    await account.publish([await account.move(website)]);
    const after = await account.create('<p>after</p>');
    await account.publish([after]);
    await expectSound(account);
    expect(await page(account, 0)).toEqual(oldPage);
    expect(await read(account, idToTreePath(idOf(objectOf(before))) ?? '')).toEqual(oldFile);
    const newPage = await page(account, 1);
    expect(itemsOf(newPage).map(({ type }) => type)).toEqual(['Create', 'Update']);
    expect(originOfId(idOf(newPage))).toBe(website);
    expect(await document(account, 'outbox')).toMatchObject({ totalItems: 3, first: idOf(newPage) });
    expect((await document(account, 'featured'))['orderedItems']).toEqual([idOf(objectOf(after)), idOf(objectOf(before))]);
  });

  it('does not seal an empty page', async () => {
    const account = createAccountFixture();
    await account.publish([]);
    account.origin = website;
    await account.publish([], { actor: await account.actor({ updated: '2026-02-01T00:00:00Z' }) });
    await expectSound(account);
    expect(pageNumberOf(String((await document(account, 'outbox'))['first']))).toBe(0);
    expect(originOfId(idOf(await page(account, 0)))).toBe(website);
    await account.publish([await account.create('<p>first</p>')]);
    await expectSound(account);
    expect(pageNumberOf(String((await document(account, 'outbox'))['first']))).toBe(0);
  });

  it('edits and deletes what it wrote before under the ids of then', async () => {
    const account = createAccountFixture();
    const creates = [await account.create('<p>one</p>'), await account.create('<p>two</p>')];
    const [one, two] = creates as [JsonObject, JsonObject];
    await account.publish(creates);
    await account.publish([await account.move(website)]);
    await account.publish([await account.update(one, '<p>one, better</p>'), await account.remove(two)]);
    await expectSound(account);
    const edited = await read(account, idToTreePath(idOf(objectOf(one))) ?? '');
    expect(edited).toMatchObject({ id: idOf(objectOf(one)), content: '<p>one, better</p>' });
    const tombstone = await read(account, idToTreePath(idOf(objectOf(two))) ?? '');
    expect(tombstone).toMatchObject({
      type: 'Tombstone',
      id: idOf(objectOf(two)),
      attributedTo: objectOf(two)['attributedTo'] as string,
    });
    const sealed = await page(account, 0);
    expect(originOfId(idOf(sealed))).toBeUndefined();
    expect(itemsOf(sealed).map(idOf)).toEqual(creates.map(idOf).toReversed());
    expect(objectOf(itemsOf(sealed)[0] as JsonObject)).toEqual(tombstone);
    expect(itemsOf(await page(account, 1)).map(({ type }) => type)).toEqual(['Delete', 'Update', 'Update']);
    expect((await document(account, 'featured'))['orderedItems']).toEqual([idOf(objectOf(one))]);
  });

  it.each(['onto the tree that moved', 'onto the tree that did not'])('merges %s', async (direction) => {
    const old = createAccountFixture({ device: 1 });
    await old.publish([await old.create('<p>shared</p>')]);
    const moved = createAccountFixture({ device: 2, nowMs: old.nowMs + 1000 });
    await moved.store.putMany([...old.store.blocks()]);
    await moved.publish([], { root: old.root, actor: undefined });
    const picture = new TextEncoder().encode('a picture');
    const media = { digest: digestMultibase(picture), mediaType: 'image/png', bytes: picture };
    const url = `${website}/${treePathOfMedia(media)}`;
    const attachment = [{ type: 'Image', mediaType: media.mediaType, url, digestMultibase: media.digest }];
    const unmoved = [await old.create('<p>elsewhere</p>'), await old.create('<p>still</p>')];
    await old.publish(unmoved);
    await moved.publish([await moved.move(website), await moved.create('<p>new</p>', { attachment })], { media: [media] });
    const [into, from] = direction.includes('not') ? [moved, old] : [old, moved];
    await into.store.putMany([...from.store.blocks()]);
    const options = { store: into.store, signer: into.signer, nowMs: into.nowMs + 5000, activities: [] };
    const [root, ownRoot] = [from.root, into.root];
    if (root === undefined) throw new Error('nothing is published');
    const update = await mergeAccountTrees({ ...options, root, ownRoot });
    expect(update.appended.length).toBe(2);
    await into.store.putMany(update.added);
    await into.publish([], { root: update.root });
    await expectSound(into);
    expect(originOfId(idOf(await document(into, 'actor')))).toBe(website);
    const all = await activitiesNotIn(into.store, into.signer.did, update.root, undefined);
    expect(all.map(({ type }) => type).toSorted()).toEqual(['Create', 'Create', 'Create', 'Create', 'Update']);
    expect(all.filter((activity) => unmoved.some((other) => idOf(other) === idOf(activity)))).toEqual(unmoved);
    expect(await readPath(into.store, update.root, treePathOfMedia(media))).toEqual(picture);
  });

  it('keeps every id, whatever it does and however often it moves', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant({ type: 'create' as const }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('update' as const), which: fc.nat(100) }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('remove' as const), which: fc.nat(100) }) },
      {
        weight: 1,
        arbitrary: fc.record({ type: fc.constant('move' as const), to: fc.constantFrom(website, otherWebsite, undefined) }),
      },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        async (rounds) => {
          const account = createAccountFixture();
          const creates: JsonObject[] = [];
          const removed = new Set<string>();
          const written: string[] = [];
          for (const round of rounds) {
            const activities: JsonObject[] = [];
            for (const action of round) {
              const target =
                action.type === 'create' || action.type === 'move' ? undefined : creates[action.which % (creates.length || 1)];
              if (action.type === 'create') {
                const create = await account.create(`<p>${creates.length}</p>`);
                creates.push(create);
                activities.push(create);
              } else if (action.type === 'move') {
                if (action.to !== account.origin) activities.push(await account.move(action.to));
              } else if (target !== undefined && !removed.has(idOf(target))) {
                if (action.type === 'remove') removed.add(idOf(target));
                activities.push(
                  action.type === 'remove'
                    ? await account.remove(target)
                    : await account.update(target, `<p>edited ${written.length}</p>`),
                );
              }
            }
            written.push(...activities.map(idOf));
            await account.publish(activities);
          }
          await expectSound(account);
          const onPages: string[] = [];
          const newest = pageNumberOf(String((await document(account, 'outbox'))['first'])) ?? -1;
          for (let number = newest; number >= 0; number--) onPages.push(...itemsOf(await page(account, number)).map(idOf));
          expect(onPages.toReversed()).toEqual(written);
          for (const create of creates) {
            const file = await read(account, idToTreePath(idOf(objectOf(create))) ?? '');
            expect(file).toMatchObject({ id: idOf(objectOf(create)), attributedTo: objectOf(create)['attributedTo'] as string });
            expect(file['type'] === 'Tombstone').toBe(removed.has(idOf(create)));
            expect(canonicalId(idOf(file))).toBeDefined();
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
