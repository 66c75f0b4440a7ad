import { beforeAll, describe, expect, it } from 'vitest';
import { accountPaths } from '../../protocol/identity/paths.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { createAccountFixture, type AccountFixture } from '../../protocol/tree/account-fixture.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { checkWebsite } from './check-website.ts';

const origin = 'https://alice.example';
const account = createAccountFixture({ origin });
const { did } = account.signer;
const outboxUrl = `${origin}/${accountPaths(did).outbox}`;
const jrd = {
  subject: 'acct:alice@alice.example',
  links: [{ rel: 'self', type: 'application/activity+json', href: `${origin}/${accountPaths(did).actor}` }],
};
type Reply = () => Response | Promise<Response>;
const activityType = { 'content-type': 'application/activity+json' };
const failing: Reply = () => Promise.reject(new TypeError('Failed to fetch'));
/** Answers like the browser's fetch: what is not readable rejects, unless no answer is wanted (`no-cors`). */
const siteOf =
  (outbox: Reply, webfinger: Reply = () => Response.json(jrd), opaque: Reply = failing): typeof fetch =>
  async (input, init) => {
    if (init?.mode === 'no-cors') return opaque();
    return String(input) === outboxUrl ? outbox() : webfinger();
  };

async function outboxOf(other: AccountFixture): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = other.root && (await readPath(other.store, other.root, accountPaths(other.signer.did).outbox));
  if (!bytes) throw new Error('no outbox');
  return Uint8Array.from(bytes);
}

describe('checkWebsite', () => {
  let published: Uint8Array<ArrayBuffer>;
  let own: { updatedMs: number; totalItems: number };

  beforeAll(async () => {
    await account.publish([await account.create('<p>one</p>'), await account.create('<p>two</p>')]);
    published = await outboxOf(account);
    own = { updatedMs: account.nowMs, totalItems: 2 };
  });

  const check = (fetch: typeof globalThis.fetch, mine = own) =>
    checkWebsite({ did, verifier: createVerifier(), fetch, own: mine, username: 'alice' }, origin);
  const good: Reply = () => new Response(published, { headers: activityType });

  it('finds what is there, and compares it with what is here', async () => {
    const atMs = account.nowMs;
    expect(await check(siteOf(good))).toEqual({ type: 'published', atMs, state: 'current', behind: 0, warnings: [] });
    const later = { updatedMs: atMs + 5000, totalItems: 7 };
    expect(await check(siteOf(good), later)).toMatchObject({ state: 'older', behind: 5 });
    const earlier = { updatedMs: atMs - 5000, totalItems: 1 };
    expect(await check(siteOf(good), earlier)).toMatchObject({ state: 'newer', behind: 0 });
  });

  it('warns of what only other servers mind', async () => {
    const octets = siteOf(() => new Response(published, { headers: { 'content-type': 'application/octet-stream' } }));
    expect(await check(octets)).toMatchObject({ type: 'published', warnings: ['type'] });
    for (const webfinger of [
      () => new Response('', { status: 404 }),
      () => new Response('<p>'),
      () => Response.json([]),
      () => Response.json({ ...jrd, subject: 'acct:somebody@alice.example' }),
      () => Response.json({ ...jrd, links: [{ rel: 'self', href: 'https://elsewhere.example/' }] }),
      failing,
    ])
      expect(await check(siteOf(good, webfinger))).toMatchObject({ type: 'published', warnings: ['webfinger'] });
    const before = createAccountFixture();
    await before.publish([]);
    const old = await outboxOf(before);
    expect(await check(siteOf(() => new Response(old, { headers: activityType })))).toMatchObject({ warnings: ['form'] });
  });

  it.each<[string, Reply, object]>([
    ['nothing answers', failing, { type: 'unreachable' }],
    ['it is not there', () => new Response('no', { status: 404 }), { type: 'empty' }],
    ['it is refused', () => new Response('no', { status: 403 }), { type: 'refused', status: 403 }],
    ['a web page answers everything', () => new Response('<!doctype html><title>Hi</title>'), { type: 'web-page' }],
    ['something else is there', () => Response.json({ id: outboxUrl }), { type: 'not-ours' }],
    ['it has no end', () => new Response(endless()), { type: 'not-ours' }],
  ])('says so when %s', async (_, reply, report) => expect(await check(siteOf(reply))).toEqual(report));

  it('tells a site that answers but may not be read from one that does not answer', async () => {
    expect(await check(siteOf(failing, failing, () => new Response(null)))).toEqual({ type: 'unreadable' });
  });

  it('notices where a visitor is sent on to', async () => {
    const redirected = Object.defineProperty(new Response(published), 'url', { value: 'https://www.alice.example/x' });
    expect(await check(siteOf(() => redirected))).toEqual({ type: 'redirects', to: 'https://www.alice.example' });
  });

  it('believes nobody’s outbox but the account’s own', async () => {
    const stranger = createAccountFixture({ seed: 9, origin });
    await stranger.publish([]);
    const foreign = await outboxOf(stranger);
    expect(await check(siteOf(() => new Response(foreign, { headers: activityType })))).toEqual({ type: 'not-ours' });
    const text = new TextDecoder().decode(published);
    const forged = text.replace('"totalItems":2', '"totalItems":3');
    expect(forged).not.toBe(text);
    expect(await check(siteOf(() => new Response(forged, { headers: activityType })))).toEqual({ type: 'not-ours' });
  });
});

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
}
