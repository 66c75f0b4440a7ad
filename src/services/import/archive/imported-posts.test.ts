import { beforeEach, describe, expect, it, vi } from 'vitest';
import { archiveFiles, archiveOwner, archiveStartMs, zipArchive } from '../../../../tests/support/mastodon-archive.ts';
import { createItem } from '../../../../tests/support/mastodon-archive-items.ts';
import { accountId } from '../../../protocol/identity/paths.ts';
import { openAccountStore } from '../../../storage/open-account-store.ts';
import { createFakeHub, type FakeHub } from '../../testing/fake-hub.ts';
import { createFakePerson, type FakePerson } from '../../testing/fake-person.ts';

async function eventually(hub: FakeHub, expectation: () => Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      hub.timers.advance(50);
      await expectation();
    },
    { timeout: 15_000, interval: 10 },
  );
}

describe('posts of an archive', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let ben: FakePerson;

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    ben = await createFakePerson(hub, 'Ben', openAccountStore);
  });

  const texts = async (person: FakePerson): Promise<string[]> =>
    (await person.app.home({ limit: 40 })).items.map((post) => post.text);

  async function importArchive(items: readonly unknown[]): Promise<void> {
    const file = new File([await zipArchive(archiveFiles({ items }))], 'archive.zip');
    const desk = await ada.app.files();
    const found = await desk.preview(file);
    if (!found.ok) throw new Error(found.error.type);
    const job = await desk.start(found.value.id, { profile: false });
    await eventually(hub, async () => {
      expect((await ada.store.jobs.job(job))?.state).toBe('finished');
    });
  }

  it('reach followers at the dates on which they were written, and notify nobody', async () => {
    const followed = await ben.app.follow(ada.me.address);
    expect(followed.ok).toBe(true);
    await ben.app.setFollowOptions(ada.me.did, { showBoosts: true, notify: true, languages: [] });
    await ada.post('Written here');
    await eventually(hub, async () => expect(await texts(ben)).toEqual(['Written here']));
    const mention = { type: 'Mention', href: accountId(ben.me.did, 'actor'), name: '@ben' };
    // Dates have whole seconds.
    hub.timers.advance(2000);
    const benHere = await ben.post('Ask me');
    if (!benHere.ok) throw new Error(benHere.error.type);
    const items = [0, 1, 2].map((number) =>
      createItem({
        owner: archiveOwner,
        number,
        atMs: archiveStartMs + number * 86_400_000,
        object: number === 1 ? { tag: [mention] } : number === 2 ? { inReplyTo: benHere.value.id } : {},
      }),
    );
    await ben.app.markNotificationsRead();
    const before = (await ben.app.notifications({ limit: 40 })).items.length;
    await importArchive(items);
    await eventually(hub, async () => {
      expect(await ada.store.waitingKeys()).toEqual([]);
      expect(await texts(ben)).toEqual(['Ask me', 'Written here', 'Post number 2', 'Post number 1', 'Post number 0']);
    });
    expect((await ben.app.notifications({ limit: 40 })).items).toHaveLength(before);
    expect(ben.app.unread.get()).toBe(0);
    const [, , oldest] = (await ben.app.home({ limit: 40 })).items.toReversed();
    expect(new Date(oldest?.atMs ?? 0).getUTCFullYear()).toBe(2019);
    // What is written now is news again.
    hub.timers.advance(2000);
    await ada.post('After the import');
    await eventually(hub, async () => expect((await texts(ben))[0]).toBe('After the import'));
  });
});
