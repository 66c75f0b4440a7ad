import { buildActor } from '../protocol/activity-streams/build-actor.ts';
import { type AccountFixture, createAccountFixture } from '../protocol/tree/account-fixture.ts';
import { digestMultibase, mediaId } from '../protocol/identity/digest.ts';
import { writtenId } from '../protocol/identity/written-id.ts';
import { signDocument } from '../protocol/proof/proof.ts';
import { timestampOf } from '../protocol/proof/timestamp.ts';
import type { JsonObject } from '../protocol/json.ts';

/** A small account with everything a website shows: pictures, warnings, languages, threads, edits, links. For tests and pictures. */
export interface WebsiteFixture {
  readonly account: AccountFixture;
}

const day = 86_400_000;

/** `picture`: a JPEG or the like; one is made of nothing when absent. `origin`: the account's own web origin, where its ids then are. */
export async function createWebsiteFixture(
  picture: Uint8Array = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
  origin?: string,
): Promise<WebsiteFixture> {
  const account = createAccountFixture({
    seed: 7,
    nowMs: Date.UTC(2025, 10, 3, 7),
    stepMs: 0.4 * day,
    ...(origin !== undefined && { origin }),
  });
  const { did } = account.signer;
  const digest = digestMultibase(picture);
  const image = (alt: string): JsonObject => ({
    type: 'Image', mediaType: 'image/jpeg', url: writtenId(mediaId(did, digest, 'image/jpeg'), origin), digestMultibase: digest, width: 1200, height: 800, ...(alt !== '' && { name: alt }),
  }); // prettier-ignore
  const profile = {
    did,
    preferredUsername: 'mira',
    ...(origin !== undefined && { origin }),
    name: 'Mira Lindqvist',
    summaryHtml: '<p>Counts birds, bees and trains. Lives by the meadow behind the station.</p>',
    published: timestampOf(Date.UTC(2025, 10, 1)),
    updated: timestampOf(Date.UTC(2026, 2, 1)),
  };
  const unsigned = {
    ...buildActor(profile),
    attachment: [
      { type: 'PropertyValue', name: 'Website', value: '<a href="https://mira.example/">mira.example</a>' },
      { type: 'PropertyValue', name: 'Where', value: 'Malmö' },
    ],
  };
  const actor = await signDocument(unsigned, account.signer, profile.updated);
  const posts: JsonObject[] = [];
  const add = async (html: string, more: JsonObject = {}): Promise<JsonObject> => {
    const create = await account.create(html, more);
    posts.push(create);
    return create;
  };
  for (let number = 1; number <= 24; number++) {
    await add(`<p>Swift count, evening ${number}: ${(number * 7) % 31} over the roofs.</p>`);
  }
  const first = await add(
    '<p>Swift counts for the weekend are up. If you saw one before May, tell me where: <a href="https://birds.example/swifts?year=2026&amp;sort=early">birds.example/swifts</a></p><p>#swifts #slowmornings</p>',
    {
      tag: [
        { type: 'Hashtag', name: '#swifts' },
        { type: 'Hashtag', name: '#slowmornings' },
      ],
    },
  );
  await add('<p>All of them, one by one: common, alpine, pallid. A long list follows, and you did not ask for it.</p>', {
    summary: 'Birds, many birds', sensitive: true,
  }); // prettier-ignore
  await add('<p>And the ones from Monday, which I forgot.</p>', { inReplyTo: (first['object'] as JsonObject)['id'] ?? '' });
  await add('<p>Yes, the 7:40, from platform 2.</p>', { inReplyTo: 'https://social.example/@tomas/1' });
  await add(
    '<blockquote><p>Nobody forgets a train on purpose.</p></blockquote><p>Oh, I do.</p><ul><li>thyme</li><li>bees</li><li>no hurry</li></ul>',
  );
  await add('<p>صباح الخير من المرج خلف المحطة</p>', { contentMap: { ar: '<p>صباح الخير من المرج خلف المحطة</p>' } });
  await add('<p>First bees on the meadow behind the station. I sat there for an hour and forgot the train.</p>', {
    attachment: [image('A meadow in bloom under a yellow sky')],
  }); // prettier-ignore
  posts.push(await account.update(posts.at(-3) as JsonObject, '<p>Nobody forgets a train on purpose. Oh, I do. (Edited.)</p>'));
  const gone = await add('<p>Said too much.</p>');
  posts.push(await account.remove(gone));
  await account.publish(posts, { actor, media: [{ digest, mediaType: 'image/jpeg', bytes: picture }] });
  return { account };
}
