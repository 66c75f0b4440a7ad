// Account archives as Mastodon makes them: the files in its order, in a zip or a packed tar.
import { Readable } from 'node:stream';
import { createGzip, deflateRawSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import { createTarPacker } from 'modern-tar';
import { writeZip } from '../../src/services/website/write-zip.ts';
import {
  actorJson,
  attachmentOf,
  boostItem,
  createItem,
  mediaPath,
  statusId,
  type ArchiveOwner,
} from './mastodon-archive-items.ts';

export const archiveOwner: ArchiveOwner = { host: 'mastodon.example', username: 'ada' };
export const archiveStartMs = Date.UTC(2019, 4, 1, 12);
const hourMs = 3_600_000;

export interface ArchiveFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ArchiveOptions {
  readonly owner?: ArchiveOwner;
  readonly items?: readonly unknown[];
  readonly likes?: readonly string[];
  readonly bookmarks?: readonly string[];
  readonly media?: readonly ArchiveFile[];
  readonly actor?: Readonly<Record<string, unknown>>;
  /** outbox.json as text, in place of what `items` come to. */
  readonly outboxText?: string;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => bytesOf(JSON.stringify(value));

/** The files of an archive in the order in which Mastodon writes them: media first, the actor last. */
export function archiveFiles(options: ArchiveOptions = {}): ArchiveFile[] {
  const { owner = archiveOwner, items = [], likes = [], bookmarks = [], media = [] } = options;
  return [
    ...media,
    {
      path: 'outbox.json',
      bytes: options.outboxText === undefined ? json(collection('outbox.json', items)) : bytesOf(options.outboxText),
    },
    { path: 'likes.json', bytes: json(collection('likes.json', likes)) },
    { path: 'bookmarks.json', bytes: json(collection('bookmarks.json', bookmarks)) },
    { path: 'avatar.png', bytes: bytesOf('not really a picture') },
    { path: 'header.png', bytes: bytesOf('not really a picture') },
    { path: 'actor.json', bytes: json({ ...actorJson(owner), ...options.actor }) },
  ];
}

const collection = (id: string, items: readonly unknown[]): Record<string, unknown> => ({
  '@context': 'https://www.w3.org/ns/activitystreams',
  id,
  type: 'OrderedCollection',
  totalItems: items.length,
  orderedItems: items,
});

/** Posts of an hour each, every `mediaEvery`th with a file of `mediaBytes`. */
export function plainArchive(
  posts: number,
  mediaEvery = 0,
  mediaBytes = 1000,
): ArchiveOptions & { readonly media: ArchiveFile[] } {
  const media: ArchiveFile[] = [];
  const items = Array.from({ length: posts }, (_, number) => {
    const hasMedia = mediaEvery > 0 && number % mediaEvery === 0;
    const path = mediaPath(number);
    if (hasMedia) media.push({ path, bytes: noise(number, mediaBytes) });
    return createItem({
      owner: archiveOwner,
      number,
      atMs: archiveStartMs + number * hourMs,
      object: hasMedia ? { attachment: [attachmentOf(path)] } : {},
    });
  });
  return { items, media };
}

/** One of everything that outboxes have been seen to hold. */
export function variedItems(owner: ArchiveOwner = archiveOwner): Record<string, unknown>[] {
  const at = (number: number): number => archiveStartMs + number * hourMs;
  const item = (number: number, more: Partial<Parameters<typeof createItem>[0]> = {}): Record<string, unknown> =>
    createItem({ owner, number, atMs: at(number), ...more });
  const mention = { type: 'Mention', href: 'https://other.example/users/bob', name: '@bob@other.example' };
  return [
    item(9, { object: { inReplyTo: statusId(owner, 1) } }),
    item(1, { activity: { signature: { type: 'RsaSignature2017', creator: 'x', signatureValue: 'AAAA' } } }),
    item(2, { audience: 'unlisted', html: '<p>quiet</p>' }),
    item(3, { audience: 'followers-only', html: '<p>for friends</p>' }),
    item(4, { audience: 'direct', html: '<p>for one</p>' }),
    item(5, {
      html: '<p><span class="h-card"><a href="https://other.example/@bob" class="u-url mention">@<span>bob</span></a></span> look <a href="https://mastodon.example/tags/engines" class="mention hashtag" rel="tag">#<span>engines</span></a></p>',
      object: {
        tag: [mention, { type: 'Hashtag', href: 'https://mastodon.example/tags/engines', name: '#engines' }],
        inReplyTo: 'https://other.example/users/bob/statuses/7',
      },
    }),
    item(6, { object: { summary: 'spoilers', sensitive: true } }),
    item(7, {
      html: '<p>Which?</p>',
      object: {
        type: 'Question',
        endTime: '2019-05-02T00:00:00Z',
        closed: '2019-05-02T00:00:00Z',
        votersCount: 5,
        oneOf: [
          { type: 'Note', name: 'tea', replies: { type: 'Collection', totalItems: 3 } },
          { type: 'Note', name: 'coffee', replies: { type: 'Collection', totalItems: 2 } },
        ],
      },
    }),
    item(8, { object: { attachment: [attachmentOf(mediaPath(8), { name: 'a garden' })] } }),
    item(10, { html: attack, object: { tag: [{ type: 'Mention', href: 'javascript:alert(1)', name: '@x' }] } }),
    item(11, { object: { published: '2199-01-01T00:00:00Z' } }),
    item(12, { object: { type: 'Article', name: 'On gardens', content: '<h2>Soil</h2><p>dark</p>' } }),
    boostItem(owner, 13, at(13), 'https://other.example/users/bob/statuses/9'),
    {
      ...boostItem(owner, 14, at(14), 'https://other.example/users/bob/statuses/10'),
      to: [`https://${owner.host}/users/${owner.username}/followers`],
      cc: [],
    },
    item(1),
    item(15, { object: { attributedTo: 'https://other.example/users/bob' } }),
    item(16, { activity: { actor: 'https://other.example/users/bob' } }),
    item(17, { object: { type: 'Page' } }),
    { id: 'x', type: 'Add', actor: `https://${owner.host}/users/${owner.username}`, object: 'x' },
    { id: 'x', type: 'Create', actor: `https://${owner.host}/users/${owner.username}` },
    { id: 'x', type: 'Create', actor: `https://${owner.host}/users/${owner.username}`, object: 'https://mastodon.example/gone' },
    null as unknown as Record<string, unknown>,
  ];
}

/** What nobody's browser may ever do. */
export const attack =
  '<p onclick="alert(1)">hi<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">click</a><iframe src="https://evil.example"></iframe><svg><script>alert(2)</script></svg><style>p{display:none}</style></p>';

/** Bytes that do not pack, other ones for each number. */
export function noise(number: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const words = new Uint32Array(bytes.buffer, 0, length >> 2);
  let state = (number + 1) * 2_654_435_761;
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return bytes;
}

/** The files in a zip; JSON packed, media as they are. */
export async function zipArchive(files: Iterable<ArchiveFile> | AsyncIterable<ArchiveFile>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  await zipInto(files, new WritableStream({ write: (part) => void parts.push(part.slice()) }));
  return new Blob(parts);
}

export async function zipInto(
  files: Iterable<ArchiveFile> | AsyncIterable<ArchiveFile>,
  sink: WritableStream<Uint8Array>,
): Promise<void> {
  await writeZip(
    (async function* () {
      yield* files;
    })(),
    sink,
    new Date(Date.UTC(2026, 0, 1)),
    { deflate: (bytes) => deflateRawSync(bytes, { level: 1 }), crc32: (bytes) => crc32(bytes) },
  );
}

/** The files in a packed tar. */
export async function tarGzArchive(files: Iterable<ArchiveFile> | AsyncIterable<ArchiveFile>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of tarGzParts(files)) parts.push(Uint8Array.from(part));
  return new Blob(parts);
}

export function tarGzParts(files: Iterable<ArchiveFile> | AsyncIterable<ArchiveFile>): AsyncIterable<Uint8Array> {
  const { readable, controller } = createTarPacker();
  void (async () => {
    for await (const { path, bytes } of files) {
      const writer = controller.add({ name: path, size: bytes.length }).getWriter();
      await writer.write(bytes);
      await writer.close();
    }
    controller.finalize();
  })().catch((error: unknown) => controller.error(error));
  return Readable.from(readable as unknown as AsyncIterable<Uint8Array>).pipe(createGzip({ level: 1 }));
}
