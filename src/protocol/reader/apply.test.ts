import { describe, expect, it } from 'vitest';
import { checkActivity } from '../activity-streams/check.ts';
import { actorIdOf } from '../activity-streams/audience.ts';
import type { Did, ObjectId } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import { serialize } from '../proof/proof.ts';
import { createVerifier } from '../proof/verifier.ts';
import { createAccountFixture } from '../tree/account-fixture.ts';
import { objectIdOf } from '../tree/documents.ts';
import { applyActivities } from './apply.ts';
import type { ApplyOptions } from './apply.ts';
import { toVerified } from './verified.ts';

const verifier = createVerifier();
const me = createAccountFixture({ seed: 2 });
const account = createAccountFixture();
const { did } = account.signer;
const myNote = async (): Promise<ObjectId> => objectIdOf(await me.create('<p>mine</p>')) as ObjectId;

async function apply(activities: readonly JsonObject[], more: Partial<ApplyOptions> = {}) {
  const verified = await Promise.all(
    activities.map(async (activity) => {
      const checked = await checkActivity(serialize(activity), did, verifier);
      if (!checked.ok) throw new Error(`${checked.error.type}: ${checked.error.detail}`);
      return toVerified(checked.value);
    }),
  );
  return applyActivities({
    did,
    activities: verified,
    me: me.signer.did,
    home: 1,
    nowMs: account.nowMs,
    htmlToRichText: (html) => [html],
    ...more,
  });
}

describe('posts', () => {
  it('become records with their own dates, placed no later than now, whatever version they claim', async () => {
    const create = await account.create('<p>hello</p>');
    const atMs = account.nowMs;
    const { posts } = await apply([create]);
    expect(posts).toEqual([
      {
        id: objectIdOf(create),
        author: did,
        atMs,
        updatedMs: atMs,
        home: 1,
        object: create['object'],
        content: ['<p>hello</p>'],
        provenance: { type: 'signed' },
      },
    ]);
    const early = await apply([create], { nowMs: atMs - 5000, home: 0 });
    expect(early.posts[0]).toMatchObject({ atMs: atMs - 5000, updatedMs: atMs, home: 0 });
  });

  it('show the title that they have', async () => {
    const { posts } = await apply([await account.create('<p>Dark and rich.</p>', { type: 'Article', name: 'On <b>soil</b>' })]);
    expect(posts[0]?.content).toEqual([
      { tag: 'p', children: [{ tag: 'strong', children: ['On soil'] }] },
      '<p>Dark and rich.</p>',
    ]);
  });

  it('keep the newest version and go when deleted, in any order', async () => {
    const create = await account.create('<p>one</p>');
    const second = await account.update(create, '<p>two</p>');
    const third = await account.update(create, '<p>three</p>');
    const { posts } = await apply([third, create, second]);
    expect(posts.map(({ content }) => content)).toEqual([['<p>three</p>']]);
    const remove = await account.remove(create);
    const gone = await apply([remove, second, create]);
    expect(gone.posts).toEqual([]);
    expect(gone.deletedPosts).toEqual([{ id: objectIdOf(create), author: did, atMs: account.nowMs }]);
  });

  it('a Tombstone in a Create’s place deletes', async () => {
    const create = await account.create('<p>secret</p>');
    const tombstone = { ...(create['object'] as JsonObject), type: 'Tombstone', deleted: '2026-01-01T00:00:00Z' };
    const { posts, deletedPosts } = applyActivities({
      did,
      me: me.signer.did,
      home: 1,
      nowMs: account.nowMs,
      htmlToRichText: (html) => [html],
      activities: [{ id: objectIdOf(create) as never, account: did, type: 'Create', activity: create, object: tombstone }],
    });
    expect(posts).toEqual([]);
    expect(deletedPosts).toEqual([{ id: objectIdOf(create), author: did, atMs: Date.UTC(2026, 0, 1) }]);
  });

  it('ignores other accounts, even when they come as verified', async () => {
    const create = await account.create('<p>x</p>');
    const batch = applyActivities({
      did,
      me: me.signer.did,
      home: 1,
      nowMs: account.nowMs,
      htmlToRichText: (html) => [html],
      activities: [
        {
          id: objectIdOf(create) as never,
          account: me.signer.did,
          type: 'Create',
          activity: create,
          object: create['object'] as JsonObject,
        },
        {
          id: objectIdOf(create) as never,
          account: did,
          type: 'Create',
          activity: create,
          object: (await me.create('<p>theirs</p>'))['object'] as JsonObject,
        },
        { id: objectIdOf(create) as never, account: did, type: 'Delete', activity: { ...create, object: await myNote() } },
        { id: objectIdOf(create) as never, account: did, type: 'Undo', activity: { ...create, object: await myNote() } },
      ],
    });
    expect(batch).toMatchObject({ posts: [], deletedPosts: [], undone: [], notifications: [] });
  });
});

