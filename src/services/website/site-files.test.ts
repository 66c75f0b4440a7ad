import { parseAtomFeed } from 'feedsmith';
import { JSDOM } from 'jsdom';
import { mf2 } from 'microformats-parser';
import { describe, expect, it } from 'vitest';
import { createNodeSanitiser } from '../../gateway/website/node-sanitiser.ts';
import { canonicalId } from '../../protocol/identity/ids.ts';
import { accountPaths, idToTreePath } from '../../protocol/identity/paths.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { privatePath } from '../../protocol/private-state/private-path.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { type AccountFixture, createAccountFixture } from '../../protocol/tree/account-fixture.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { feedProblems } from '../../website/feed-rules.ts';
import { createWebsiteFixture } from '../../website/website-fixture.ts';
import type { FileProblem } from './read-documents.ts';
import { type SiteRequest, siteFiles } from './site-files.ts';

const origin = 'https://mira.example';

interface Exported {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly order: readonly string[];
  readonly problems: readonly FileProblem[];
  readonly outcome: unknown;
  text(path: string): string;
}

async function exported(account: AccountFixture, changes: Partial<SiteRequest> = {}): Promise<Exported> {
  if (account.root === undefined) throw new Error('nothing published');
  const problems: FileProblem[] = [];
  const files = new Map<string, Uint8Array>();
  const steps = siteFiles({
    store: account.store,
    root: account.root,
    did: account.signer.did,
    verifier: createVerifier(),
    sanitise: createNodeSanitiser(),
    origin,
    onProblem: (problem) => void problems.push(problem),
    ...changes,
  });
  for (;;) {
    const step = await steps.next();
    if (step.done === true)
      return {
        files,
        order: [...files.keys()],
        problems,
        outcome: step.value,
        text: (path) => new TextDecoder('utf-8', { fatal: true }).decode(files.get(path)),
      };
    expect(files.has(step.value.path), step.value.path).toBe(false);
    files.set(step.value.path, step.value.bytes);
  }
}

