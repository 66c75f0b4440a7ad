import { describe, expect, it } from 'vitest';
import { everybody, nowMs, origin, reading } from '../../../tests/support/fediverse/mapper-fixture.ts';
import type { ObjectId } from '../brand.ts';
import { plainText } from '../plain-text.ts';
import { activityPubNote } from './activity-pub-note.ts';
import { actorPerson } from './actor-person.ts';
import { outboxPage } from './outbox-page.ts';

const id = `${origin}/users/ada` as ObjectId;
const whose = { id };
const note = (change: object = {}): Record<string, unknown> => ({
  id: `${origin}/notes/1`,
  type: 'Note',
  attributedTo: id,
  to: [everybody],
  published: '2026-11-20T10:00:00Z',
  content: '<p>Hi</p>',
  ...change,
});
const create = (object: unknown, change: object = {}): object => ({
  id: `${origin}/a/1`,
  type: 'Create',
  actor: id,
  object,
  ...change,
});
const announce = (object: unknown, change: object = {}): object => ({
  id: `${origin}/a/2`, type: 'Announce', actor: id, to: everybody, published: '2026-11-21T10:00:00Z', object, ...change,
}); // prettier-ignore
const page = (...orderedItems: unknown[]): object => ({
  id: `${origin}/outbox?page=1`,
  type: 'OrderedCollectionPage',
  orderedItems,
});
const read = (...items: unknown[]) => outboxPage(page(...items), reading, whose);

describe('outboxPage', () => {
  it('takes notes in activities, and bare ones', () => {
    expect(read(create(note()), note({ id: `${origin}/notes/2`, to: [], cc: 'as:Public' })).posts).toMatchObject([
      { id: `${origin}/notes/1`, author: id, home: 0, provenance: { type: 'host', host: 'social.example' } },
      { id: `${origin}/notes/2`, object: { to: [], cc: [everybody] } },
    ]);
  });

  it.each([
    ['for followers', create(note({ to: [`${id}/followers`] }))],
    ['for one', create(note({ to: ['https://other.example/users/bob'], cc: undefined }))],
    ['somebody else does', create(note(), { actor: `${origin}/users/bob` })],
    ['somebody else wrote', create(note({ attributedTo: `${origin}/users/bob` }))],
    ['another host’s author wrote', create(note({ attributedTo: 'https://victim.example/users/ada' }))],
    ['a private boost', announce('https://other.example/1', { to: [`${id}/followers`] })],
    ['a boost by somebody else', announce('https://other.example/1', { actor: 'https://victim.example/users/ada' })],
    ['a boost under another host’s id', announce('https://other.example/1', { id: 'https://victim.example/a/1' })],
    ['a like', { id: `${origin}/a/1`, type: 'Like', actor: id, object: 'https://other.example/1' }],
    ['a Tombstone', { id: `${origin}/notes/1`, type: 'Tombstone' }],
    ['what only looks like an id', 'ap://did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/o/a'],
    ['a date', 7],
  ])('leaves out what is %s', (_, item) => {
    expect(read(item).posts).toEqual([]);
  });

  it('believes other hosts’ posts only from themselves', () => {
    const foreign = note({ id: 'https://other.example/1', attributedTo: 'https://other.example/users/bob' });
    expect(read(create(foreign), announce(foreign))).toMatchObject({
      posts: [{ boostOf: 'https://other.example/1' }],
      references: ['https://other.example/1'],
    });
    expect(activityPubNote(foreign, reading)).toMatchObject({ posts: [], refused: 1 });
    const ofAnother = note({ attributedTo: 'https://victim.example/users/ada' });
    expect(activityPubNote(ofAnother, reading)).toMatchObject({ posts: [], refused: 1 });
  });

  it('shows boosts: of its own posts with them, of others and of Pollen accounts by id', () => {
    const portable = 'ap://did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/o/a';
    const bobs = note({ attributedTo: `${origin}/users/bob` });
    const { posts, references } = read(announce(bobs), announce(portable, { id: `${origin}/a/3` }));
    expect(posts).toMatchObject([{ author: `${origin}/users/bob` }, { boostOf: `${origin}/notes/1` }, { boostOf: portable }]);
    expect(references).toEqual([]);
  });

  it('leads to the first page and on, but not to other hosts and not in circles', () => {
    const first = `${origin}/outbox?page=1`;
    expect(outboxPage({ type: 'OrderedCollection', first }, reading, whose).older).toBe(first);
    expect(outboxPage({ type: 'OrderedCollection', first: page(create(note())) }, reading, whose).posts.length).toBe(1);
    expect(outboxPage({ ...page(), next: `${origin}/outbox?page=2` }, reading, whose).older).toBe(`${origin}/outbox?page=2`);
    expect(outboxPage({ ...page(), next: 'https://victim.example/' }, reading, whose).older).toBeUndefined();
    expect(outboxPage({ ...page(), next: first }, reading, whose).older).toBeUndefined();
  });

  it('names the notes of a collection of ids', () => {
    const items = ['https://other.example/1', note({ attributedTo: `${origin}/users/bob` })];
    expect(outboxPage({ type: 'CollectionPage', items }, reading)).toMatchObject({
      posts: [{ author: `${origin}/users/bob` }],
      references: ['https://other.example/1'],
    });
  });
});

