import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runsOf } from './support/settings.ts';
import { activityPubNote } from '../../src/protocol/fediverse/activity-pub-note.ts';
import { actorPerson } from '../../src/protocol/fediverse/actor-person.ts';
import { feedPage, feedPerson } from '../../src/protocol/fediverse/feed-page.ts';
import { attacks, broken, expectSound, expectSoundPerson, origin, reading } from '../support/fediverse/mapper-fixture.ts';
import { mastodonAccount } from '../../src/protocol/fediverse/mastodon-account.ts';
import { mastodonContext, mastodonStatus, mastodonStatuses } from '../../src/protocol/fediverse/mastodon-status.ts';
import { misskeyNote, misskeyNotes } from '../../src/protocol/fediverse/misskey-note.ts';
import { misskeyUser } from '../../src/protocol/fediverse/misskey-user.ts';
import { outboxPage } from '../../src/protocol/fediverse/outbox-page.ts';
import { pollenClaims } from '../../src/protocol/fediverse/pollen-claims.ts';
import type { FoundPerson, PersonError, RemotePage } from '../../src/protocol/fediverse/reading.ts';
import type { Result } from '../../src/protocol/result.ts';
import { accountJson, statusJson } from '../support/stand-ins/mastodon-json.ts';
import { noteJson, userJson } from '../support/stand-ins/misskey-json.ts';
import { actorJson, outboxJson } from '../support/stand-ins/activity-json.ts';
import { atomText, rssText } from '../support/stand-ins/feed-text.ts';
import { worldOf, type StandInPerson } from '../support/stand-ins/world.ts';

/** Longer searches take longer. */
const patienceMs = 600_000;
const atMs = Date.UTC(2026, 10, 1);
const boosted = {
  user: 'cleo', host: 'other.example', actor: 'https://other.example/users/cleo', id: 'https://other.example/notes/1', html: '<p>x</p>', atMs,
}; // prettier-ignore
const ada: StandInPerson = {
  user: 'ada',
  name: 'Ada',
  bio: 'Bees',
  fields: [{ name: 'Web', value: 'https://ada.example/' }],
  emoji: { bee: 'https://media.example/bee.png' },
  posts: [
    {
      text: 'One **two** [three](https://a.example) #four @bob :bee:',
      atMs,
      warning: 'w',
      language: 'en',
      tags: ['four'],
      pictures: [{ url: 'https://media.example/a.png' }],
      poll: { options: [{ title: 'a', votes: 1 }], endsMs: atMs },
      counts: { likes: 1 },
    },
    { text: 'Answer', atMs: atMs + 1, answers: { user: 'ada', index: 0 } },
    { text: '', atMs: atMs + 2, boosts: boosted },
  ],
};
const server = { origin, world: worldOf([ada]) };
const addresses = {
  actor: () => `${origin}/users/ada`,
  page: () => `${origin}/@ada`,
  note: (_: unknown, index: number) => `${origin}/notes/${index}`,
  notePage: (_: unknown, index: number) => `${origin}/@ada/${index}`,
  personOf: () => ada,
};
const whose = { id: `${origin}/users/ada` } as Parameters<typeof outboxPage>[2];

const pages: readonly (readonly [string, unknown, (json: unknown) => RemotePage])[] = [
  ['mastodonStatuses', [0, 1, 2].map((index) => statusJson(ada, index, server)), (json) => mastodonStatuses(json, reading)],
  ['mastodonStatus', statusJson(ada, 2, server), (json) => mastodonStatus(json, reading)],
  [
    'mastodonContext',
    { ancestors: [statusJson(ada, 0, server)], descendants: [statusJson(ada, 1, server)] },
    (json) => mastodonContext(json, reading),
  ],
  ['misskeyNotes', [0, 1, 2].map((index) => noteJson(ada, index, server)), (json) => misskeyNotes(json, reading)],
  ['misskeyNote', noteJson(ada, 1, server), (json) => misskeyNote(json, reading)],
  ['outboxPage', outboxJson(ada, addresses, `${origin}/users/ada/outbox?page=true`), (json) => outboxPage(json, reading, whose)],
  ['activityPubNote', outboxItem(0), (json) => activityPubNote(json, reading)],
];

const persons: readonly (readonly [string, unknown, (json: unknown) => Result<FoundPerson, PersonError>])[] = [
  ['mastodonAccount', accountJson(ada, server), (json) => mastodonAccount(json, reading)],
  ['misskeyUser', userJson(ada), (json) => misskeyUser(json, reading)],
  ['actorPerson', actorJson(ada, addresses), (json) => actorPerson(json, reading)],
];

function outboxItem(index: number): unknown {
  const page = outboxJson(ada, addresses, `${origin}/users/ada/outbox?page=true`) as { orderedItems: unknown[] };
  return page.orderedItems[page.orderedItems.length - 1 - index];
}

describe.each(pages)('%s', (_, sample, read) => {
  it('reads the sample', () => {
    const page = read(sample);
    expectSound(page);
    expect([page.posts.length > 0, page.refused]).toEqual([true, 0]);
  });

  it(
    'makes sound records or none of any JSON',
    () => {
      fc.assert(
        fc.property(fc.jsonValue(), (json) => expectSound(read(json))),
        runsOf(100),
      );
      fc.assert(
        fc.property(broken(sample), (json) => expectSound(read(json))),
        runsOf(150),
      );
    },
    patienceMs,
  );
});

describe.each(persons)('%s', (_, sample, read) => {
  it('reads the sample', () => {
    expect(read(sample)).toMatchObject({ ok: true, value: { person: { username: 'ada@social.example' } } });
  });

  it(
    'makes a sound person or none of any JSON',
    () => {
      const check = (json: unknown): void => {
        const found = read(json);
        if (!found.ok) return;
        expectSoundPerson(found.value.person);
        expect(new URL(found.value.person.id).host).toBe('social.example');
        expect(pollenClaims(found.value.person).length).toBeLessThanOrEqual(8);
      };
      fc.assert(fc.property(fc.jsonValue(), check), runsOf(100));
      fc.assert(fc.property(broken(sample), check), runsOf(150));
    },
    patienceMs,
  );
});

describe('feedPage', () => {
  const feedUrl = `${origin}/feed`;
  const samples = [rssText(ada, addresses), atomText(ada, addresses, feedUrl)];
  const jsonFeed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'x',
    items: [{ id: '1', url: `${origin}/1`, content_html: 'x' }],
  };

  it(
    'makes sound records or none of any text',
    () => {
      const cut = fc.tuple(
        fc.constantFrom(...samples),
        fc.nat(3000),
        fc.nat(200),
        fc.oneof(fc.string(), fc.constantFrom(...attacks)),
      );
      const texts = fc.oneof(
        fc.string(),
        cut.map(([text, at, length, instead]) => text.slice(0, at) + instead + text.slice(at + length)),
        broken(jsonFeed).map((json) => JSON.stringify(json) ?? ''),
      );
      fc.assert(
        fc.property(texts, (text) => {
          const page = feedPage(text, reading, feedUrl);
          if (page.ok) expectSound(page.value);
          const person = feedPerson(text, reading, feedUrl);
          if (person.ok) expectSoundPerson(person.value.person);
          expect(person.ok).toBe(page.ok);
        }),
        runsOf(250),
      );
    },
    patienceMs,
  );
});
