import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CanonicalId, Did, ObjectId } from '../../protocol/brand.ts';
import { canonicalId } from '../../protocol/identity/ids.ts';
import { originOfId } from '../../protocol/identity/written-id.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import { applyActivities } from '../../protocol/reader/apply.ts';
import { createAccountFixture } from '../../protocol/tree/account-fixture.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { countBlocks, readPublished } from '../testing/published-tree.ts';
import { isObject } from '../views/members.ts';

const website = 'https://ada.example';
const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });
const formOf = (document: JsonObject | undefined): string | undefined => originOfId(String(document?.['id']));
const objectOf = (activity: JsonObject | undefined): JsonObject => {
  const object = activity?.['object'];
  return isObject(object) ? object : {};
};

function draft(text: string, more: Partial<DraftRecord> = {}): DraftRecord {
  return { id: `draft ${text}`, text, warning: '', language: 'en', audience: 'public', attachments: [], savedAtMs: 0, ...more };
}

describe('an account that gets a website', () => {
  let world: FakeWorld;
  let ada: FakeDevice;

  beforeEach(async () => {
    world = createFakeWorld(openStore);
    ada = await createFakeDevice(world);
  });

  async function post(device: FakeDevice, text: string, more: Partial<DraftRecord> = {}): Promise<CanonicalId> {
    const posted = await device.author.post(draft(text, more));
    if (!posted.ok) throw new Error(posted.error.type);
    return posted.value.id;
  }

  async function publish(device: FakeDevice = ada): Promise<JsonObject[]> {
    world.nowMs += 6000;
    device.publisher.expectNews();
    await device.publisher.flush();
    if (!world.head) throw new Error('nothing is published');
    await countBlocks(device.store.blocks, world.head.root);
    return readPublished(device.store.blocks, world.head.root, device.store.did);
  }

  it('writes from then on under its name, and says in the actor what it was called before', async () => {
    const before = await post(ada, 'before');
    await publish();
    expect(await ada.author.moveTo(website)).toEqual({ ok: true, value: undefined });
    const after = await post(ada, 'after');
    const [first, update, second] = await publish();
    expect([first, update, second].map(formOf)).toEqual([undefined, website, website]);
    expect(objectOf(update)).toMatchObject({
      id: `${website}/.well-known/apgateway/${ada.store.did}/actor.jsonld`,
      gateways: [website],
      alsoKnownAs: [`ap://${ada.store.did}/actor.jsonld`],
      url: `${website}/`,
    });
    expect(objectOf(update)['webfinger']).toBeUndefined();
    expect(formOf(objectOf(second))).toBe(website);
    expect(objectOf(second)['url']).toMatch(/^https:\/\/ada\.example\/2026\/11\/[2-7a-z]{13}\.html$/);
    // Whatever the form: here everything goes by the canonical id.
    expect(before).toMatch(/^ap:/);
    expect(after).toMatch(/^ap:/);
    expect((await ada.store.home({ limit: 5 })).map(({ id }) => id)).toEqual([after, before]);
    expect((await ada.store.outboxFor(after)).map(({ objectId }) => objectId)).toEqual([after]);
    expect(await ada.author.moveTo(website)).toEqual({ ok: true, value: undefined });
    expect(await publish()).toHaveLength(3);
  });

  it('names its own older posts as they were written when it edits, answers, likes, unlikes and deletes them', async () => {
    const [kept, gone] = [await post(ada, 'kept'), await post(ada, 'gone')];
    await ada.author.setLike(kept, true);
    await publish();
    await ada.author.moveTo(website);
    await post(ada, 'kept, better', { edits: kept });
    await ada.author.setLike(kept, false);
    await ada.author.setLike(kept, true);
    await ada.author.setBoost(kept, true);
    const reply = await post(ada, 'an answer', { inReplyTo: kept });
    await ada.author.deletePost(gone);
    const activities = await publish();
    const byType = (type: string): JsonObject[] => activities.filter((activity) => activity['type'] === type);
    const edit = byType('Update').find((activity) => objectOf(activity)['type'] === 'Note');
    expect(formOf(edit)).toBe(website);
    expect(objectOf(edit)).toMatchObject({ id: kept, attributedTo: `ap://${ada.store.did}/actor.jsonld` });
    expect(objectOf(edit)['url']).toBeUndefined();
    expect(byType('Undo')).toMatchObject([{ object: String(byType('Like')[0]?.['id']) }]);
    expect(byType('Like').map(formOf)).toEqual([undefined, website]);
    expect(byType('Like')[1]).toMatchObject({ object: kept });
    expect(byType('Announce')).toMatchObject([{ object: kept }]);
    expect(byType('Delete')).toMatchObject([{ object: gone }]);
    expect(objectOf(activities.find((activity) => objectOf(activity)['type'] === 'Tombstone'))).toMatchObject({ id: gone });
    // And what was written under the name keeps it when the account loses it.
    await ada.author.moveTo(undefined);
    await post(ada, 'an answer, better', { edits: reply });
    await post(ada, 'and more', { inReplyTo: reply });
    await ada.author.setBoost(reply, true);
    const later = (await publish()).slice(activities.length);
    const written = String(objectOf(byType('Create').find((activity) => formOf(activity) === website))['id']);
    expect(originOfId(written)).toBe(website);
    expect(later.map(formOf)).toEqual([undefined, undefined, undefined, undefined]);
    expect(objectOf(later[0])['alsoKnownAs']).toEqual([`${website}/.well-known/apgateway/${ada.store.did}/actor.jsonld`]);
    expect(objectOf(later[1])['id']).toBe(written);
    expect(objectOf(later[2])).toMatchObject({ inReplyTo: written });
    expect(later[3]).toMatchObject({ type: 'Announce', object: written });
    expect((await ada.store.replies(reply)).map(({ object }) => object['content'])).toEqual(['<p>and more</p>']);
  });

  it('keeps it through a change of profile, and names WebFinger only while it is there', async () => {
    await ada.author.moveTo(website);
    await ada.author.setWebfinger(true);
    await ada.author.updateProfile({ name: 'Ada L.', username: 'ada_l', bio: '', icon: 'keep' });
    await ada.author.setWebfinger(false);
    const actors = (await publish()).map(objectOf);
    expect(actors.map((actor) => actor['webfinger'])).toEqual([undefined, 'ada@ada.example', 'ada_l@ada.example', undefined]);
    expect(actors.map(formOf)).toEqual([website, website, website, website]);
  });

  it('names somebody else’s things as they write them, once both have a website', async () => {
    const ben = createAccountFixture({ seed: 7, origin: 'https://ben.example' });
    const create = await ben.create('<p>hello</p>');
    const note = objectOf(create);
    const actor = await ben.actor();
    const verified = {
      id: canonicalId(String(create['id'])),
      account: ben.signer.did,
      type: 'Create',
      activity: create,
      object: note,
    };
    if (verified.id === undefined) throw new Error('no id');
    const effects = applyActivities({
      did: ben.signer.did,
      me: ada.store.did,
      activities: [{ ...verified, id: verified.id, type: 'Create' }],
      actor,
      home: 1,
      nowMs: world.nowMs,
      htmlToRichText: ada.dependencies.htmlToRichText,
    });
    await ada.store.ingest(effects);
    const [hers] = await ada.store.home({ limit: 1 });
    if (!hers) throw new Error('not stored');
    for (const isOnTheWeb of [false, true]) {
      if (isOnTheWeb) await ada.author.moveTo(website);
      const [post, author] = isOnTheWeb
        ? [String(note['id']), String(actor['id'])]
        : [hers.id, `ap://${ben.signer.did}/actor.jsonld`];
      await ada.author.setLike(hers.id, !isOnTheWeb);
      await ada.author.setBoost(hers.id, true);
      const reply = await ada.store.post(await postHere(hers.id));
      expect(reply?.object).toMatchObject({ inReplyTo: post, tag: [{ type: 'Mention', href: author }] });
      expect(reply?.inReplyTo).toBe(hers.id);
      const boost = (await publish()).findLast(({ type }) => type === 'Announce');
      expect(boost).toMatchObject({ object: post, cc: [author] });
      await ada.author.setBoost(hers.id, false);
    }
    async function postHere(inReplyTo: ObjectId): Promise<CanonicalId> {
      return post(ada, 'an answer', { inReplyTo });
    }
  });

  describe('with a second device', () => {
    let phone: FakeDevice;

    beforeEach(async () => {
      await post(ada, 'from the laptop');
      await publish();
      phone = await createFakeDevice(world, { restored: true });
      await phone.publisher.reconcile();
    });

    it('takes the name over there', async () => {
      await ada.author.moveTo(website);
      await ada.author.setWebfinger(true);
      await publish();
      await publish(phone);
      expect(await phone.store.profile()).toMatchObject({
        website,
        hasWebfinger: true,
        formerIds: [`ap://${ada.store.did}/actor.jsonld`],
      });
      await post(phone, 'from the phone');
      expect(formOf((await publish(phone)).at(-1))).toBe(website);
      expect(await phone.author.refreshForm()).toEqual({ ok: true, value: undefined });
      expect(await phone.store.outboxWaiting(world.nowMs)).toEqual([]);
    });

    it('merges what the other wrote in the old form meanwhile', async () => {
      phone.network.online = false;
      const old = await post(phone, 'written offline');
      await publish(phone);
      await ada.author.moveTo(website);
      await publish();
      phone.network.online = true;
      const activities = await publish(phone);
      expect(activities.map(formOf)).toEqual([undefined, website, undefined]);
      expect(objectOf(activities[2])['id']).toBe(old);
      expect(await publish()).toEqual(activities);
      await post(ada, 'and on');
      expect((await publish()).map(formOf)).toEqual([undefined, website, undefined, website]);
    });

    it.each([
      ['waits', true],
      ['is published', false],
    ])('keeps the name when the other device changed the profile meanwhile, which still %s', async (_, waits) => {
      phone.network.online = false;
      await ada.author.moveTo(website);
      if (waits) await publish();
      world.nowMs += 60_000;
      await phone.author.updateProfile({ name: 'Ada on the phone', username: 'ada', bio: '', icon: 'keep' });
      phone.network.online = true;
      await publish(phone);
      if (!waits) await publish();
      const merging = waits ? phone : ada;
      expect(await merging.store.profile()).toMatchObject({ website, name: 'Ada on the phone' });
      await merging.author.refreshForm();
      const activities = await publish(merging);
      expect(objectOf(activities.at(-1))).toMatchObject({ name: 'Ada on the phone', gateways: [website] });
      expect(formOf(objectOf(activities.at(-1)))).toBe(website);
      await publish();
      await publish(phone);
      for (const device of [ada, phone])
        expect(await device.store.profile()).toMatchObject({ website, name: 'Ada on the phone' });
      for (const device of [ada, phone]) await device.author.refreshForm();
      expect(await publish()).toHaveLength(activities.length);
    });

    it('recovers from a crash between the new actor and the note of it', async () => {
      const before = await ada.store.profile();
      await ada.author.moveTo(website);
      if (before) await ada.store.putProfile(before);
      await ada.author.refreshForm();
      expect(await ada.store.profile()).toMatchObject({ website });
      expect(await publish()).toHaveLength(2);
    });
  });
});
