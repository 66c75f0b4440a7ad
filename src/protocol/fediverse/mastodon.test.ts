import { describe, expect, it } from 'vitest';
import { nowMs, origin, reading } from '../../../tests/support/fediverse/mapper-fixture.ts';
import type { ObjectId } from '../brand.ts';
import { plainText } from '../plain-text.ts';
import { makeAcct } from './acct.ts';
import { mastodonAccount } from './mastodon-account.ts';
import { mastodonContext, mastodonStatuses } from './mastodon-status.ts';

const account = {
  id: '7',
  username: 'ada',
  acct: 'ada',
  display_name: 'Ada',
  note: '<p>Bees</p>',
  url: `${origin}/@ada`,
  uri: `${origin}/users/ada`,
  avatar: 'https://media.example/ada.png',
  fields: [],
  emojis: [],
};
const whose = { id: `${origin}/users/ada` as ObjectId, key: '7' };
const status = (change: object = {}): Record<string, unknown> => ({
  id: '100',
  uri: `${origin}/users/ada/statuses/100`,
  url: `${origin}/@ada/100`,
  created_at: '2026-11-20T10:00:00.000Z',
  visibility: 'public',
  content: '<p>Hi</p>',
  account,
  ...change,
});
const elsewhere = (change: object = {}): Record<string, unknown> =>
  status({
    id: '50',
    uri: 'https://other.example/users/bob/statuses/1',
    url: 'https://other.example/@bob/1',
    account: { ...account, id: '8', username: 'bob', acct: 'bob@other.example', url: 'https://other.example/@bob', uri: 'https://other.example/users/bob' },
    ...change,
  }); // prettier-ignore
const read = (...list: unknown[]) => mastodonStatuses(list, reading, whose);

