import { describe, expect, it } from 'vitest';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { bob, host, type Entry, useWayBack } from '../testing/way-back.ts';

/** Of work that is under way: only a failure takes so long. */
const patience = { timeout: 60_000, interval: 10 };

describe('a server that says what it may not', () => {
  const { lab, said, note, show, eventually, told, replies, counts, markerArrives } = useWayBack(openAccountStore);

  it('believes a host about nobody but its own people', async () => {
    const { hub, ada, question } = lab();
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
    const { question } = lab();
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
    const { ada, question } = lab();
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

  // The limit is for a day: time goes on until the host was asked, and no further, however slow the machine is.
  it('takes only so much, and survives answers that are none', async () => {
    const { hub, question } = lab();
    show(said('4', 'Create', note('note4', 'x'.repeat(70_000))), said('5', 'Create', note('note5', 'small')));
    const deep = `{"type":"OrderedCollection","orderedItems":[{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`;
    const odd = { 'https://odd1.example': '<html>', 'https://odd2.example': deep, 'https://odd3.example': '[]' };
    for (const [origin, answer] of Object.entries(odd)) {
      hub.hosts.listed.push(origin);
      hub.hosts.answers.set(origin, answer);
    }
    await eventually(async () => expect(await replies()).toEqual(['small']));
    const liking = (index: number): Entry => said(`like${index}`, 'Like', question, { actor: `${host}/profile/p${index}` });
    const likes = async (): Promise<number | undefined> => (await counts())?.likes;
    const timesAsked = (): number => hub.hosts.asked.filter((url) => url === host).length;
    for (let page = 0; page < 12; page += 1) {
      const asked = timesAsked();
      hub.hosts.show(
        host,
        Array.from({ length: 100 }, (_, index) => liking(page * 100 + index)),
      );
      await eventually(async () => {
        await likes();
        expect(timesAsked()).toBeGreaterThan(asked);
      });
      await expect.poll(likes, patience).toBe(Math.min((page + 1) * 100, 999));
    }
  }, 120_000);
});
