// Account archives of other networks that somebody made up or broke: each ends in a problem that has a name, or in a job that ends; nothing
// is written but posts, and nothing outside of the archive is ever named.
import { deflateRawSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveParts } from '../../src/services/import/archive/archive-parts.ts';
import {
  archiveFiles,
  archiveOwner,
  archiveStartMs,
  plainArchive,
  tarGzArchive,
  zipArchive,
  type ArchiveFile,
  type ArchiveOptions,
} from '../support/mastodon-archive.ts';
import { attachmentOf, createItem, mediaPath } from '../support/mastodon-archive-items.ts';
import { bringArchive, contentsOf, htmlToRichText, person, type Ended } from './support/bring-archive.ts';
import { byteMutations } from './support/byte-mutations.ts';
import { runsOf } from './support/settings.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const packers = { zip: zipArchive, 'tar.gz': tarGzArchive };

let parts: ArchiveParts;
beforeEach(async () => {
  parts = await person();
});
const bring = (bytes: BlobPart, who = parts): Promise<Ended> => bringArchive(bytes, who);

const three = plainArchive(3);
const threeContents = ['<p>Post number 0</p>', '<p>Post number 1</p>', '<p>Post number 2</p>'];
const evil = (path: string): ArchiveFile => ({ path, bytes: bytesOf('evil') });
const unreadable = (ended: Ended): number =>
  'found' in ended ? (ended.found.leftOut.find(({ reason }) => reason === 'unreadable')?.count ?? 0) : 0;