describe('mastodonStatuses', () => {
  it('shows what everybody may see, and nothing else', () => {
    for (const visibility of ['private', 'direct', 'limited', 'local', undefined, 7])
      expect(read(status({ visibility }))).toMatchObject({ posts: [], people: [], refused: 1 });
    expect(read(status({ visibility: 'unlisted' })).posts[0]?.object).toMatchObject({
      to: [],
      cc: [expect.stringContaining('#Public')],
    });
    expect(read(status({ id: '101', visibility: 'public', reblog: elsewhere({ visibility: 'private' }) })).posts).toEqual([]);
  });

  it('keeps warning, language, poll, pictures, emoji, mentions, tags, counts and the date of an edit', () => {
    const [post] = read(
      status({
        spoiler_text: 'Spiders',
        sensitive: true,
        language: 'de',
        edited_at: '2026-11-21T10:00:00.000Z',
        replies_count: 1,
        reblogs_count: 2,
        favourites_count: 3,
        emojis: [{ shortcode: 'bee', url: 'https://media.example/b.gif', static_url: 'https://media.example/b.png' }],
        mentions: [{ id: '9', username: 'bob', acct: 'bob@other.example', url: 'https://other.example/@bob' }],
        tags: [{ name: 'bees', url: `${origin}/tags/bees` }],
        media_attachments: [
          {
            type: 'image',
            url: 'https://media.example/x.webp',
            description: 'A bee',
            blurhash: 'UBL_:rOpGG-;~qRjWBay%MWBj[j[',
            meta: { original: { width: 4, height: 3, aspect: 1.333 } },
          },
          { type: 'video', url: null, remote_url: 'https://other.example/y' },
          { type: 'unknown', url: 'http://media.example/z.png' },
        ],
        poll: {
          multiple: true,
          expires_at: '2026-11-25T00:00:00.000Z',
          voters_count: 5,
          options: [{ title: 'a', votes_count: 2 }, { title: 'b', votes_count: null }],
        },
      }),
    ).posts; // prettier-ignore
    expect(post).toMatchObject({
      atMs: Date.UTC(2026, 10, 20, 10),
      updatedMs: Date.UTC(2026, 10, 21, 10),
      object: {
        type: 'Question',
        summary: 'Spiders',
        sensitive: true,
        contentMap: { de: '' },
        url: `${origin}/@ada/100`,
        replies: { totalItems: 1 },
        shares: { totalItems: 2 },
        likes: { totalItems: 3 },
        tag: [
          { type: 'Mention', name: '@bob@other.example', href: 'https://other.example/@bob' },
          { type: 'Hashtag', name: '#bees' },
          { type: 'Emoji', name: ':bee:', icon: { url: 'https://media.example/b.png' } },
        ],
        attachment: [
          { url: 'https://media.example/x.webp', mediaType: 'image/webp', name: 'A bee', width: 4, height: 3, blurhash: /^UBL/ },
          { url: 'https://other.example/y', mediaType: 'video/mp4' },
        ].map((attachment) => ({
          ...attachment,
          ...('blurhash' in attachment && { blurhash: expect.stringMatching(/^UBL/) as unknown }),
        })),
        anyOf: [{ name: 'a', replies: { totalItems: 2 } }, { name: 'b' }],
        endTime: '2026-11-25T00:00:00.000Z',
        votersCount: 5,
        api: { way: 'mastodon', origin, key: '100' },
      },
    });
  });

  it('finds what is answered in the same answer, by the own ids, or leaves a note', () => {
    const page = read(
      status({ id: '103', uri: `${origin}/users/ada/statuses/103`, in_reply_to_id: '100', in_reply_to_account_id: '7' }),
      status({ id: '102', uri: `${origin}/users/ada/statuses/102`, in_reply_to_id: '55', in_reply_to_account_id: '7' }),
      status({ id: '101', uri: `${origin}/users/ada/statuses/101`, in_reply_to_id: '56', in_reply_to_account_id: '8' }),
      status(),
    );
    expect(page.posts.map(({ inReplyTo }) => inReplyTo)).toEqual([
      `${origin}/users/ada/statuses/100`,
      `${origin}/users/ada/statuses/55`,
      undefined,
      undefined,
    ]);
    expect(page.parents).toEqual([{ post: `${origin}/users/ada/statuses/101`, key: '56' }]);
    expect(page.posts[2]?.object).toMatchObject({ api: { parentKey: '56' } });
    expect([page.newest, page.older]).toEqual(['103', '100']);
    const context = mastodonContext({ ancestors: [elsewhere()], descendants: [] }, reading, status({ in_reply_to_id: '50' }));
    expect(context.posts[0]?.inReplyTo).toBe('https://other.example/users/bob/statuses/1');
  });

  it('shows boosts with what they boost, told by this server', () => {
    const uri = `${origin}/users/ada/statuses/101/activity`;
    const { posts, people } = read(status({ id: '101', uri, content: '', reblog: elsewhere() }));
    expect(posts).toMatchObject([
      { id: 'https://other.example/users/bob/statuses/1', provenance: { host: 'social.example' }, home: 0 },
      { id: uri, boostOf: 'https://other.example/users/bob/statuses/1', author: whose.id, content: [] },
    ]);
    expect(people).toMatchObject([{ username: 'bob@other.example', updatedMs: 1 }, { id: whose.id, updatedMs: nowMs }]); // prettier-ignore
  });

  it('lets a Pollen account speak for itself, also when somebody boosts it', () => {
    const id = 'ap://did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/o/aaaa/bb/x.jsonld';
    const uri = `${origin}/users/ada/statuses/101/activity`;
    const { posts, people } = read(status({ id: '101', uri, reblog: elsewhere({ uri: id }) }));
    expect([posts.length, posts[0]?.boostOf, people.length]).toEqual([1, id, 1]);
  });

  it('names what is quoted', () => {
    const quote = { state: 'accepted', quoted_status: elsewhere() };
    const [quoted, post] = read(status({ quote })).posts;
    expect(quoted?.author).toBe('https://other.example/users/bob');
    expect(post?.object).toMatchObject({ quote: quoted?.id });
    expect(plainText(post?.content ?? [])).toBe('Hi\n\nRE: https://other.example/@bob/1');
  });

  it.each([
    ['a post of another host', status({ uri: 'https://victim.example/users/ada/statuses/1' })],
    ['of another account', status({ account: { ...account, id: '8' } })],
    ['a post whose author is of another host', elsewhere({ account })],
    ['a portable id', status({ uri: 'ap://did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/o/a' })],
    ['an id without https', status({ uri: 'http://social.example/users/ada/statuses/1' })],
    ['an id on this machine', status({ uri: 'http://localhost:3000/users/ada/statuses/1' })],
  ])('refuses %s', (_, given) => {
    expect(read(given)).toMatchObject({ posts: [], refused: 1 });
  });

  it('does not let what is boosted speak for others than its host', () => {
    const uri = `${origin}/users/ada/statuses/101/activity`;
    const lie = elsewhere({ uri: 'https://victim.example/1' });
    expect(read(status({ id: '101', uri, reblog: lie }))).toMatchObject({ posts: [], refused: 1 });
  });

  it('gives dates of the future, and missing ones, no power', () => {
    const [future] = read(status({ created_at: '2030-01-01T00:00:00Z' })).posts;
    expect([future?.atMs, future?.updatedMs, future?.object['published']]).toEqual([nowMs, 0, undefined]);
    const [missing] = read(status({ created_at: null, edited_at: '9999-01-01T00:00:00Z' })).posts;
    expect([missing?.atMs, missing?.updatedMs]).toEqual([nowMs, 0]);
  });

  it('bounds text and number', () => {
    const [post] = read(status({ content: `<p>${'x'.repeat(500_000)}</p>` })).posts;
    expect(plainText(post?.content ?? []).length).toBeLessThanOrEqual(100_000);
    const many = Array.from({ length: 500 }, (_, index) =>
      status({ id: String(index), uri: `${origin}/users/ada/statuses/${index}` }),
    );
    expect(mastodonStatuses(many, reading).posts.length).toBe(80);
  });
});

