import type { ObjectId } from '../../protocol/brand.ts';
import type { PersonView, PostView, RemotePerson } from '../../services/app-api.ts';

/** A picture that needs no server: the sample emoji and avatars are drawn here. */
const svg = (body: string): string => `https://pictures.example/${encodeURIComponent(body)}.svg`;

function onServer(
  user: string,
  host: string,
  name: string,
  bio: string,
  more: Partial<PersonView>,
  remote: Partial<RemotePerson>,
): PersonView {
  const id = `https://${host}/users/${user}` as ObjectId;
  return {
    id,
    name,
    username: `${user}@${host}`,
    summary: [{ tag: 'p', children: [bio] }],
    icon: svg(user),
    me: false,
    followed: true,
    blocked: false,
    muted: false,
    address: id,
    link: id,
    remote: {
      acct: `${user}@${host}`,
      host,
      url: `https://${host}/@${user}`,
      state: 'current',
      lastReadMs: Date.now() - 240_000,
      approves: false,
      fields: [],
      ...remote,
    },
    ...more,
  };
}

/** People on servers, followed and not. */
export const serverPeople: readonly PersonView[] = [
  onServer(
    'lena',
    'mastodon.example',
    'Lena :bee: Sommer',
    'Beekeeper on three roofs. Answers slowly. :hive:',
    { emoji: { bee: svg('bee'), hive: svg('hive') }, options: { showBoosts: true, notify: false, languages: ['de', 'en'] } },
    {
      pollen: `did:key:z6Mk${'ada'.repeat(40).slice(0, 44)}` as RemotePerson['pollen'],
      fields: [
        { name: 'Web', value: [{ tag: 'a', href: 'https://lena.example', children: ['lena.example'] }] },
        { name: 'Kraftfahrzeughaftpflicht', value: ['Die Versicherung mit dem längsten Namen im ganzen Land'] },
      ],
    },
  ),
  onServer('oskar', 'social.example.org', 'Oskar', 'Trains.', { followed: false }, { approves: true }),
  onServer('mei', 'misskey.example', 'メイ', 'ねこ', {}, { state: 'unreachable', reason: 'no answer after 20 s' }),
];

/** A post of a server: a poll, emoji, pictures that lie there. */
export function serverPost(index: number, nowMs: number): PostView {
  const author = serverPeople[index % serverPeople.length] as PersonView;
  const { host = '' } = author.remote ?? {};
  const isQuestion = Math.floor(index / 4) % 2 === 0;
  const id = `https://${host}/users/x/statuses/${index}` as ObjectId;
  const atMs = nowMs - index * 11 * 60_000 - 60_000;
  const text = isQuestion ? 'Which hive first this spring? :bee:' : 'The evening train was on time. @lena should know.';
  return {
    key: id,
    cursor: { atMs, id },
    id,
    author,
    atMs,
    content: [
      {
        tag: 'p',
        children: isQuestion
          ? [text]
          : [
              'The evening train was on time. ',
              { tag: 'a', kind: 'mention', href: 'https://mastodon.example/@lena', children: ['@lena'] },
              ' should know.',
            ],
      },
    ],
    text,
    attachments: !isQuestion
      ? [
          {
            url: 'https://pictures.example/train.jpg',
            mediaType: 'image/jpeg',
            alt: 'A platform at dusk',
            width: 1200,
            height: 700,
          },
        ]
      : [],
    tags: [],
    audience: 'public',
    provenance: { type: 'host', host },
    emoji: { bee: svg('bee') },
    originalUrl: `https://${host}/@x/${index}`,
    bookmarked: false,
    counts: { replies: 1, likes: 4, boosts: 2 },
    mine: { liked: false, boosted: false },
    ...(isQuestion
      ? {
          poll: {
            options: [
              { title: 'The one on the library roof', votes: 41 },
              { title: 'Donaudampfschifffahrtsgesellschaftskapitänsdach', votes: 12 },
              { title: 'None, it is too cold', votes: 7 },
            ],
            isMultiple: false,
            endsMs: nowMs + 86_400_000,
            voters: 60,
          },
        }
      : {}),
  };
}