describe.each(['zip', 'tar.gz'] as const)('a %s', (packed) => {
  const pack = (files: readonly ArchiveFile[]): Promise<Blob> => packers[packed](files);
  const packArchive = (options: ArchiveOptions): Promise<Blob> => pack(archiveFiles(options));

  it.each([
    ['leads out of it', '../outbox.json'],
    ['leads out of it later', 'media_attachments/../../outbox.json'],
    ['begins at the top of the disk', '/outbox.json'],
    ['begins with a drive', 'C:\\outbox.json'],
    ['leads out of it as Windows writes it', '..\\outbox.json'],
    ['is there twice', 'outbox.json'],
    ['is an archive', 'media_attachments/files/inner.zip'],
  ])('passes over an entry whose name %s', async (_what, path) => {
    const ended = await bring(await pack([...archiveFiles(three), evil(path)]));
    expect(ended).toMatchObject({ contents: threeContents });
    expect(unreadable(ended)).toBe(1);
  });

  it('is not opened when it only holds another archive', async () => {
    const inner = new Uint8Array(await (await packArchive(three)).arrayBuffer());
    const ended = await bring(await pack([{ path: 'archive.zip', bytes: inner }]));
    expect(ended).toMatchObject({
      problem: { type: 'not-understood', reason: expect.stringContaining('archive in an archive') },
    });
  });

  it.each([
    ['nothing', {}],
    ['no actor', { actor: { type: 'Note' } }],
    ['an actor with an id that is none', { actor: { id: 'javascript:alert(1)' } }],
  ])('that has %s of what it needs ends in words', async (what, options: ArchiveOptions) => {
    const ended = await bring(
      what === 'nothing' ? await pack([evil('readme.txt')]) : await packArchive({ ...three, ...options }),
    );
    expect(ended).toMatchObject({ problem: { reason: expect.any(String) } });
    expect(await contentsOf(parts)).toEqual([]);
  });

  it.each([0.1, 0.5, 0.9, 0.99, 0.9999])('that was cut off after %s of it ends', async (share) => {
    const whole = await packArchive(plainArchive(40, 2, 3000));
    const ended = await bring(whole.slice(0, Math.floor(whole.size * share)));
    if ('problem' in ended) expect(ended.problem).toMatchObject({ type: expect.stringMatching(/^(?:damaged|not-understood)$/) });
    else expect(unreadable(ended)).toBeGreaterThan(0);
  });

  it('of bytes that were changed anywhere ends in a named state', async () => {
    const whole: Uint8Array = new Uint8Array(await (await packArchive(plainArchive(6, 2, 300))).arrayBuffer());
    const kinds = Object.keys(byteMutations).filter((kind) => kind !== 'tooLarge');
    const change = fc.record({
      kind: fc.constantFrom(...kinds),
      at: fc.nat({ max: whole.length }),
      value: fc.nat({ max: 10_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const bytes = changes.reduce<Uint8Array>(
          (before, { kind, at, value }) => byteMutations[kind]?.(before, at, value) ?? before,
          whole,
        );
        const ended = await bring(Uint8Array.from(bytes), await person());
        if ('contents' in ended) expect(ended.contents.length).toBeLessThanOrEqual(6);
      }),
      runsOf(60),
    );
  }, 60_000);

  it('whose outbox.json unpacks to nothing without end is read no further', async () => {
    const ended = await bring(await packArchive({ outboxText: `{"orderedItems":[${' '.repeat(20 * 2 ** 20)}]}` }));
    expect(ended).toMatchObject({ contents: [] });
    expect(unreadable(ended)).toBe(1);
  });

  it.each([
    ['is no JSON', 'evil'],
    ['is a list', '[1,2,3]'],
    ['is a number', '7'],
    ['is nested without end', '['.repeat(200_000)],
    ['has an entry that is nested without end', `{"orderedItems":[${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]}`],
    ['has an entry of five megabytes', `{"orderedItems":["${'x'.repeat(5 * 2 ** 20)}"]}`],
    ['ends in the middle', JSON.stringify({ orderedItems: three.items }).slice(0, -20)],
    ['has members of prototypes', '{"orderedItems":[{"__proto__":{"type":"Create"},"constructor":{"prototype":1}}]}'],
    ['has nothing but wrong types', '{"orderedItems":[null,1,"x",[],{},{"type":[]},{"type":"Create","actor":{},"object":[]}]}'],
  ])(
    'whose outbox.json %s ends',
    async (_what, outboxText) => {
      const ended = await bring(await packArchive({ outboxText }));
      expect('found' in ended && ended.contents.every((content) => threeContents.includes(content))).toBe(true);
    },
    20_000,
  );

  it('keeps posts before the place where outbox.json is broken', async () => {
    const outboxText = JSON.stringify({ orderedItems: three.items }).slice(0, -20);
    const ended = await bring(await packArchive({ outboxText }));
    expect(ended).toMatchObject({ contents: threeContents.slice(0, 2) });
    expect(unreadable(ended)).toBe(1);
  });

  it('takes the longer of two lists, as some versions of Mastodon wrote them', async () => {
    const items = JSON.stringify(three.items);
    const ended = await bring(
      await packArchive({
        outboxText: `{"@context":"a","@context":"b","orderedItems":${items},"totalItems":3,"orderedItems":[]}`,
      }),
    );
    expect(ended).toMatchObject({ contents: threeContents });
  });

  it('signs no HTML but our own', async () => {
    const attacks = [
      '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<a href="javascript:alert(1)">x</a>', '<svg/onload=alert(1)>',
      '<p style="position:fixed">x</p>', '<iframe srcdoc="<script>alert(1)</script>">', '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
      '<form action="https://evil.example"><input name=x></form>', '<p>'.repeat(5000), '<a href="https://x.example" onclick="alert(1)" style="x">x</a>',
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<!--<img src="--><img src=x onerror=alert(1)//">', `<p>${'&lt;script&gt;'.repeat(50)}</p>`,
      '<template><script>alert(1)</script></template>', '\ud800<p>\ud800</p>', `<p>${'ä'.repeat(100_000)}</p>`, '<blockquote><p>a</p><div><p>b</p></div></blockquote>',
    ]; // prettier-ignore
    const items = attacks.map((html, number) =>
      createItem({
        owner: archiveOwner,
        number,
        atMs: archiveStartMs + number,
        html,
        object: { summary: html, contentMap: { [html]: html } },
      }),
    );
    const ended = await bring(await packArchive({ items }));
    if (!('contents' in ended)) throw new Error('a problem');
    expect(ended.found.leftOut).toEqual([]);
    expect(ended.contents).toHaveLength(attacks.length);
    for (const content of ended.contents) {
      expect(content.length).toBeLessThan(70_000);
      for (const [, tag = '', attributes = ''] of content.matchAll(/<\/?([^\s>]*)([^>]*)>/g)) {
        expect(['p', 'br', 'a', 'blockquote', 'em', 'strong', 'ul', 'ol', 'li', 'code', 'pre', 'del', 'h3']).toContain(tag);
        expect(attributes).toMatch(
          /^(?: href="https?:\/\/[^"]*")?(?: class="(?:mention|hashtag)")?(?: rel="nofollow noopener noreferrer")?$/,
        );
      }
    }
    // What is stored here is what every reader will make of it.
    for (const { content, object } of await parts.store.byAuthor(parts.store.did, { limit: 40 }))
      expect(htmlToRichText(String(object['content']), [])).toEqual(content);
  }, 30_000);
});

describe('a zip', () => {
  it('that is encrypted says so', async () => {
    const bytes = Buffer.from(await (await zipArchive(archiveFiles(three))).arrayBuffer());
    for (const [signature, offset] of [
      [0x04034b50, 6],
      [0x02014b50, 8],
    ] as const)
      for (let at = 0; at + 30 < bytes.length; at++)
        if (bytes.readUInt32LE(at) === signature) bytes.writeUInt16LE(bytes.readUInt16LE(at + offset) | 1, at + offset);
    expect(await bring(Uint8Array.from(bytes))).toEqual({ problem: { type: 'encrypted', fileName: 'archive.zip' } });
  });

  it('whose picture unpacks to far more than any picture comes in without it', async () => {
    const path = mediaPath(1);
    const item = createItem({
      owner: archiveOwner,
      number: 1,
      atMs: archiveStartMs,
      object: { attachment: [attachmentOf(path)] },
    });
    const bomb = await zipArchive(archiveFiles({ items: [item], media: [{ path, bytes: new Uint8Array(65 * 2 ** 20) }] }));
    expect(await bring(bomb)).toMatchObject({ contents: ['<p>Post number 1</p>'] });
    expect((await parts.store.outboxRange(undefined, 9)).flatMap(({ media }) => media)).toEqual([]);
  });

  it('whose entries lie about their sizes comes in without them', async () => {
    const path = mediaPath(1);
    const item = createItem({
      owner: archiveOwner,
      number: 1,
      atMs: archiveStartMs,
      object: { attachment: [attachmentOf(path)] },
    });
    const whole = await zipArchive(archiveFiles({ items: [item], media: [{ path, bytes: new Uint8Array(5000).fill(7) }] }));
    const bytes = Buffer.from(await whole.arrayBuffer());
    for (const [signature, offset] of [
      [0x04034b50, 22],
      [0x02014b50, 24],
    ] as const)
      for (let at = 0; at + 30 < bytes.length; at++)
        if (bytes.readUInt32LE(at) === signature && bytes.readUInt32LE(at + offset) === 5000)
          bytes.writeUInt32LE(100, at + offset);
    expect(await bring(Uint8Array.from(bytes))).toMatchObject({ contents: ['<p>Post number 1</p>'] });
    expect((await parts.store.outboxRange(undefined, 9)).flatMap(({ media }) => media)).toEqual([]);
  });

  it('with links in it follows none', async () => {
    const bytes = Buffer.from(await (await zipArchive(archiveFiles(three))).arrayBuffer());
    for (let at = 0; at + 46 < bytes.length; at++)
      if (bytes.readUInt32LE(at) === 0x02014b50) bytes.writeUInt32LE((0o120777 << 16) >>> 0, at + 38);
    expect(await bring(Uint8Array.from(bytes))).toMatchObject({ problem: { type: 'not-understood' } });
  });

  it('with more entries than any archive has ends in words', async () => {
    const files = (function* () {
      for (let number = 0; number <= 200_000; number++) yield { path: `x${number}`, bytes: new Uint8Array(0) };
    })();
    expect(await bring(await zipArchive(files))).toMatchObject({
      problem: { type: 'damaged', reason: 'more than 200000 files' },
    });
  }, 60_000);
});

describe('a packed tar', () => {
  const tarHeader = (name: string, type: string, link: string, sizeBytes = 0): Uint8Array => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        ', 148);
    header.write(type, 156);
    header.write(link, 157);
    header.write('ustar\u000000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return header;
  };

  it('that unpacks to far more than it is ends in words', async () => {
    const whole = gzipSync(
      Buffer.concat([tarHeader('media_attachments/x.jpg', '0', '', 80 * 2 ** 20), new Uint8Array(80 * 2 ** 20)]),
      { level: 9 },
    );
    expect(await bring(Uint8Array.from(whole))).toMatchObject({
      problem: { type: 'damaged', reason: expect.stringContaining('times its size') },
    });
  }, 20_000);

  it.each([
    ['symbolic link', '2'],
    ['hard link', '1'],
    ['device', '3'],
    ['block device', '4'],
    ['pipe', '6'],
  ])('with a %s follows none', async (_what, type) => {
    const tar = Buffer.concat([
      tarHeader('outbox.json', type, '/etc/passwd'),
      tarHeader('actor.json', type, 'outbox.json'),
      Buffer.alloc(1024),
    ]);
    expect(await bring(Uint8Array.from(gzipSync(tar)))).toMatchObject({ problem: { type: 'not-understood' } });
  });
});

describe('a file', () => {
  it.each([
    ['empty', new Uint8Array(0)],
    ['a page of the web', bytesOf('<!doctype html><title>404</title>')],
    ['the first bytes of a zip', bytesOf('PK\u0003\u0004')],
    ['the first bytes of a packed file', Uint8Array.of(0x1f, 0x8b)],
    ['packed, and no tar', Uint8Array.from(gzipSync('hello'.repeat(1000)))],
    ['packed nothing', Uint8Array.from(gzipSync(''))],
    ['a stream that was packed otherwise', Uint8Array.from(deflateRawSync('hello'))],
  ])('that is %s is no archive, in words', async (_what, bytes) => {
    expect(await bring(Uint8Array.from(bytes))).toMatchObject({
      problem: { type: expect.stringMatching(/^(?:damaged|not-understood)$/) },
    });
  });
});
