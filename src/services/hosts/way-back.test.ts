import { describe, expect, it } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { bob, host, useWayBack } from '../testing/way-back.ts';

describe('the way back from servers', () => {
  const { lab, said, note, show, eventually, told, replies, counts, markerArrives } = useWayBack(openAccountStore);

  it('tells of a follow, a like, a boost, a reply and a mention, said by the host and not signed', async () => {
    const { ada, question, adaActor } = lab();
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
    const { question } = lab();
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
    // Of what was deleted nothing is told any more.
    expect((await told()).filter((one) => one.startsWith('reply'))).toHaveLength(2);
  });

  it('takes an edited reply that it never saw before for a new one, and knows names from actor documents', async () => {
    const { hub, ada, question } = lab();
    hub.hosts.answers.set(bob, { id: bob, type: 'Person', preferredUsername: 'bob', name: 'Bob \u202e<b>B.</b>', icon: null });
    show(said('4/b', 'Update', note('note4', 'edited', { updated: '2026-11-22T08:01:00Z' })));
    await eventually(async () => expect((await ada.app.person(bob)).name).toBe('Bob B.'));
    expect(await told()).toEqual(['reply @bob@friendica.example']);
    expect((await ada.app.thread(question))?.replies[0]?.post).toMatchObject({ text: 'edited', author: { name: 'Bob B.' } });
  });

  it('lets its replies be answered like those of anybody', async () => {
    const { ada } = lab();
    show(said('4', 'Create', note('note4', 'first')));
    await eventually(async () => expect(await replies()).toEqual(['first']));
    const answer = await ada.post('Thanks', { inReplyTo: `${host}/objects/note4` as ObjectId });
    if (!answer.ok) throw new Error(answer.error.type);
    const [record] = await ada.store.outboxFor(answer.value.id);
    expect(record?.activity['object']).toMatchObject({ inReplyTo: `${host}/objects/note4` });
    expect(await replies()).toEqual(['first', 'Thanks']);
  });
});
