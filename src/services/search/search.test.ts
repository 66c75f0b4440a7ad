import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { ada, bo, me, nothing, searchWorldOn, personOf, postOf, type SearchWorld } from '../testing/search-world.ts';

const openSearchWorld = async (): Promise<SearchWorld> =>
  searchWorldOn(await openAccountStore(me, { indexedDB: new IDBFactory() }));

let world: SearchWorld;
beforeEach(async () => {
  world = await openSearchWorld();
});

const day = (text: string): number => new Date(`${text}T12:00:00`).getTime();

describe('searching what is stored', () => {
  it('finds beginnings of words, all of them, newest first', async () => {
    await world.put(
      postOf('a', 'Spring rain in the garden', { atMs: 1 }),
      postOf('b', 'Gardening after RAIN', { atMs: 3 }),
      postOf('c', 'No rain at all', { atMs: 2 }),
    );
    await world.index();
    expect(await world.find('gard rain')).toEqual(['Gardening after RAIN', 'Spring rain in the garden']);
    expect(await world.find('rai')).toEqual(['Gardening after RAIN', 'No rain at all', 'Spring rain in the garden']);
    expect(await world.find('"gard"')).toEqual([]);
    expect(await world.find('rain -gard')).toEqual(['No rain at all']);
    expect(await world.find('snow')).toEqual([]);
    expect(await world.find('   ')).toEqual([]);
  });

  it('finds phrases, in every script', async () => {
    await world.put(
      postOf('a', 'the spring rain falls', { atMs: 3 }),
      postOf('b', 'rain in spring', { atMs: 2 }),
      postOf('c', '東京都庁へ行った', { atMs: 1 }),
      postOf('d', '京都と東京', { atMs: 1 }),
    );
    await world.index();
    expect(await world.find('"spring rain"')).toEqual(['the spring rain falls']);
    expect(await world.find('spring -"spring rain"')).toEqual(['rain in spring']);
    expect(await world.find('東京都')).toEqual(['東京都庁へ行った']);
    expect(await world.find('庁')).toEqual(['東京都庁へ行った']);
    expect((await world.find('京都')).toSorted()).toEqual(['京都と東京', '東京都庁へ行った'].toSorted());
  });

  it('goes on looking for a phrase where its words stand apart', async () => {
    const apart = Array.from({ length: 30 }, (_, number) => postOf(`apart${number}`, 'rain in spring', { atMs: 100 - number }));
    const together = Array.from({ length: 3 }, (_, number) =>
      postOf(`both${number}`, `spring rain ${number}`, { atMs: 9 - number }),
    );
    await world.put(...apart, ...together);
    await world.index();
    const { posts } = await world.desk.search('"spring rain"', { limit: 2 });
    expect(posts.items.map(({ text }) => text)).toEqual(['spring rain 0', 'spring rain 1']);
    const rest = await world.desk.search('"spring rain"', { limit: 2, ...(posts.next && { before: posts.next }) });
    expect(rest.posts.items.map(({ text }) => text)).toEqual(['spring rain 2']);
  });

  it('shows posts as timelines do: with their authors, whom they answer, and what people think of them', async () => {
    const asked = postOf('asked', 'who knows', { author: bo });
    const answer = postOf('answer', 'rain', { atMs: 2, inReplyTo: asked.id });
    const people = [personOf(ada, 'Ada Love', 'ada'), personOf(bo, 'Bo', 'bo@mastodon.example')];
    const like = { objectId: answer.id, type: 'like' as const, actor: bo, id: 'like' as ObjectId, atMs: 3 };
    await world.store.ingest({ ...nothing, posts: [asked, answer], people, reactions: [like] });
    await world.store.collections.putBookmarks([{ id: answer.id, stampMs: 1, removed: false }]);
    await world.index();
    const [view] = (await world.desk.search('rain', { limit: 5 })).posts.items;
    expect(view).toMatchObject({
      author: { name: 'Ada Love' },
      inReplyTo: { author: { name: 'Bo' } },
      counts: { likes: 1 },
      bookmarked: true,
    });
  });

  it('knows descriptions of pictures, warnings, hashtags and what a post has', async () => {
    const picture = { type: 'Image', mediaType: 'image/webp', name: 'A heron', digestMultibase: 'zQm' };
    await world.put(
      postOf('a', 'look', { object: { type: 'Note', attachment: [picture] } }),
      postOf('b', 'hidden', { object: { type: 'Note', summary: 'Spiders', tag: [{ type: 'Hashtag', name: '#Garden' }] } }),
      postOf('c', 'plain'),
    );
    await world.index();
    expect(await world.find('heron')).toEqual(['look']);
    expect(await world.find('has:picture')).toEqual(['look']);
    expect(await world.find('spider')).toEqual(['hidden']);
    expect(await world.find('#garden')).toEqual(['hidden']);
    expect((await world.desk.tagged('GARDEN', { limit: 5 })).items).toHaveLength(1);
    expect((await world.desk.tagged('gard', { limit: 5 })).items).toHaveLength(0);
    expect((await world.desk.search('gard', { limit: 5 })).tags).toEqual([{ name: 'garden', posts: 1 }]);
  });

  it('keeps to people and dates', async () => {
    await world.store.ingest({
      ...nothing,
      people: [personOf(ada, 'Ada Love', 'ada'), personOf(bo, 'Bo', 'bo@mastodon.example')],
    });
    await world.put(
      postOf('a', 'one', { atMs: day('2026-03-01') }),
      postOf('b', 'two', { author: bo, atMs: day('2026-04-02'), provenance: { type: 'host', host: 'mastodon.example' } }),
      postOf('c', 'three', { author: me, atMs: day('2026-05-03') }),
    );
    await world.index();
    expect(await world.find('from:love')).toEqual(['one']);
    expect(await world.find('from:@bo@mastodon.example')).toEqual(['two']);
    expect(await world.find('from:me')).toEqual(['three']);
    expect(await world.find('-from:me -from:bo')).toEqual(['one']);
    expect(await world.find('after:2026-03 before:2026-05-03')).toEqual(['two']);
    expect(await world.find('during:2026-03')).toEqual(['one']);
    const odd = await world.desk.search('from:nobody before:2026-02-31 has:everything', { limit: 5 });
    expect(odd.problems.map(({ type }) => type)).toEqual(['date', 'value', 'person']);
  });

  it('finds people, those who are followed first, and no one who is blocked', async () => {
    const other = 'https://mastodon.example/users/ada' as ObjectId;
    await world.store.ingest({
      ...nothing,
      people: [personOf(other, 'Ada Other', 'ada@mastodon.example', { updatedMs: 9 }), personOf(ada, 'Ada', 'ada')],
    });
    await world.store.putFollow({ did: ada, name: 'k51' as never, stampMs: 1, removed: false, via: [], coHost: false });
    await world.index();
    const people = async () => (await world.desk.search('ada', { limit: 5 })).people.map(({ id }) => id);
    expect(await people()).toEqual([ada, other]);
    await world.store.putModeration({ target: other, kind: 'block', stampMs: 1, removed: false });
    await expect.poll(people).toEqual([ada]);
  });

  it('follows edits, deletions, pruning, and posts taken back', async () => {
    await world.put(
      postOf('a', 'first words'),
      postOf('b', 'other words', { author: bo }),
      postOf('c', 'more words', { author: bo, atMs: 2 }),
    );
    await world.index();
    await world.put(postOf('a', 'second thoughts', { updatedMs: 2 }));
    await world.index();
    expect(await world.find('first')).toEqual([]);
    expect(await world.find('thoughts')).toEqual(['second thoughts']);
    await world.store.remote.prunePosts(bo, 1, me);
    await world.index();
    expect(await world.find('words')).toEqual(['more words']);
    await world.store.ingest({ ...nothing, deletedPosts: [{ id: postOf('c', '', { author: bo }).id, author: bo, atMs: 9 }] });
    // Also before the index is written.
    expect(await world.find('words')).toEqual([]);
    await world.index();
    const { total, searched } = await world.desk.search('words', { limit: 5 });
    expect([total, searched]).toEqual([0, 1]);
  });

  it('goes page by page without losing or repeating one', async () => {
    const posts = Array.from({ length: 57 }, (_, number) => postOf(`p${number}`, `word ${number}`, { atMs: number % 7 }));
    for (const post of posts) {
      await world.put(post);
      if (post.atMs === 3) await world.index();
    }
    await world.index();
    const seen: string[] = [];
    for (let before: { atMs: number; id: string } | undefined; ;) {
      const { posts: page } = await world.desk.search('word', { limit: 10, ...(before && { before }) });
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === undefined) break;
      before = page.next;
    }
    const all = posts.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
    expect(seen).toEqual(all);
  });
});
