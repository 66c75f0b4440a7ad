import { afterEach, describe, expect, it } from 'vitest';
import * as exports from '../../../tests/support/mastodon-export.ts';
import type { AcctUri, ObjectId } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { idOfAcct } from '../testing/fake-import.ts';
import { active, exported, closeWorlds, imported, openWorld, preview, run } from '../testing/import-world.ts';

const friend = seedToDid(new Uint8Array(32).fill(7));
const friendName = didToIpnsName(friend);
const people = exports.manyPeople(40, 8);

afterEach(closeWorlds);

describe('what needs no server', () => {
  it('is stored at once: blocks, mutes, hosts', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    one.setOnline(false);
    await one.store.putModeration({ target: 'acct:user1@host1.example' as AcctUri, kind: 'mute', stampMs: 1, removed: false });
    await imported(one, exports.blocks(people.slice(0, 3)));
    const mutes = await imported(
      one,
      exports.mutesOf28(people.slice(0, 3).map((person) => ({ ...person, hideNotifications: false }))),
    );
    expect(mutes.counts).toEqual({ done: 2, 'already-there': 1 });
    await imported(one, exports.blockedDomains(['spam.example']));
    const entries = active(await one.store.moderation());
    expect(entries.filter(({ kind }) => kind === 'block').map(({ target }) => target)).toEqual([
      'acct:user0@host0.example',
      'acct:user1@host1.example',
      'acct:user2@host2.example',
      'https://spam.example',
    ]);
    expect(entries.filter(({ kind, hidesNotifications }) => kind === 'mute' && hidesNotifications === false)).toHaveLength(2);
  });

  it('names people by id once it is known', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    const members = people.slice(0, 4).map(({ address }) => ({ title: 'Friends', address }));
    await imported(one, exports.followsOf40(people.slice(0, 2)));
    await imported(one, exports.lists(members));
    await imported(one, exports.blocks(people.slice(2, 4)));
    const membersNow = async () => active(await one.store.collections.members()).map(({ member }) => member);
    expect((await membersNow()).filter((member) => member.startsWith('acct:'))).toHaveLength(2);
    await imported(one, exports.followsOf40(people.slice(2, 4)));
    expect((await membersNow()).toSorted()).toEqual(people.slice(0, 4).map(({ address }) => idOfAcct(address)));
    expect(active(await one.store.moderation()).map(({ target }) => target)).toEqual(
      people.slice(2, 4).map(({ address }) => idOfAcct(address)),
    );
    expect(active(await one.store.collections.lists())).toMatchObject([{ title: 'Friends' }]);
  });

  it('keeps the order of bookmarks', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    const uris = Array.from({ length: 1_200 }, (_, index) => `https://one.example/users/a/statuses/${index}`);
    await imported(one, exports.bookmarks(uris));
    const [newest, second] = await one.store.collections.bookmarks({ limit: 2 });
    expect([newest?.id, second?.id]).toEqual(uris.slice(0, 2));
  });
});

describe('the own export', () => {
  it('is in Mastodon’s columns, and importing it is a no-op', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    await imported(one, exports.followsOf40(people));
    await one.store.putFollow({
      did: friend,
      name: friendName,
      stampMs: 1,
      removed: false,
      via: ['https://gateway.example', 'https://second.example'],
      coHost: true,
    });
    const titles = ['Friends', '=SUM(1)', 'a "b", c', '@home'];
    await imported(one, exports.lists(titles.flatMap((title) => people.slice(0, 3).map(({ address }) => ({ title, address })))));
    const [list] = await one.store.collections.lists();
    await one.store.collections.putLists([], [{ list: list?.id ?? '', member: friend, stampMs: 1, removed: false }]);
    await imported(one, exports.blocks([...people.slice(10, 14), { address: 'unknown@nowhere.example' }]));
    await one.store.putModerations([
      { target: 'https://page.example/@someone' as ObjectId, kind: 'block', stampMs: 1, removed: false },
      { target: seedToDid(new Uint8Array(32).fill(9)), kind: 'block', stampMs: 1, removed: false },
      { target: friend, kind: 'mute', stampMs: 1, removed: false, hidesNotifications: false },
    ]);
    await imported(
      one,
      exports.mutesOf28(people.slice(14, 16).map((person, place) => ({ ...person, hideNotifications: place === 0 }))),
    );
    await imported(one, exports.blockedDomains(['spam.example', 'bad.example']));
    await imported(one, exports.bookmarks(['https://one.example/p/1', `ap://${friend}/objects/2222222222222`]));

    const follows = await exported(one, 'follows');
    const lines = follows.text.split('\n');
    expect(lines[0]).toBe('Account address,Show boosts,Notify on new posts,Languages');
    expect(lines).toContain('user0@host0.example,false,true,"de, en"');
    expect(lines).toContain(`https://gateway.example/ipns/${friendName}/actor.json,true,false,`);
    const before = JSON.stringify([
      await one.store.remote.follows(),
      await one.store.follows(),
      await one.store.moderation(),
      await one.store.collections.lists(),
      await one.store.collections.members(),
      await one.store.collections.bookmarks({ limit: 100 }),
    ]);
    const asked = one.asked.length;
    for (const kind of ['follows', 'lists', 'blocks', 'mutes', 'blocked-hosts', 'bookmarks'] as const) {
      const file = await exported(one, kind);
      const found = await preview(one, file);
      expect([kind, found.kind, found.entries, found.leftOut]).toEqual([kind, kind, 0, []]);
      const { entries } = await one.desk.exportFile(kind);
      expect(found.alreadyThere).toBe(entries);
      await imported(one, file);
      expect(await exported(one, kind)).toEqual(file);
    }
    const after = JSON.stringify([
      await one.store.remote.follows(),
      await one.store.follows(),
      await one.store.moderation(),
      await one.store.collections.lists(),
      await one.store.collections.members(),
      await one.store.collections.bookmarks({ limit: 100 }),
    ]);
    expect(after).toBe(before);
    expect(one.asked).toHaveLength(asked);
  });

  it('imported into another account makes the same again', async () => {
    const one = await openWorld(openAccountStore);
    run(one);
    await imported(one, exports.followsOf40(people));
    await imported(one, exports.lists(people.slice(0, 6).map(({ address }, place) => ({ title: `L${place % 2}`, address }))));
    const other = await openWorld(openAccountStore);
    run(other);
    for (const kind of ['follows', 'lists'] as const) {
      const file = await exported(one, kind);
      await imported(other, file);
      expect(await exported(other, kind)).toEqual(file);
    }
  });
});