describe('mastodonAccount', () => {
  const acct = makeAcct('Ada', 'social.example');

  it('takes the id of the interface, else the one that WebFinger named', () => {
    expect(mastodonAccount(account, reading, { id: `${origin}/other` as ObjectId })).toMatchObject({ value: { person: { id: whose.id }, key: '7' } });
    const { uri: _, ...old } = account;
    expect(mastodonAccount(old, reading, { id: `${origin}/u/1` as ObjectId })).toMatchObject({ value: { person: { id: `${origin}/u/1` } } });
    expect(mastodonAccount(old, reading)).toMatchObject({ value: { person: { id: whose.id } } });
    expect(mastodonAccount({ ...old, pleroma: { ap_id: `${origin}/users/x` } }, reading)).toMatchObject({ value: { person: { id: `${origin}/users/x` } } });
    expect(mastodonAccount(account, reading, { acct: makeAcct('Ada', 'example.org') })).toMatchObject({ value: { person: { username: 'Ada@example.org' } } });
  }); // prettier-ignore

  it('tells that somebody has moved, is gone, or is somebody else', () => {
    const moved = { ...account, uri: 'https://new.example/users/ada' };
    expect(mastodonAccount({ ...account, moved }, reading)).toMatchObject({ value: { moved: moved.uri } });
    expect(mastodonAccount({ ...account, suspended: true }, reading)).toEqual({ ok: false, error: { type: 'gone' } });
    for (const other of [{ username: 'bob' }, { acct: 'ada@victim.example' }, { uri: 'https://victim.example/users/ada' }])
      expect(mastodonAccount({ ...account, ...other }, reading, { acct })).toEqual({
        ok: false,
        error: { type: 'somebody-else' },
      });
    for (const json of [null, [], 'x', {}, { ...account, id: {} }, { ...account, username: '<b>' }])
      expect(mastodonAccount(json, reading)).toEqual({ ok: false, error: { type: 'malformed' } });
  });
});