describe('activityPubNote', () => {
  it('reads polls, emoji, pages, titles, several authors and what is answered', () => {
    const inReplyTo = 'ap://did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/o/a';
    const { posts } = activityPubNote(
      note({
        type: 'Question',
        name: 'Title',
        attributedTo: [{ type: 'Person', id }, `${origin}/users/bob`],
        inReplyTo: [{ id: inReplyTo }],
        url: [{ type: 'Link', mediaType: 'video/mp4', href: `${origin}/v.mp4` }, { type: 'Link', mediaType: 'text/html', href: `${origin}/@ada/1` }],
        tag: { type: 'Emoji', name: ':bee:', icon: { type: 'Image', url: 'https://media.example/bee.png' } },
        oneOf: [{ type: 'Note', name: 'a', replies: { totalItems: 1 } }, { type: 'Note', name: 'b' }, null],
        closed: '2026-11-21T00:00:00Z',
        votersCount: 1,
      }),
      reading,
    ); // prettier-ignore
    expect(posts[0]).toMatchObject({
      inReplyTo,
      author: id,
      object: {
        url: `${origin}/@ada/1`,
        tag: [{ name: ':bee:' }],
        oneOf: [{ name: 'a', replies: { totalItems: 1 } }, { name: 'b' }],
        endTime: '2026-11-21T00:00:00.000Z',
        votersCount: 1,
      },
    });
    expect(plainText(posts[0]?.content ?? [])).toBe('Title\n\nHi');
  });

  it('names the answers that come along, and the page of the rest', () => {
    const replies = {
      type: 'Collection',
      first: { type: 'CollectionPage', items: ['https://other.example/1'], next: `${origin}/r?2` },
    };
    expect(activityPubNote(note({ replies }), reading)).toMatchObject({
      references: ['https://other.example/1'],
      older: `${origin}/r?2`,
    });
    expect(activityPubNote(create(note({ replies: `${origin}/r` })), reading)).toMatchObject({
      posts: [{}],
      older: `${origin}/r`,
    });
    expect(activityPubNote(note({ replies: { first: `${origin}/r?1` } }), reading).older).toBe(`${origin}/r?1`);
  });
});

describe('actorPerson', () => {
  const actor = {
    id,
    type: 'Person',
    preferredUsername: 'ada',
    name: '<b>Ada</b>\u202e',
    summary: '<p>Bees<script>x</script></p>',
    icon: [{ type: 'Image', url: 'https://media.example/a.png' }],
    outbox: `${origin}/users/ada/outbox`,
    alsoKnownAs: ['did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', 'javascript:x', 'https://other.example/@ada'],
    movedTo: 'https://new.example/users/ada',
    attachment: [{ type: 'PropertyValue', name: 'Web', value: '<a href="https://ada.example" rel="me">ada</a><img src=x>' }],
  };

  it('keeps what is shown', () => {
    expect(actorPerson(actor, reading, { id })).toMatchObject({
      ok: true,
      value: {
        source: actor.outbox,
        moved: actor.movedTo,
        person: {
          name: 'Ada',
          username: 'ada@social.example',
          icon: 'https://media.example/a.png',
          summary: [{ tag: 'p', children: ['Bees'] }],
          updatedMs: nowMs,
          actor: {
            alsoKnownAs: [actor.alsoKnownAs[0], actor.alsoKnownAs[2]],
            attachment: [{ name: 'Web', value: [{ tag: 'a', href: 'https://ada.example', children: ['ada'] }] }],
          },
        },
      },
    });
    expect(actorPerson({ ...actor, outbox: 'https://victim.example/outbox' }, reading)).not.toHaveProperty('value.source');
  });

  it.each([
    [{ ...actor, id: 'https://victim.example/users/ada' }, 'somebody-else'],
    [{ ...actor, id: `${origin}/users/bob` }, 'somebody-else'],
    [{ ...actor, type: 'Tombstone' }, 'gone'],
    [{ ...actor, type: 'Note' }, 'malformed'],
    [{ ...actor, preferredUsername: '<script>' }, 'malformed'],
    [{ ...actor, id: 'ap://did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/actor' }, 'malformed'],
    ['<html>', 'malformed'],
  ])('refuses another’s document %#', (json, type) => {
    expect(actorPerson(json, reading, { id })).toEqual({ ok: false, error: { type } });
  });
});