describe('the person', () => {
  it('comes from the newest actor, read or embedded in an Update', async () => {
    const actor = await account.actor({ name: 'Old', updated: '2025-02-01T00:00:00Z' });
    const update = await account.update({ object: await account.actor({ name: 'New' }) }, '<p>bio</p>');
    const { person, posts } = await apply([update], { actor });
    expect(posts).toEqual([]);
    expect(person).toMatchObject({
      id: did,
      name: 'New',
      username: 'alice',
      summary: ['<p>bio</p>'],
      provenance: { type: 'signed' },
    });
    expect((await apply([], { actor })).person).toMatchObject({ name: 'Old', updatedMs: Date.UTC(2025, 1, 1) });
  });
});

describe('reactions', () => {
  it('likes, boosts, and taking them back', async () => {
    const target = await myNote();
    const like = await account.about('Like', target);
    const boost = await account.about('Announce', target);
    const { reactions, posts } = await apply([like, boost]);
    expect(reactions.map(({ type, objectId, actor }) => ({ type, objectId, actor }))).toEqual([
      { type: 'like', objectId: target, actor: did },
      { type: 'boost', objectId: target, actor: did },
    ]);
    expect(posts).toMatchObject([{ id: boost['id'], boostOf: target, author: did, object: boost, content: [] }]);
    const undo = await account.about('Undo', String(like['id']));
    const after = await apply([like, undo]);
    expect(after.undone).toEqual([{ id: like['id'], actor: did }]);
    expect(after.notifications).toEqual([]);
  });
});

describe('notifications', () => {
  const mention = (who: Did): JsonObject => ({ tag: [{ type: 'Mention', href: actorIdOf(who), name: '@me' }] });

  it('tell of replies, mentions, likes, boosts and follows, once each', async () => {
    const target = await myNote();
    const activities = [
      await account.create('<p>answer</p>', { inReplyTo: target, ...mention(me.signer.did) }),
      await account.create('<p>hey</p>', mention(me.signer.did)),
      await account.create('<p>to another</p>', { inReplyTo: 'https://example.com/1', cc: [actorIdOf(me.signer.did)] }),
      await account.about('Like', target),
      await account.about('Announce', target),
      await account.about('Follow', actorIdOf(me.signer.did)),
    ];
    const { notifications } = await apply([...activities, ...activities]);
    expect(notifications.map(({ type, id, actor, read }) => ({ type, id, actor, read }))).toEqual(
      ['reply', 'mention', 'conversation', 'like', 'boost', 'follow'].map((type, index) => ({
        type,
        id: activities[index]?.['id'],
        actor: did,
        read: false,
      })),
    );
  });

  it('say nothing about others, about oneself, about imports, or about what was deleted', async () => {
    const target = await myNote();
    const other = createAccountFixture({ seed: 3 });
    const quiet = [
      await account.create('<p>x</p>', mention(other.signer.did)),
      await account.create('<p>x</p>', { inReplyTo: 'https://example.com/1' }),
      await account.create('<p>a quotation</p>', {
        inReplyTo: 'https://example.com/1',
        quote: target,
        cc: [actorIdOf(me.signer.did)],
      }),
      await account.about('Like', 'https://example.com/1'),
      await account.about('Follow', actorIdOf(other.signer.did)),
      await account.create('<p>imported</p>', { inReplyTo: target, published: '2020-01-01T00:00:00Z' }),
    ];
    expect((await apply(quiet)).notifications).toEqual([]);
    const reply = await account.create('<p>oops</p>', { inReplyTo: target });
    expect((await apply([reply])).notifications.length).toBe(1);
    expect((await apply([reply], { me: did })).notifications).toEqual([]);
    expect((await apply([reply, await account.remove(reply)])).notifications).toEqual([]);
  });

  it('an import keeps the date when it was written', async () => {
    const imported = await account.create('<p>old</p>', { published: '2020-01-01T00:00:00Z' });
    expect((await apply([imported])).posts[0]).toMatchObject({ atMs: Date.UTC(2020, 0, 1) });
  });
});
