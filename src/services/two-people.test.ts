import { CID } from 'multiformats/cid';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { digestMultibase } from '../protocol/identity/digest.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import type { CanonicalId } from '../protocol/brand.ts';
import { openAccountStore } from '../storage/open-account-store.ts';
import type { PostView } from './app-api.ts';
import { createFakeHub, type FakeHub } from './testing/fake-hub.ts';
import { gatewaySource } from './testing/fake-sources.ts';
import { createFakePerson, type FakePerson } from './testing/fake-person.ts';
import { holdIngest } from './testing/hold-ingest.ts';

const home = async (person: FakePerson): Promise<readonly PostView[]> => (await person.app.home({ limit: 40 })).items;
const texts = async (person: FakePerson): Promise<string[]> => (await home(person)).map((post) => post.text);

/** Time goes on, as it does, until the expectation holds. */
async function eventually(hub: FakeHub, expectation: () => Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      hub.timers.advance(50);
      await expectation();
    },
    { timeout: 10_000, interval: 10 },
  );
}

async function posted(outcome: ReturnType<FakePerson['post']>) {
  const result = await outcome;
  if (!result.ok) throw new Error(result.error.type);
  return result.value.id;
}

describe('two people', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let ben: FakePerson;

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    ben = await createFakePerson(hub, 'Ben', openAccountStore);
  });

  const benFollowsAda = async (): Promise<void> => {
    const followed = await ben.app.follow(ada.me.address);
    expect(followed).toMatchObject({ ok: true, value: { id: ada.me.did, followed: true } });
  };

  const overGatewaysOnly = (person: FakePerson): Promise<void> =>
    vi.waitFor(() => {
      person.network().direct = false;
    });

  it('shows posts, edits and deletes to a follower', async () => {
    const first = await posted(ada.post('Hello from Ada'));
    await posted(ada.post('A second one'));
    await benFollowsAda();
    await eventually(hub, async () => expect(await texts(ben)).toEqual(['A second one', 'Hello from Ada']));
    const [newest] = await home(ben);
    expect(newest?.author).toMatchObject({ name: 'Ada', username: 'ada', followed: true });
    expect(newest?.provenance).toEqual({ type: 'signed' });

    await posted(ada.post('Hello again', { edits: first }));
    await eventually(hub, async () => expect(await texts(ben)).toEqual(['A second one', 'Hello again']));
    await ada.app.deletePost(first);
    await eventually(hub, async () => expect(await texts(ben)).toEqual(['A second one']));
  });

  it('shows a boosted post as soon as its author can be found', async () => {
    const cleo = await createFakePerson(hub, 'Cleo', openAccountStore);
    const boosted = await posted(cleo.post('Worth reading'));
    await ada.app.follow(cleo.me.address);
    await eventually(hub, async () => expect(await texts(ada)).toContain('Worth reading'));
    await ada.app.setBoost(boosted, true);
    await eventually(hub, async () => expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
    const name = didToIpnsName(cleo.me.did);
    const head = hub.heads.get(name);
    if (head === undefined) throw new Error('nothing published');
    hub.heads.delete(name);
    await benFollowsAda();
    await eventually(hub, async () => expect((await home(ben))[0]).toMatchObject({ missing: true, boostedBy: { name: 'Ada' } }));
    hub.heads.set(name, head);
    await eventually(hub, async () => expect(await texts(ben)).toEqual(['Worth reading']));
    cleo.closeAll();
  });

  it('shows what was being read already when somebody followed', async () => {
    await posted(ada.post('Hello from Ada'));
    await vi.waitFor(async () => {
      hub.timers.advance(50);
      expect(await ada.store.waitingKeys()).toEqual([]);
    });
    // The first reading has begun, and takes its time.
    const { isHeld, go } = holdIngest(ben.store);
    const read = ben.app.refresh(ada.me.did);
    await eventually(hub, async () => expect(isHeld()).toBe(true));
    await benFollowsAda();
    go();
    expect(await read).toMatchObject({ ok: true });
    await eventually(hub, async () => expect(await texts(ben)).toEqual(['Hello from Ada']));
  });

  it('brings posts live once following, and keeps them when the author leaves', async () => {
    await benFollowsAda();
    await eventually(hub, async () => {
      expect((await ben.app.person(ada.me.did)).sync?.state).toBe('current');
    });
    await posted(ada.post('Live'));
    await eventually(hub, async () => {
      expect(await texts(ben)).toEqual(['Live']);
      // Seen ahead of the tree, which others get from here, too.
      const [tree, sync] = await Promise.all([ada.store.ownTree(), ben.store.syncState(ada.me.did)]);
      expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]);
      expect(sync?.root?.toString()).toBe(tree?.publishedRoot);
    });
    ada.network().online = false;
    const carl = await createFakePerson(hub, 'Carl', openAccountStore);
    await carl.app.follow(ada.me.did);
    await eventually(hub, async () => expect(await texts(carl)).toEqual(['Live']));
  });

  it('shows what a gateway has when the newest tree left with its author, and the rest when she is back', async () => {
    await posted(ada.post('Copied by the gateway'));
    hub.extraSources.push(await gatewaySource(ada.store.blocks, await adaPublished()));
    await posted(ada.post('Written, and the lid closed'));
    await adaPublished();
    ada.network().online = false;
    await benFollowsAda();
    await eventually(hub, async () => expect(await texts(ben)).toEqual(['Copied by the gateway']));
    ada.network().online = true;
    await eventually(hub, async () => expect(await texts(ben)).toEqual(['Written, and the lid closed', 'Copied by the gateway']));
  });

  it('tells where an own post has got to', async () => {
    await ada.app.putSettings({ undoSeconds: 60 });
    await posted(ada.post('Mine'));
    expect((await home(ada))[0]?.delivery?.stage).toBe('undo');
    hub.setCopying(false);
    hub.timers.advance(60_000);
    await eventually(hub, async () => {
      expect((await home(ada))[0]?.delivery).toEqual({ stage: 'published', people: 1, gateways: [] });
    });
    hub.setCopying(true);
    await eventually(hub, async () => {
      expect((await home(ada))[0]?.delivery).toEqual({ stage: 'published', people: 1, gateways: ['https://gateway.example'] });
    });
  });

  it('carries replies, likes and boosts to somebody who does not follow back, through a letter box', async () => {
    await overGatewaysOnly(ben);
    const id = await posted(ada.post('What do you think?'));
    await benFollowsAda();
    await eventually(hub, async () => expect(await texts(ben)).toHaveLength(1));
    await ben.app.setLike(id, true);
    await ben.app.setBoost(id, true);
    await posted(ben.post('I agree', { inReplyTo: id }));
    await eventually(hub, async () => {
      hub.timers.advance(3 * 60_000);
      const { items } = await ada.app.notifications({ limit: 10 });
      expect(items.map(({ type }) => type).toSorted()).toEqual(['boost', 'like', 'reply']);
      expect(items.map(({ actor }) => actor.name)).toEqual(['Ben', 'Ben', 'Ben']);
    });
    const thread = await ada.app.thread(id);
    expect(thread?.replies.map(({ post }) => post.text)).toEqual(['I agree']);
    expect(thread?.post.counts).toEqual({ replies: 1, likes: 1, boosts: 1 });
    expect(await texts(ada)).toEqual(['What do you think?']);
    expect(ada.app.unread.get()).toBe(3);
    await ada.app.markNotificationsRead();
    await vi.waitFor(() => expect(ada.app.unread.get()).toBe(0));
    await ben.app.setLike(id, false);
    await eventually(hub, async () => {
      hub.timers.advance(3 * 60_000);
      expect((await ada.app.thread(id))?.post.counts.likes).toBe(0);
    });
  });

  it('takes nothing from blocked people and hides muted ones', async () => {
    await overGatewaysOnly(ben);
    const id = await posted(ada.post('Anybody?'));
    await ada.app.setBlock(ben.me.did, true);
    await benFollowsAda();
    await eventually(hub, async () => expect(await texts(ben)).toHaveLength(1));
    await posted(ben.post('Me!', { inReplyTo: id }));
    await eventually(hub, async () => expect(hub.letters.get(ada.me.did)).toHaveLength(1));
    hub.timers.advance(10 * 60_000);
    expect((await ada.app.notifications({ limit: 10 })).items).toEqual([]);
    await ben.app.setMute(ada.me.did, true);
    await vi.waitFor(async () => expect(await texts(ben)).toEqual(['Me!']));
    await ben.app.setMute(ada.me.did, false);
    await ben.app.unfollow(ada.me.did);
    await vi.waitFor(async () => expect(await texts(ben)).toEqual(['Me!']));
  });

  it('shows boosted posts and parents of people who are not followed', async () => {
    const original = await posted(ada.post('By Ada'));
    await benFollowsAda();
    await eventually(hub, async () => expect(await texts(ben)).toHaveLength(1));
    await ben.app.setBoost(original, true);
    const carl = await createFakePerson(hub, 'Carl', openAccountStore);
    await carl.app.follow(ben.me.link);
    await eventually(hub, async () => {
      const [boost] = await home(carl);
      expect(boost).toMatchObject({ text: 'By Ada', author: { name: 'Ada', followed: false }, boostedBy: { name: 'Ben' } });
    });
  });

  async function adaPostsPicture(): Promise<{ readonly id: CanonicalId; readonly bytes: Uint8Array; readonly digest: string }> {
    const bytes = crypto.getRandomValues(new Uint8Array(3000));
    const digest = digestMultibase(bytes);
    await ada.store.putMedia({ digest, mediaType: 'image/png', bytes, own: true });
    const attachments = [{ digest, mediaType: 'image/png', alt: 'noise', width: 10, height: 10 }];
    return { id: await posted(ada.post('Look', { attachments })), bytes, digest };
  }
  const adaPublished = async (): Promise<CID> => {
    await eventually(hub, async () => expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
    return CID.parse((await ada.store.ownTree())?.publishedRoot ?? '');
  };

  it('brings pictures and posts from the tree that a gateway has when the newest one left with its author', async () => {
    const { id, digest, bytes } = await adaPostsPicture();
    hub.extraSources.push(await gatewaySource(ada.store.blocks, await adaPublished()));
    await posted(ada.post('Written, and the lid closed'));
    await adaPublished();
    ada.network().online = false;
    const shown = await fetch((await ben.app.mediaUrl(digest, ada.me.did)) ?? '');
    expect(await shown.bytes()).toEqual(bytes);
    expect(await ben.engines[0]?.engine.fetchPost(id)).toBe(true);
    expect((await ben.app.thread(id))?.post.text).toBe('Look');
  });

  it('brings nothing from an older tree that is gone from the newest one', async () => {
    const { id, digest } = await adaPostsPicture();
    hub.extraSources.push(await gatewaySource(ada.store.blocks, await adaPublished()));
    await ada.app.deletePost(id);
    await adaPublished();
    expect(await ben.app.mediaUrl(digest, ada.me.did)).toBeUndefined();
    expect(await ben.engines[0]?.engine.fetchPost(id)).toBe(false);
  });

  it('brings pictures on demand, from whoever has them', async () => {
    const { bytes, digest } = await adaPostsPicture();
    await benFollowsAda();
    await eventually(hub, async () => expect(await texts(ben)).toEqual(['Look']));
    expect((await home(ben))[0]?.attachments).toMatchObject([{ digest, alt: 'noise', width: 10 }]);
    const shown = await fetch((await ben.app.mediaUrl(digest, ada.me.did)) ?? '');
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(await shown.bytes()).toEqual(bytes);
    expect(await ben.app.mediaUrl(digestMultibase(new Uint8Array(1)), ada.me.did)).toBeUndefined();
    ada.network().online = false;
    const carl = await createFakePerson(hub, 'Carl', openAccountStore);
    expect(await (await fetch((await carl.app.mediaUrl(digest, ada.me.did)) ?? '')).bytes()).toHaveLength(3000);
  });

  it('looks somebody up without following', async () => {
    await posted(ada.post('Look at me'));
    await eventually(hub, async () => expect(hub.heads.size).toBe(2));
    const found = await ben.app.lookup(`https://any.example/#/@${ada.me.address.slice('ipns://'.length)}`);
    expect(found).toMatchObject({ ok: true, value: { name: 'Ada', followed: false } });
    await eventually(hub, async () => {
      await ben.app.refresh(ada.me.did);
      const { items } = await ben.app.profileTimeline(ada.me.did, { limit: 10 });
      expect(items.map((post) => post.text)).toEqual(['Look at me']);
    });
    expect(await texts(ben)).toEqual([]);
    await benFollowsAda();
    await vi.waitFor(async () => expect(await texts(ben)).toEqual(['Look at me']));
    expect(await ben.app.follow(ben.me.address)).toEqual({ ok: false, error: { type: 'yourself' } });
    expect(await ben.app.follow('no address')).toEqual({ ok: false, error: { type: 'not-an-address' } });
  });
});
