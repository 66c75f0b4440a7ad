import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AcctUri, ObjectId } from '../../protocol/brand.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { err, ok } from '../../protocol/result.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { nameOfDid } from '../addresses.ts';
import type { LaterParts } from '../later-parts.ts';
import { websiteOf } from '../publish/own-website.ts';
import { createFakeFediverse, type FakeFediverse } from '../testing/fake-fediverse.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice } from '../testing/fake-world.ts';
import { createLinkedDesk, type LinkedDesk } from './linked-desk.ts';

const eve = 'https://social.example/users/eve' as ObjectId;
const page = 'https://social.example/@eve';

describe('accounts elsewhere', () => {
  let device: FakeDevice;
  let fediverse: FakeFediverse;
  let desk: LinkedDesk;
  let person: PersonRecord | undefined;

  beforeEach(async () => {
    const world = createFakeWorld((did) => openAccountStore(did, { indexedDB: new IDBFactory() }));
    device = await createFakeDevice(world);
    fediverse = createFakeFediverse();
    person = {
      id: eve,
      actor: { id: eve, type: 'Person', url: page },
      name: 'Eve',
      username: 'eve@social.example',
      summary: [],
      updatedMs: 1,
      provenance: { type: 'host', host: 'social.example' },
    };
    const remote: Pick<LaterParts['remote'], 'resolve'> = {
      async resolve() {
        if (person === undefined) return err({ type: 'unreachable', host: 'social.example', reason: 'off' });
        await device.store.ingest({ posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [], person });
        return ok({ person: { ...person, id: eve }, acct: 'acct:eve@social.example' as AcctUri, way: 'mastodon', source: '' });
      },
    };
    const settings = { get: () => ({ gateways: ['https://gateway.example'] }) };
    // The desk uses these parts only.
    const parts = { ...device, remote, settings, web: fediverse.web, appBase: 'https://app.example/' } as unknown as LaterParts;
    desk = createLinkedDesk(parts);
  });

  const published = async (): Promise<JsonObject | undefined> => {
    const records = await device.store.outboxRange(undefined, 50);
    return records.findLast(({ type }) => type === 'Update')?.activity['object'] as JsonObject | undefined;
  };
  const rowNaming = (value: string): JsonObject => ({
    type: 'PropertyValue',
    name: 'Pollen',
    value: [{ tag: 'a', href: value, children: ['me'] }],
  });

  it('publishes the id and the page of an account, shows one entry, and takes both away', async () => {
    const added = await desk.add('@eve@social.example');
    expect(added).toMatchObject({ ok: true, value: { id: eve, label: 'eve@social.example', url: page, state: 'looking' } });
    expect((await published())?.['alsoKnownAs']).toEqual([eve, page]);
    expect(await desk.accounts()).toHaveLength(1);
    await desk.add('@eve@social.example');
    expect(await desk.accounts()).toHaveLength(1);
    await desk.remove(eve);
    expect(await desk.accounts()).toEqual([]);
    expect(await published()).not.toHaveProperty('alsoKnownAs');
  });

  it('stays apart from former ids of the account itself, also when it is read back', async () => {
    await device.author.moveTo('https://ada.example');
    await desk.add('@eve@social.example');
    const canonical = `ap://${device.store.did}/actor.jsonld`;
    expect((await published())?.['alsoKnownAs']).toEqual([canonical, eve, page]);
    expect(websiteOf((await published()) ?? {})).toMatchObject({ formerIds: [canonical], linked: [eve, page] });
  });

  it('believes both ways only', async () => {
    await desk.add('@eve@social.example');
    expect((await desk.check(eve)).state).toBe('one-way');
    person = person && {
      ...person,
      updatedMs: 2,
      actor: { ...person.actor, attachment: [rowNaming('https://gateway.example/@k51other')] },
    };
    expect((await desk.check(eve)).state).toBe('one-way');
    person = person && { ...person, updatedMs: 3, actor: { ...person.actor, attachment: [rowNaming(desk.backLink)] } };
    expect((await desk.check(eve)).state).toBe('both-ways');
    expect((await desk.accounts())[0]?.state).toBe('both-ways');
    person = undefined;
    expect((await desk.check(eve)).state).toBe('unreachable');
  });

  it('takes a web page without an account, and finds its rel=me', async () => {
    person = undefined;
    const home = 'https://eve.example/';
    expect(await desk.add('https://eve.example')).toMatchObject({ ok: true, value: { id: home, label: 'eve.example' } });
    expect(await desk.add('@nobody@social.example')).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    fediverse.serve(home, { links: [{ rel: 'me', type: '', href: `ipns://${nameOfDid(device.store.did)}` }] });
    expect((await desk.check(home as ObjectId)).state).toBe('one-way');
    fediverse.serve(home, { links: [{ rel: 'me', type: '', href: desk.backLink }] });
    expect((await desk.check(home as ObjectId)).state).toBe('both-ways');
  });

  it('refuses oneself, and more than sixteen', async () => {
    expect(await desk.add(desk.backLink)).toEqual(err({ type: 'yourself' }));
    person = undefined;
    for (let number = 0; number < 16; number++) expect((await desk.add(`https://page${number}.example`)).ok).toBe(true);
    expect(await desk.add('https://one-more.example')).toEqual(err({ type: 'too-many' }));
    expect((await published())?.['alsoKnownAs']).toHaveLength(16);
  });
});
