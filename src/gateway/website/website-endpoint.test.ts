import { mf2 } from 'microformats-parser';
import { parseAtomFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { createWebsiteFixture } from '../../website/website-fixture.ts';
import { type TestAnswer, type TestGateway, startTestGateway } from '../gateway-fixture.ts';
import { hostAccount } from '../hosted-fixture.ts';

const contentHost = (gateway: TestGateway): string => `127.0.0.1:${gateway.port}`;
const get = (gateway: TestGateway, path: string, headers: Record<string, string> = {}): Promise<TestAnswer> =>
  gateway.send(path, { host: contentHost(gateway), headers });

describe('the pages of a hosted account', () => {
  it('can be read by people, by feed readers and by what reads microformats', async () => {
    const gateway = await startTestGateway();
    const { account } = await createWebsiteFixture();
    const name = didToIpnsName(account.signer.did);
    const { node, publish } = await hostAccount(account, gateway);
    const base = `http://${contentHost(gateway)}/@${name}/`;

    const page = await get(gateway, `/@${name}/`);
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(String(page.headers['content-security-policy'])).toMatch(/^sandbox allow-popups /);
    expect(String(page.headers['content-security-policy'])).not.toMatch(/allow-(scripts|same-origin)|unsafe|script-src/);
    expect(page.text).not.toContain('<script');
    const { items, 'rel-urls': links } = mf2(page.text, { baseUrl: base });
    const feed = items.find((item) => item.type?.includes('h-feed'));
    expect(feed?.children?.filter((item) => item.type?.includes('h-entry')).length).toBe(20);
    expect(links[`${base}feed.xml`]?.rels).toContain('alternate');

    const atom = await get(gateway, `/@${name}/feed.xml`);
    expect(atom.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    const parsed = parseAtomFeed(atom.text);
    expect(parsed.entries?.length).toBe(20);
    expect(parsed.links?.find(({ rel }) => rel === 'self')?.href).toBe(`${base}feed.xml`);

    // Everything that the page names is there: posts, pictures, signed documents, older posts.
    const named = [...page.text.matchAll(/(?:href|src)="(\.\/[^"]*|http:\/\/127[^"]*)"/g)].map(
      (match) => new URL(match[1] ?? '', base),
    );
    expect(named.length).toBeGreaterThan(20);
    for (const url of new Set(named.map(({ pathname }) => pathname)))
      expect((await get(gateway, decodeURI(url))).status, url).toBe(200);
    const picture = await get(gateway, named.find(({ pathname }) => pathname.endsWith('.jpg'))?.pathname ?? '');
    expect(picture.headers['content-type']).toBe('image/jpeg');
    expect(picture.headers['cross-origin-resource-policy']).toBe('cross-origin');

    // Unchanged: 304 from the tag. A like changes the tree, not the feed.
    const etag = String(atom.headers['etag']);
    expect((await get(gateway, `/@${name}/feed.xml`, { 'if-none-match': etag })).status).toBe(304);
    await account.publish([await account.about('Like', 'https://social.example/@tomas/1')]);
    await publish();
    expect((await get(gateway, `/@${name}/feed.xml`, { 'if-none-match': etag })).status).toBe(304);
    const create = await account.create('<p>New today</p>');
    await account.publish([create]);
    await publish();
    const news = await get(gateway, `/@${name}/feed.xml`, { 'if-none-match': etag });
    expect(news.status).toBe(200);
    expect(parseAtomFeed(news.text).entries?.[0]?.title?.value).toBe('New today');

    const post = new URL(parseAtomFeed(news.text).entries?.[0]?.links?.[0]?.href ?? '').pathname;
    expect((await get(gateway, post)).text).toContain('New today');
    await account.publish([await account.remove(create)]);
    await publish();
    expect((await get(gateway, post)).status).toBe(410);
    expect((await get(gateway, `/@${name}/feed.xml`)).text).not.toContain('New today');
    await node.stop();
  }, 60_000);

  it('stay away from the app, and take any way of writing the name', async () => {
    const gateway = await startTestGateway();
    const { account } = await createWebsiteFixture();
    const { did } = account.signer;
    const name = didToIpnsName(did);
    const { node } = await hostAccount(account, gateway);
    await node.stop();

    for (const path of [`/@${name}/`, `/@${name}/feed.xml`]) {
      const onApp = await gateway.send(path);
      expect(onApp.status).toBe(307);
      expect(onApp.headers['location']).toBe(`http://${contentHost(gateway)}${path}`);
    }
    for (const other of [`/@${name}`, `/@${name.toUpperCase()}`, `/@${did}`, `/@${did.replaceAll(':', '%3A')}/`]) {
      const answer = await get(gateway, other);
      expect([answer.status, answer.headers['location']], other).toEqual([301, `/@${name}/`]);
    }
    const stranger = didToIpnsName((await createWebsiteFixture()).account.signer.did).replace(/.$/, 'x');
    for (const path of [
      '/@',
      '/@/',
      '/@mira/',
      `/@${stranger}/`,
      `/@${name}/none.html`,
      `/@${name}/page/99.html`,
      `/@${name}/2025/11/aaaaaaaaaaaaa.html`,
      `/@${name}/../../etc`,
    ])
      expect((await get(gateway, path)).status, path).toBeGreaterThanOrEqual(404);
    expect((await gateway.send(`/@${name}/`, { host: contentHost(gateway), method: 'POST', body: 'x' })).status).toBe(405);
    for (const destination of ['script', 'style', 'serviceworker'])
      expect((await get(gateway, `/@${name}/`, { 'sec-fetch-dest': destination })).status).toBe(403);
  }, 60_000);
});