describe('the website of an account', () => {
  it('has the signed tree byte for byte, and the outbox last', async () => {
    const { account } = await createWebsiteFixture();
    const { files, order, problems, outcome } = await exported(account);
    const paths = accountPaths(account.signer.did);
    expect(problems).toEqual([]);
    expect(outcome).toMatchObject({ ok: true, value: { posts: 31, problems: 0, missingMedia: 0, files: order.length } });
    for (const [path, bytes] of files)
      if (path.startsWith('m/') || path.includes('/apgateway/'))
        expect(await readPath(account.store, account.root as NonNullable<typeof account.root>, path), path).toEqual(bytes);
    expect(order.slice(-2)).toEqual([paths.actor, paths.outbox]);
    expect(order[0]).toMatch(/^m\//);
  });

  it('has nothing of the private state', async () => {
    const { account } = await createWebsiteFixture();
    const { order } = await exported(account);
    await account.publish([], { files: new Map([[`${privatePath(account.signer.did)}/1-0`, new Uint8Array(1052)]]) });
    const after = await exported(account);
    expect(after.order).toEqual(order);
    expect(after.problems).toEqual([]);
  });

  it('is the same bytes on a second run', async () => {
    const { account } = await createWebsiteFixture();
    expect((await exported(account)).files).toEqual((await exported(account)).files);
  });

  it('has pages that microformats parsers understand', async () => {
    const { account } = await createWebsiteFixture();
    const site = await exported(account);
    const { items, rels } = mf2(site.text('index.html'), { baseUrl: `${origin}/` });
    const [feed] = items;
    expect(feed?.type).toEqual(['h-feed']);
    expect(feed?.properties['author']?.[0]).toMatchObject({
      type: ['h-card'],
      properties: { name: ['Mira Lindqvist'], nickname: ['mira'], url: [`${origin}/`], uid: [`${origin}/`] },
    });
    expect(rels['me']).toContain('https://mira.example/');
    const entries = feed?.children ?? [];
    expect(entries.length).toBe(20);
    const [newest] = entries;
    expect(newest?.properties).toMatchObject({
      published: ['2025-11-15T16:36:00Z'],
      photo: [{ alt: 'A meadow in bloom under a yellow sky' }],
    });
    const url = String(newest?.properties['url']?.[0]);
    const own = mf2(site.text(url.slice(`${origin}/`.length)), { baseUrl: url }).items;
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ type: ['h-entry'], properties: { url: [url], uid: [url] } });
    expect(own[0]?.properties['author']?.[0]).toMatchObject({ type: ['h-card'], properties: { name: ['Mira Lindqvist'] } });
  });

  it('has a valid Atom feed of the newest public posts that answer nobody', async () => {
    const { account } = await createWebsiteFixture();
    const { text } = await exported(account);
    expect(feedProblems(text('feed.xml'))).toEqual([]);
    const feed = parseAtomFeed(text('feed.xml'));
    expect(feed.entries?.length).toBe(20);
    expect(feed.links?.map(({ rel, href }) => [rel, href])).toEqual([
      ['self', `${origin}/feed.xml`],
      ['alternate', `${origin}/`],
    ]);
    expect(feed.authors).toEqual([{ name: 'Mira Lindqvist', uri: `${origin}/` }]);
    for (const entry of feed.entries ?? []) expect(canonicalId(entry.id ?? ''), entry.id).toBeDefined();
    expect(feed.entries?.[0]?.links?.find(({ rel }) => rel === 'enclosure')).toMatchObject({
      type: 'image/jpeg',
      href: expect.stringMatching(/^https:\/\/mira\.example\/m\//) as string,
    });
    expect(text('feed.xml')).not.toContain('Yes, the 7:40');
    expect(text('feed.xml')).toContain('xml:lang="ar"');
    expect(text('feed.xml')).toContain('<summary>Birds, many birds</summary>');
  });

  it('hides what a warning covers, marks languages, shows edits, forgets what was deleted', async () => {
    const { account } = await createWebsiteFixture();
    const site = await exported(account);
    const index = site.text('index.html');
    expect(index).toMatch(
      /<details class="warning"><summary>.*Birds, many birds.*<\/summary>\s*<div class="text e-content"[^>]*><p>All of them/s,
    );
    expect(index).toContain('lang="ar"');
    expect(index).toContain('edited <time class="dt-updated"');
    for (const [path, bytes] of site.files)
      if (!path.includes('.well-known')) expect(new TextDecoder().decode(bytes), path).not.toContain('Said too much');
    expect(index).toContain('alt="A meadow in bloom under a yellow sky"');
    expect(site.text('2025/11/index.html')).toContain('continues a thread');
  });

  it('leads only to what is there', async () => {
    const { account } = await createWebsiteFixture();
    const { files, text } = await exported(account);
    for (const [path] of files) {
      if (!path.endsWith('.html') || path === '404.html') continue;
      for (const [, link = ''] of text(path).matchAll(/(?:href|src)="(\.[^"]*)"/g)) {
        const target = new URL(link, `${origin}/${path}`).pathname.slice(1);
        const file = target === '' || target.endsWith('/') ? `${target}index.html` : target;
        expect(files.has(decodeURI(file)), `${path}: ${link}`).toBe(true);
      }
    }
  });

  it('tells hosts nothing of an origin when there is none', async () => {
    const { account } = await createWebsiteFixture();
    const { files, text } = await exported(account, { origin: undefined });
    expect(files.has('.well-known/webfinger')).toBe(false);
    expect(text('index.html')).not.toContain('https://mira.example/2025');
    expect(feedProblems(text('feed.xml'))).toEqual([]);
  });

  it('answers WebFinger with the actor first and the IPNS name last', async () => {
    const { account } = await createWebsiteFixture();
    const { text } = await exported(account);
    const finger = JSON.parse(text('.well-known/webfinger')) as { subject: string; links: { rel: string; href: string }[] };
    expect(finger.subject).toBe('acct:mira@mira.example');
    expect(finger.links[0]).toMatchObject({ rel: 'self', href: `${origin}/${accountPaths(account.signer.did).actor}` });
    expect(finger.links.at(-1)?.href).toMatch(/^ipns:\/\/k51/);
    expect(text('webfinger/index.json')).toBe(text('.well-known/webfinger'));
    expect(text('.well-known/host-meta')).toContain('https://mira.example/.well-known/webfinger?resource={uri}');
    expect(text('_headers')).toContain('application/ld+json; profile="https://www.w3.org/ns/activitystreams"');
  });
});

