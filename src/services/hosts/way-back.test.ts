import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { createFakePerson, type FakePerson } from '../testing/fake-person.ts';

const host = 'https://friendica.example';
const bob = `${host}/profile/bob` as ObjectId;
const publicId = 'https://www.w3.org/ns/activitystreams#Public';

interface Entry {
  readonly [member: string]: unknown;
}

describe('the way back from servers', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let question: ObjectId;
  let adaActor: string;
  let shown: Entry[];

  const said = (id: string, type: string, object: unknown, more: Entry = {}): Entry => ({
    '@context': 'https://www.w3.org/ns/activitystreams',
    id: `${host}/objects/${id}`,
    type,
    actor: bob,
    published: '2026-11-22T08:00:00Z',
    to: [publicId],
    object,
    ...more,
  });
  const note = (id: string, content: string, more: Entry = {}): Entry => ({
    id: `${host}/objects/${id}`,
    type: 'Note',
    attributedTo: bob,
    published: '2026-11-22T08:00:00Z',
    summary: null,
    to: [publicId],
    inReplyTo: question,
    content,
    ...more,
  });
  const show = (...entries: Entry[]): void => {
    shown = [...entries.toReversed(), ...shown];
    hub.hosts.show(host, shown);
  };
  /** Five minutes at a time, as somebody who looks at the app now and then. */
  const eventually = (expectation: () => Promise<void>): Promise<void> =>
    vi.waitFor(
      async () => {
        hub.timers.advance(5 * 60_000);
        await expectation();
      },
      { timeout: 10_000, interval: 10 },
    );
  const timePasses = async (rounds: number, ms: number): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      hub.timers.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const told = async (): Promise<string[]> =>
    (await ada.app.notifications({ limit: 40 })).items.map(({ type, actor }) => `${type} @${actor.username}`);
  const replies = async (): Promise<string[]> => ((await ada.app.thread(question))?.replies ?? []).map(({ post }) => post.text);
  const counts = async () => (await ada.app.thread(question))?.post.counts;
  /** Something harmless that comes after all that was shown before. */
  const markerArrives = async (): Promise<void> => {
    show(said('marker/act', 'Create', note('marker', 'marker', { published: '2026-11-22T08:01:00Z' })));
    await eventually(async () => expect(await replies()).toContain('marker'));
  };

  beforeEach(async () => {
    shown = [];
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    adaActor = `ap://${ada.me.did}/actor.jsonld`;
    const posted = await ada.post('What do you think?');
    if (!posted.ok) throw new Error(posted.error.type);
    question = posted.value.id;
    hub.hosts.listed.push(host);
  });
  afterEach(() => ada.closeAll());

  it('tells of a follow, a like, a boost, a reply and a mention, said by the host and not signed', async () => {
    show(
      said('1', 'Follow', adaActor),
      said('2', 'Like', question),
      said('3', 'Announce', question),
      said('4', 'Create', note('note4', '<p>I <b>agree</b></p>')),
      said('5', 'Create', note('note5', 'hey', { inReplyTo: null, tag: [{ type: 'Mention', href: adaActor, name: '@ada' }] })),
    );
    const who = '@bob@friendica.example';
    await eventually(async () =>
      expect((await told()).toSorted()).toEqual(['boost', 'follow', 'like', 'mention', 'reply'].map((type) => `${type} ${who}`)),
    );
    expect(await counts()).toEqual({ replies: 1, likes: 1, boosts: 1 });
    const [reply] = (await ada.app.thread(question))?.replies ?? [];
    expect(reply?.post).toMatchObject({
      text: 'I agree',
      author: { id: bob, name: 'bob', username: 'bob@friendica.example', address: bob },
      provenance: { type: 'host', host: 'friendica.example' },
      audience: 'public',
    });
    expect((await ada.app.home({ limit: 10 })).items.map(({ text }) => text)).toEqual(['What do you think?']);
  });

  it('shows edits, deletions and what was taken back', async () => {
    show(
      said('2', 'Like', question),
      said('3', 'Announce', question),
      said('4', 'Create', note('note4', 'first')),
      said('5', 'Create', note('note5', 'stays')),
    );
    await eventually(async () => expect(await replies()).toEqual(['first', 'stays']));
    show(
      said('2/Undo', 'Undo', said('2', 'Like', question)),
      said('3/Undo', 'Undo', `${host}/objects/3`),
      said('4/b', 'Update', note('note4', 'second', { updated: '2026-11-22T08:01:00Z' })),
    );
    await eventually(async () => expect(await replies()).toEqual(['second', 'stays']));
    expect(await counts()).toEqual({ replies: 2, likes: 0, boosts: 0 });
    // Edited again and again, under the same date.
    show(said('4', 'Create', note('note4', 'third', { updated: '2026-11-22T08:01:00Z' })));
    await eventually(async () => expect(await replies()).toEqual(['third', 'stays']));
    show(
      said('4/old', 'Update', note('note4', 'first')),
      said('4', 'Create', note('note4', 'fourth', { updated: '2026-11-22T08:01:00Z' })),
    );
    await eventually(async () => expect(await replies()).toEqual(['fourth', 'stays']));
    show(said('4/Delete', 'Delete', `${host}/objects/note4`), said('4/late', 'Update', note('note4', 'ghost')));
    await markerArrives();
    expect(await replies()).toEqual(['stays', 'marker']);
    expect((await told()).filter((one) => one.startsWith('reply'))).toHaveLength(3);
  });

  it('takes an edited reply that it never saw before for a new one, and knows names from actor documents', async () => {
    hub.hosts.answers.set(bob, { id: bob, type: 'Person', preferredUsername: 'bob', name: 'Bob \u202e<b>B.</b>', icon: null });
    show(said('4/b', 'Update', note('note4', 'edited', { updated: '2026-11-22T08:01:00Z' })));
    await eventually(async () => expect((await ada.app.person(bob)).name).toBe('Bob B.'));
    expect(await told()).toEqual(['reply @bob@friendica.example']);
    expect((await ada.app.thread(question))?.replies[0]?.post).toMatchObject({ text: 'edited', author: { name: 'Bob B.' } });
  });

  it('lets its replies be answered like those of anybody', async () => {
    show(said('4', 'Create', note('note4', 'first')));
    await eventually(async () => expect(await replies()).toEqual(['first']));
    const answer = await ada.post('Thanks', { inReplyTo: `${host}/objects/note4` as ObjectId });
    if (!answer.ok) throw new Error(answer.error.type);
    const [record] = await ada.store.outboxFor(answer.value.id);
    expect(record?.activity['object']).toMatchObject({ inReplyTo: `${host}/objects/note4` });
    expect(await replies()).toEqual(['first', 'Thanks']);
  });

  it('believes a host about nobody but its own people', async () => {
    const other = 'https://other.example';
    const carl = `${other}/carl`;
    hub.hosts.listed.push(other);
    show(said('2', 'Like', question), said('4', 'Create', note('note4', 'first')));
    await eventually(async () => expect(await replies()).toEqual(['first']));
    const here = (id: string, type: string, object: unknown, actor = carl): Entry => ({
      ...said(id, type, object),
      id: `${other}/${id}`,
      actor,
    });
    hub.hosts.show(other, [
      // Another host's person, activity, post; a signed account without its proof; another's like, post, deletion.
      here('1', 'Like', question, bob),
      said('9', 'Announce', question),
      here('2', 'Create', note('evil1', 'evil', { attributedTo: carl })),
      here('3', 'Create', { ...note('x', 'evil'), id: `${other}/n3`, attributedTo: bob }),
      here('4', 'Like', question, `ap://${ada.me.did}/actor.jsonld`),
      here('5', 'Undo', `${host}/objects/2`),
      here('6', 'Undo', { ...said('2', 'Like', question), actor: carl }),
      here('7', 'Delete', `${host}/objects/note4`),
      here('8', 'Update', note('note4', 'evil', { updated: '2026-11-22T08:02:00Z' })),
      here('9', 'Delete', question),
      here('10', 'Update', { ...note('x', 'evil'), id: question, attributedTo: carl }),
      here('11', 'Follow', question),
      here('12', 'Create', { ...note('x', 'evil', { inReplyTo: null }), id: `${other}/n12`, attributedTo: carl }),
      null as unknown as Entry,
      here('0', 'Like', question),
    ]);
    await eventually(async () => expect(await told()).toContain('like @carl@other.example'));
    expect(await told()).toHaveLength(3);
    expect(await replies()).toEqual(['first']);
    expect(await counts()).toEqual({ replies: 1, likes: 2, boosts: 0 });
  });

  it('lets nobody speak for a neighbour on the same host', async () => {
    const carl = `${host}/profile/carl`;
    show(said('2', 'Like', question), said('4', 'Create', note('note4', 'first')));
    await eventually(async () => expect(await replies()).toEqual(['first']));
    show(
      said('5', 'Undo', `${host}/objects/2`, { actor: carl }),
      said('6', 'Delete', `${host}/objects/note4`, { actor: carl }),
      said('7', 'Update', note('note4', 'evil', { attributedTo: carl, updated: '2026-11-22T08:02:00Z' }), { actor: carl }),
      said('8', 'Create', note('note4', 'evil', { attributedTo: carl, updated: '2026-11-22T08:03:00Z' }), { actor: carl }),
    );
    await markerArrives();
    expect(await replies()).toEqual(['first', 'marker']);
    expect((await counts())?.likes).toBe(1);
  });

  it('shows text, whatever the markup, and of other members only what has the right form', async () => {
    const html = '<p onclick="x()">a<script>alert(1)</script><img src=x onerror=y><a href="javascript:z">b</a></p>';
    const object = note('note4', html, {
      updated: 'yesterday',
      summary: '<b>warned</b>\u202e',
      tag: [null, 7, { type: 'Mention', href: 'javascript:x', name: '@x' }, { type: 'Hashtag', name: '#y' }],
      attachment: [
        { type: 'Image', url: 'http://friendica.example/a.png', mediaType: 'image/png' },
        { type: 'Image', url: 'https://friendica.example/a.png', mediaType: 'image/png', width: 1e9, digestMultibase: 'zQm' },
        { type: 'Image', url: { type: 'Link' } },
      ],
      contentMap: { '"><script>': 'x' },
    });
    show(said('4', 'Create', object));
    await eventually(async () => expect(await replies()).toHaveLength(1));
    const post = (await ada.app.thread(question))?.replies[0]?.post;
    expect(JSON.stringify(post)).not.toMatch(/script|onerror|onclick|zQm|http:/);
    expect(post).toMatchObject({ warning: 'warned', tags: ['y'], text: 'ab' });
    expect(post?.editedMs).toBeUndefined();
    expect(post?.language).toBeUndefined();
    expect(post?.attachments).toEqual([{ url: 'https://friendica.example/a.png', mediaType: 'image/png', alt: '' }]);
  });

  it('takes only so much, and survives answers that are none', async () => {
    show(said('4', 'Create', note('note4', 'x'.repeat(70_000))), said('5', 'Create', note('note5', 'small')));
    const deep = `{"type":"OrderedCollection","orderedItems":[{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`;
    const odd = { 'https://odd1.example': '<html>', 'https://odd2.example': deep, 'https://odd3.example': '[]' };
    for (const [origin, answer] of Object.entries(odd)) {
      hub.hosts.listed.push(origin);
      hub.hosts.answers.set(origin, answer);
    }
    await eventually(async () => expect(await replies()).toEqual(['small']));
    const liking = (index: number): Entry => said(`like${index}`, 'Like', question, { actor: `${host}/profile/p${index}` });
    for (let page = 0; page < 12; page += 1) {
      hub.hosts.show(
        host,
        Array.from({ length: 100 }, (_, index) => liking(page * 100 + index)),
      );
      await eventually(async () => expect((await counts())?.likes).toBe(Math.min((page + 1) * 100, 999)));
    }
  });

  it('follows pages of the host only, five at first, then the newest', async () => {
    const pageUrl = (page: number): string => `${host}/pollen/responses?page=${page}`;
    const items = (page: number): Entry[] => [said(`p${page}`, 'Create', note(`np${page}`, `page ${page}`))];
    hub.hosts.show(host, items(0), pageUrl(1));
    for (let page = 1; page < 8; page += 1) {
      hub.hosts.answers.set(pageUrl(page), { type: 'OrderedCollectionPage', orderedItems: items(page), next: pageUrl(page + 1) });
    }
    await eventually(async () => expect(await replies()).toHaveLength(5));
    expect(hub.hosts.asked.slice(0, 5)).toEqual([host, pageUrl(1), pageUrl(2), pageUrl(3), pageUrl(4)]);
    hub.hosts.show(host, items(10), 'https://other.example/pollen/responses');
    await eventually(async () => expect(await replies()).toHaveLength(6));
    expect(hub.hosts.asked.slice(5).every((url) => url === host)).toBe(true);
  });

  it('is asked every five minutes at most, less often when it does not answer, and never at odd places', async () => {
    hub.hosts.listed.push(
      'https://down.example',
      'http://plain.example',
      'https://192.168.1.1',
      'https://localhost',
      'https://nas.local',
    );
    show(said('2', 'Like', question));
    await eventually(async () => expect(await told()).toHaveLength(1));
    await markerArrives();
    const asked = (origin: string): number => hub.hosts.asked.filter((url) => url === origin).length;
    const [before, downBefore] = [asked(host), asked('https://down.example')];
    await timePasses(60, 30_000);
    expect(asked(host) - before).toBeLessThanOrEqual(6);
    expect(asked('https://down.example') - downBefore).toBeLessThanOrEqual(3);
    expect(new Set(hub.hosts.asked)).toEqual(new Set([host, 'https://down.example']));
  });

  it('of blocked people and blocked hosts ends, and hides what was said', async () => {
    show(said('4', 'Create', note('note4', 'first')));
    await eventually(async () => expect(await replies()).toEqual(['first']));
    const carl = `${host}/profile/carl` as ObjectId;
    await ada.app.setBlock(carl, true);
    show(said('6', 'Like', question, { actor: carl }));
    await markerArrives();
    expect((await counts())?.likes).toBe(0);
    await ada.app.setBlock(host as ObjectId, true);
    expect(await replies()).toEqual([]);
    expect(await told()).toEqual([]);
    const asked = hub.hosts.asked.length;
    await timePasses(20, 5 * 60_000);
    expect(hub.hosts.asked).toHaveLength(asked);
  });

  it('is not walked by those who hide their address', async () => {
    await ada.app.putSettings({ httpOnly: true });
    // What was under way before comes to its end.
    await timePasses(20, 0);
    const asked = hub.hosts.asked.length;
    show(said('2', 'Like', question));
    await timePasses(20, 5 * 60_000);
    expect(hub.hosts.asked).toHaveLength(asked);
  });
});
