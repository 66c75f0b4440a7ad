import type { CanonicalId, ObjectId } from '../../protocol/brand.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import type { RichText } from '../../protocol/rich-text.ts';
import type { PersonView, PostView } from '../../services/app-api.ts';
import { mediaSamples } from './sample-media.ts';
import { me, people } from './sample-people.ts';

const minuteMs = 60_000;

interface Sample {
  readonly content: RichText;
  readonly text: string;
  readonly more?: Partial<PostView>;
}

const p = (...children: RichText): RichText[number] => ({ tag: 'p', children });
const plain = (text: string, more?: Partial<PostView>): Sample => ({
  content: [p(text)],
  text,
  ...(more === undefined ? {} : { more }),
});

const samples: readonly Sample[] = [
  plain('The first queen of the year left the hive this morning. She came back with both hands full, if bees had hands.'),
  {
    text: 'Three things about the new bridge: it sings, it sways, it stands.',
    content: [
      p(
        'Three things about the new bridge, from ',
        { tag: 'a', href: 'https://example.org/bridges', children: ['the report'] },
        ':',
      ),
      {
        tag: 'ul',
        children: [
          { tag: 'li', children: ['it sings'] },
          { tag: 'li', children: ['it sways'] },
          { tag: 'li', children: [{ tag: 'strong', children: ['it stands'] }] },
        ],
      },
    ],
  },
  plain(
    'Rechtsschutzversicherungsgesellschaften und Kraftfahrzeughaftpflichtversicherungen: wer hat sich diese Wörter ausgedacht, und warum passen sie in keine Spalte?',
    { language: 'de' },
  ),
  plain('בוקר טוב לכולם. היום אני יוצאת לרכוב לאורך הנחל, ואם יהיה אור טוב אצלם את הגשר החדש.', { language: 'he' }),
  plain('The garden at six in the morning.', {
    attachments: [
      {
        digest: 'zQmGarden',
        mediaType: 'image/webp',
        alt: 'A garden in early light: sunflowers in front, a hedge behind, mist between.',
        width: 1600,
        height: 1000,
      },
    ],
  }),
  plain('Long story about a wasp sting, and a picture of the arm.', {
    warning: 'Insects, injury',
    attachments: [{ digest: 'zQmArm', mediaType: 'image/webp', alt: '', width: 800, height: 800 }],
  }),
  {
    text: 'const pollen = wind.carry(posts)',
    content: [
      p('Code review of the day:'),
      {
        tag: 'pre',
        children: [
          {
            tag: 'code',
            children: ['const pollen = wind.carry(posts).filter((post) => post.isSigned && post.author !== undefined);'],
          },
        ],
      },
      { tag: 'blockquote', children: [p('It compiles, therefore it blooms.')] },
    ],
  },
  plain('From another server, with a picture that lies there.', {
    provenance: { type: 'host', host: 'friendica.example' },
    attachments: [
      { url: 'https://pictures.example/one.jpg', mediaType: 'image/jpeg', alt: 'A cat on a fence', width: 1200, height: 800 },
    ],
  }),
  plain('四月の庭。蜂が戻ってきた。', { language: 'ja' }),
  plain('Two views of the same pond.', {
    attachments: [
      { digest: 'zQmPond', mediaType: 'image/webp', alt: 'A pond in the morning', width: 800, height: 600 },
      { digest: 'zQmPond2', mediaType: 'image/webp', alt: 'The same pond in the evening', width: 800, height: 600 },
    ],
  }),
  {
    text: 'Thanks @ada for the seeds #garden',
    content: [
      p('Thanks ', { tag: 'a', href: people[0]?.id ?? '', kind: 'mention', children: ['@ada'] }, ' for the seeds. ', {
        tag: 'a',
        href: 'https://example.org/tags/garden',
        kind: 'hashtag',
        children: ['#garden'],
      }),
    ],
  },
];

/** Makes sample post number `index`, older with each. */
export function samplePost(index: number, nowMs: number): PostView {
  const media = mediaSamples(nowMs).map(({ text, more }) => plain(text, more));
  const all = [...samples, ...media];
  const sample = all[index % all.length] ?? plain('');
  const author: PersonView = index % 6 === 5 ? me : (people[index % people.length] ?? me);
  const id = `ap://${author.id}/.well-known/apgateway/o/${index}` as ObjectId;
  const atMs = nowMs - index * 7 * minuteMs - (index > 30 ? index * 40 * minuteMs : 0);
  return {
    key: id,
    cursor: { atMs, id },
    id,
    author,
    atMs,
    content: sample.content,
    text: sample.text,
    attachments: [],
    tags: [],
    audience: index % 13 === 4 ? 'unlisted' : 'public',
    provenance: author.id.startsWith('https:') ? { type: 'host', host: 'friendica.example' } : { type: 'signed' },
    bookmarked: index % 11 === 4,
    counts: { replies: index % 4, likes: (index * 7) % 23, boosts: (index * 3) % 5 },
    mine: { liked: index % 5 === 2, boosted: index % 7 === 3 },
    ...sample.more,
    ...(index % 9 === 3 ? { boostedBy: people[1] } : {}),
    ...(author === me
      ? {
          delivery: {
            stage: index < 6 ? 'this-device' : 'published',
            people: index < 6 ? 0 : 3,
            gateways: index < 12 ? [] : ['https://pollen.example'],
          } as const,
        }
      : {}),
  };
}

/** A draft as it stands in the timeline right after it was posted. */
export function writtenPost(
  draft: DraftRecord,
  parts: { readonly id: CanonicalId; readonly atMs: number; readonly undoUntilMs: number; readonly author: PostView['author'] },
): PostView {
  const { id, atMs, undoUntilMs, author } = parts;
  return {
    ...samplePost(0, atMs),
    key: id,
    id,
    cursor: { atMs, id },
    author,
    content: [{ tag: 'p', children: [draft.text] }],
    text: draft.text,
    attachments: draft.attachments,
    audience: draft.audience,
    counts: { replies: 0, likes: 0, boosts: 0 },
    mine: { liked: false, boosted: false },
    delivery: { stage: 'undo', untilMs: undoUntilMs, people: 0, gateways: [] },
    ...(draft.warning === '' ? {} : { warning: draft.warning }),
    ...(draft.poll === undefined ? {} : { poll: writtenPoll(draft.poll, atMs) }),
  };
}

const writtenPoll = ({ options, isMultiple, minutes }: NonNullable<DraftRecord['poll']>, atMs: number): PostView['poll'] => ({
  options: options.filter((title) => title.trim() !== '').map((title) => ({ title, votes: 0 })),
  isMultiple,
  endsMs: atMs + minutes * minuteMs,
  voters: 0,
  mine: [],
  isPollen: true,
  // As somebody else would see it, so that voting can be looked at.
  canVote: true,
});
