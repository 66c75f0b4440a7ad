import { describe, expect, it } from 'vitest';
import { nowMs, origin, reading } from '../../../tests/support/fediverse/mapper-fixture.ts';
import type { ObjectId } from '../brand.ts';
import { plainText } from '../plain-text.ts';
import { misskeyNotes } from './misskey-note.ts';
import { misskeyUser } from './misskey-user.ts';

const user = { id: 'u1', username: 'ada', host: null, name: 'Ada', avatarUrl: 'https://media.example/a.png' };
const note = (change: object = {}): Record<string, unknown> => ({
  id: 'n1',
  createdAt: '2026-11-20T10:00:00.000Z',
  userId: 'u1',
  user,
  text: 'Hi :bee:',
  cw: null,
  visibility: 'public',
  localOnly: false,
  replyId: null,
  renoteId: null,
  files: [],
  ...change,
});
const remote = (change: object = {}): Record<string, unknown> =>
  note({ id: 'n9', userId: 'u9', user: { ...user, id: 'u9', username: 'bob', host: 'other.example' }, uri: 'https://other.example/users/bob/statuses/1', ...change }); // prettier-ignore
const whose = { id: `${origin}/users/u1` as ObjectId, key: 'u1' };
const read = (...notes: unknown[]) => misskeyNotes(notes, reading, whose);

describe('misskeyNotes', () => {
  it.each([
    { visibility: 'followers' },
    { visibility: 'specified' },
    { visibility: 'constructor' },
    { localOnly: true },
    { isHidden: true },
    { deletedAt: '2026-11-21T00:00:00Z' },
    { userId: 'u2' },
    { uri: 'https://victim.example/notes/1' },
    { user: { ...user, host: 'victim.example' } },
    { user: null },
    { renoteId: 'n9', text: null, renote: remote({ visibility: 'followers' }) },
  ])('leaves out %j', (change) => {
    expect(read(note(change))).toMatchObject({ posts: [], people: [], refused: 1 });
  });

  it('shows public and home, with warning, files, poll and counts', () => {
    const [post] = read(
      note({
        visibility: 'home',
        cw: 'Bees',
        repliesCount: 1,
        renoteCount: 2,
        reactions: { '❤': 2, ':bee@.:': 3 },
        files: [
          {
            url: 'https://media.example/x',
            type: 'image/webp',
            comment: 'A bee',
            isSensitive: true,
            properties: { width: 4, height: 3 },
          },
        ],
        poll: { multiple: false, expiresAt: null, choices: [{ text: 'a', votes: 1 }] },
      }),
    ).posts;
    expect(post).toMatchObject({
      id: `${origin}/notes/n1`,
      author: whose.id,
      object: {
        type: 'Question',
        to: [],
        summary: 'Bees',
        sensitive: true,
        url: `${origin}/notes/n1`,
        replies: { totalItems: 1 },
        shares: { totalItems: 2 },
        likes: { totalItems: 5 },
        attachment: [{ url: 'https://media.example/x', mediaType: 'image/webp', name: 'A bee', width: 4, height: 3 }],
        oneOf: [{ name: 'a', replies: { totalItems: 1 } }],
        tag: [{ type: 'Emoji', name: ':bee:', icon: { url: `${origin}/emoji/bee.webp` } }],
        api: { way: 'misskey', origin, key: 'n1' },
      },
    });
    expect(post?.object).not.toHaveProperty('endTime');
  });

  it('tells renotes from quotes', () => {
    const [renoted, renote] = read(note({ text: null, renoteId: 'n9', renote: remote() })).posts;
    expect(renote).toMatchObject({ id: `${origin}/notes/n1/activity`, boostOf: renoted?.id, content: [] });
    expect(renoted).toMatchObject({ author: 'https://other.example/users/bob', provenance: { host: 'social.example' } });
    const [, quote] = read(note({ renoteId: 'n9', renote: remote() })).posts;
    expect(quote?.object).toMatchObject({ type: 'Note', quote: 'https://other.example/users/bob/statuses/1' });
    expect(plainText(quote?.content ?? [])).toBe('Hi :bee:\n\nRE: https://other.example/users/bob/statuses/1');
  });

  it('names whom of another server it only knows by name after their page', () => {
    const { posts } = read(note({ text: null, renoteId: 'n9', renote: remote({ uri: 'https://other.example/notes/abc' }) }));
    expect(posts[0]?.author).toBe('https://other.example/@bob');
  });

  it('gives nobody a name on a host that is not theirs', () => {
    const uri = 'https://other.example/notes/abc';
    const renote = remote({ uri, user: { ...user, id: 'u9', username: 'bob', host: 'victim.example' } });
    expect(read(note({ text: null, renoteId: 'n9', renote })).people[0]).toMatchObject({ username: 'bob@other.example' });
  });

  it('finds what is answered, or leaves a note', () => {
    expect(read(note({ replyId: 'n9', reply: remote() })).posts.find(({ id }) => id.endsWith('n1'))?.inReplyTo).toBe(
      'https://other.example/users/bob/statuses/1',
    );
    expect(read(note({ replyId: 'n8', reply: note({ id: 'n8', visibility: 'followers' }) })).posts[0]?.inReplyTo).toBe(
      `${origin}/notes/n8`,
    );
    expect(read(note({ replyId: 'n8' }))).toMatchObject({
      parents: [{ key: 'n8' }],
      posts: [{ object: { api: { parentKey: 'n8' } } }],
    });
  });
});

describe('misskeyUser', () => {
  it('reads the profile; texts are markup of Misskey, not HTML', () => {
    const fields = [{ name: 'Web', value: 'https://ada.example' }, { name: 'x', value: '<a href="javascript:x">' }];
    const found = misskeyUser({ ...user, description: '**Bees** <script>', fields, isLocked: true, isBot: true }, reading);
    expect(found).toMatchObject({
      ok: true,
      value: {
        key: 'u1',
        person: {
          id: whose.id,
          username: 'ada@social.example',
          updatedMs: nowMs,
          summary: [{ tag: 'p', children: [{ tag: 'strong', children: ['Bees'] }, ' <script>'] }],
          actor: {
            type: 'Service',
            url: `${origin}/@ada`,
            manuallyApprovesFollowers: true,
            attachment: [
              { name: 'Web', value: [{ tag: 'a', href: 'https://ada.example' }] },
              { name: 'x', value: ['<a href="javascript:x">'] },
            ],
          },
        },
      },
    });
  }); // prettier-ignore

  it.each([
    [{ ...user, isSuspended: true }, 'gone'],
    [{ ...user, host: 'victim.example' }, 'somebody-else'],
    [{ ...user, id: 'u2' }, 'somebody-else'],
    [{ ...user, id: '../x' }, 'malformed'],
    [null, 'malformed'],
  ])('%j: %s', (json, type) => {
    expect(misskeyUser(json, reading, { id: whose.id })).toEqual({ ok: false, error: { type } });
  });
});
