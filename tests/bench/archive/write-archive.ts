import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  archiveFiles,
  archiveOwner,
  archiveStartMs,
  noise,
  tarGzParts,
  zipInto,
  type ArchiveFile,
} from '../../support/mastodon-archive.ts';
import { attachmentOf, createItem, mediaPath } from '../../support/mastodon-archive-items.ts';
import { corpusPost } from '../support/corpus.ts';

export interface ArchiveSize {
  readonly posts: number;
  readonly mediaFiles: number;
  /** Of all files together. */
  readonly mediaBytes: number;
}

/** Writes an account archive to a file, without holding more than one of its media in memory. */
export async function writeArchive(path: string, size: ArchiveSize): Promise<void> {
  const files = filesOf(size);
  if (path.endsWith('.zip')) await zipInto(files, Writable.toWeb(createWriteStream(path)) as WritableStream<Uint8Array>);
  else await pipeline(tarGzParts(files), createWriteStream(path));
}

function* filesOf({ posts, mediaFiles, mediaBytes }: ArchiveSize): Generator<ArchiveFile> {
  const each = Math.floor(mediaBytes / Math.max(1, mediaFiles));
  for (let number = 0; number < mediaFiles; number++) yield { path: mediaPath(number), bytes: noise(number, each) };
  const items = Array.from({ length: posts }, (_, number) => {
    const [language, text] = corpusPost(number);
    const html = `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')} <a href="https://mastodon.example/tags/all" class="mention hashtag" rel="tag">#<span>all</span></a></p>`;
    return createItem({
      owner: archiveOwner,
      number,
      atMs: archiveStartMs + number * 3_600_000,
      html,
      object: {
        contentMap: { [language]: html },
        tag: [{ type: 'Hashtag', href: 'https://mastodon.example/tags/all', name: '#all' }],
        ...(number < mediaFiles && { attachment: [attachmentOf(mediaPath(number))] }),
      },
    });
  });
  yield* archiveFiles({ items });
}
