import type { ObjectId } from '../../protocol/brand.ts';
import type { AttachmentView, PostView } from '../../services/app-api.ts';
import { people } from './sample-people.ts';

const blurhash = 'LEHV6nWB2yk8pyo0adR*.7kCMdnj';

const picture = (digest: string, alt: string, more: Partial<AttachmentView> = {}): AttachmentView => ({
  digest,
  mediaType: 'image/webp',
  alt,
  width: 800,
  height: 560,
  blurhash,
  ...more,
});

/** A post that another one quotes. */
export function quotedPost(nowMs: number): PostView {
  const author = people[0] as PostView['author'];
  const id = `ap://${author.id}/quoted` as ObjectId;
  return {
    key: id,
    cursor: { atMs: nowMs, id },
    id,
    author,
    atMs: nowMs - 90_000_000,
    content: [{ tag: 'p', children: ['A bridge is a road that has learned to trust the air. I have said so for twenty years.'] }],
    text: 'A bridge is a road that has learned to trust the air. I have said so for twenty years.',
    attachments: [],
    tags: [],
    audience: 'public',
    provenance: { type: 'signed' },
    bookmarked: false,
    counts: { replies: 1, likes: 9, boosts: 2 },
    mine: { liked: false, boosted: false },
  };
}

interface Sample {
  readonly text: string;
  readonly more: Partial<PostView>;
}

/** Everything that a post can carry, one after the other. */
export function mediaSamples(nowMs: number): readonly Sample[] {
  return [
    {
      text: 'Five pictures from the market, the third one is the best.',
      more: {
        attachments: [
          picture('zQmMarket1', 'Crates of plums'),
          picture('zQmMarket2', ''),
          picture('zQmMarket3', 'A dog asleep under a stall, its nose on the shoe of the seller', { focus: [0, -800] }),
          picture('zQmMarket4', 'Bread'),
          picture('zQmMarket5', 'The square at closing time'),
        ],
      },
    },
    {
      text: 'This is what I think of whenever somebody asks what the work is like.',
      more: { quote: { id: quotedPost(nowMs).id, post: quotedPost(nowMs) } },
    },
    {
      text: 'A minute of wind in the reeds, and how it sounds.',
      more: {
        attachments: [
          {
            url: 'https://pictures.example/reeds.mp4',
            mediaType: 'video/mp4',
            alt: 'Reeds moving in the wind',
            width: 1280,
            height: 720,
            blurhash,
          },
          { url: 'https://pictures.example/reeds.ogg', mediaType: 'audio/ogg', alt: 'Wind in reeds, one minute' },
        ],
      },
    },
    {
      text: 'I have only heard of this, but it seems important.',
      more: { quote: { id: 'https://elsewhere.example/notes/1' as ObjectId, lacks: 'unknown' } },
    },
    {
      text: [
        'How to move a hive, for those who asked.',
        ...Array.from(
          { length: 12 },
          (_, index) => `${index + 1}. Wait for the evening, when all of them are at home, and do not hurry.`,
        ),
      ].join('\n\n'),
      more: { editedMs: nowMs - 60_000 },
    },
    {
      text: 'Somebody will not want to see this at breakfast.',
      more: { sensitive: true, attachments: [picture('zQmBreakfast', 'A spider')] },
    },
  ];
}