describe('a website of hostile content', () => {
  const attack = `"'><script>alert(1)</script><img src=x onerror=alert(1)>]]>&nbsp;\u0000\u0008\uFFFE\u202E</style></title></feed>`;

  it('is text and nothing else, wherever it stands', async () => {
    const account = createAccountFixture({ seed: 9 });
    const post = await account.create(
      `<p onclick="alert(1)">${attack}</p><a href="javascript:alert(1)">x</a><svg onload=alert(1)>`,
      {
        name: attack,
        summary: attack,
        tag: [{ type: 'Hashtag', name: attack }],
        url: 'https://evil.example/"><script>alert(1)</script>'.replaceAll(/[\s]/g, ''),
        inReplyTo: `https://evil.example/'%22%3E%3Cscript%3E`,
        attachment: [
          { type: 'Image', mediaType: 'image/svg+xml"><script>', url: `https://evil.example/"><script>`, name: attack },
          {
            type: 'Image',
            mediaType: 'image/jpeg',
            digestMultibase: 'zQmT91J9yNdKbofCnJduPuKPQEgqAADvYDhZPUCssWcCNqh',
            url: 'https://evil.example/a.jpg',
            name: attack,
          },
        ],
      },
    );
    const top = await account.create(`<p>${attack}</p>`, { name: attack });
    const actor = await account.actor({
      name: attack,
      summary: attack,
      attachment: [{ type: 'PropertyValue', name: attack, value: `${attack}<a href="javascript:alert(1)">x</a>` }],
      alsoKnownAs: ['javascript:alert(1)', 'https://evil.example/%22%3E'],
      webfinger: attack,
    });
    await account.publish([post, top], { actor });
    const { text, order, problems } = await exported(account);
    expect(problems).toEqual([]);
    for (const path of order.filter((path) => path.endsWith('.html'))) {
      const html = text(path);
      const { document } = new JSDOM(html).window;
      const elements = [...document.querySelectorAll('*')];
      const names = new Set(elements.map(({ localName }) => localName));
      for (const name of ['script', 'iframe', 'object', 'embed', 'form', 'base', 'style', 'svg:script'])
        expect(names, path).not.toContain(name);
      expect(
        elements.flatMap((element) => element.getAttributeNames()).filter((name) => /^on|^style$|^srcset$/.test(name)),
      ).toEqual([]);
      expect(
        elements.filter(({ localName }) => localName === 'meta').some((meta) => meta.getAttribute('http-equiv') === 'refresh'),
      ).toBe(false);
      for (const element of elements) {
        const link = element.getAttribute('href') ?? element.getAttribute('src');
        if (link !== null) expect(new URL(link, `${origin}/${path}`).protocol, link).toBe('https:');
      }
      expect(
        [...document.images].filter(({ src }) => !src.startsWith(`${origin}/m/`)),
        path,
      ).toEqual([]);
      expect(/[^\P{Cc}\n]|\uFFFE/u.test(html), path).toBe(false);
    }
    expect(feedProblems(text('feed.xml'))).toEqual([]);
    expect(parseAtomFeed(text('feed.xml')).entries?.[0]?.title?.value).toContain('<script>alert(1)</script>');
  });

  it('leaves out documents and media that do not hold, and says so', async () => {
    const account = createAccountFixture({ seed: 10 });
    const good = await account.create('<p>good</p>');
    const bad = await account.create('<p>bad</p>');
    const path = idToTreePath(String((bad['object'] as JsonObject)['id'])) ?? '';
    const forged = new TextEncoder().encode(JSON.stringify({ ...(bad['object'] as JsonObject), content: '<p>forged</p>' }));
    const wrongName = 'm/q/h/zQmT91J9yNdKbofCnJduPuKPQEgqAADvYDhZPUCssWcCNqh.jpg';
    await account.publish([good, bad]);
    await account.publish([], {
      files: new Map([
        [path, forged],
        [wrongName, new Uint8Array([1, 2, 3])],
        ['index.html', new TextEncoder().encode('<script>alert(1)</script>')],
        ['other/program.js', new TextEncoder().encode('alert(1)')],
      ]),
    });
    const { files, problems, text, outcome } = await exported(account);
    expect(problems.map((problem) => problem.path).toSorted()).toEqual([path, wrongName].toSorted());
    expect(files.has(path) || files.has(wrongName) || files.has('other/program.js')).toBe(false);
    expect(text('index.html')).toContain('good');
    expect(text('index.html')).not.toMatch(/forged|alert/);
    expect(outcome).toMatchObject({ ok: true, value: { problems: 2, posts: 1 } });
  });

  it('passes over pictures that are not here, and ends where documents are not', async () => {
    const { account } = await createWebsiteFixture(new Uint8Array(3_000_000).fill(7));
    const isLarge = (bytes: Uint8Array): boolean => bytes.length > 500_000;
    const gone = [...account.store.blocks()].filter(({ bytes }) => isLarge(bytes)).map(({ cid }) => cid);
    await account.store.deleteMany(gone);
    const site = await exported(account);
    expect(site.outcome).toMatchObject({ ok: true, value: { missingMedia: 1 } });
    expect(site.text('index.html')).not.toContain('<img');
    const object = [...account.store.blocks()].find(({ bytes }) => new TextDecoder().decode(bytes).includes('evening 3:'));
    await account.store.deleteMany(object === undefined ? [] : [object.cid]);
    expect((await exported(account)).outcome).toMatchObject({ ok: false, error: { type: 'incomplete' } });
  });

  it('stops when it is told to', async () => {
    const { account } = await createWebsiteFixture();
    expect((await exported(account, { signal: AbortSignal.abort() })).outcome).toEqual({ ok: false, error: { type: 'aborted' } });
  });
});
