// Copying a whole account from browser to browser, connected already: the app's reader (every proof verified, pages and posts in
// IndexedDB) against a bare data channel with the same pages, the same proofs verified and the posts put into IndexedDB.
import type { Page } from 'playwright-core';
import { didToPublicKey } from '../../src/protocol/identity/ids.ts';
import { pagePath } from '../../src/protocol/identity/paths.ts';
import { readPath } from '../../src/protocol/tree/read-path.ts';
import { walkTree } from '../../src/protocol/tree/walk.ts';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { framesOf } from './copy/frames.ts';
import { type BenchAccount, buildAccount } from './support/account.ts';
import { published } from './support/app-in-page.ts';
import { type BenchHall, openHall } from './support/bench-browser.ts';

const posts = 10_000;
const rounds = 5;

async function run(): Promise<BenchResult[]> {
  const account = await buildAccount({ posts });
  const pages = await pageFiles(account);
  // The gateway keeps nothing, so that it cannot help, and does not copy while others do.
  const hall = await openHall(['--max-accounts', '0']);
  try {
    const author = await hall.browser();
    await becomeAuthor(author.page, account);
    const ours: number[] = [];
    const raw: number[] = [];
    let proofs = { ours: 0, raw: 0 };
    for (let round = 0; round < rounds; round++) {
      const copied = await copyOurs(hall, account);
      const bare = await copyRaw(hall, account, pages);
      proofs = { ours: copied.proofs, raw: bare.proofs };
      ours.push((posts / copied.ms) * 1000);
      raw.push((posts / bare.ms) * 1000);
    }
    const ratio = summarize(ours.map((rate, index) => rate / (raw[index] ?? Number.NaN)));
    const rate = (values: readonly number[]): string => `${Math.round(summarize(values).median).toLocaleString('en')}/s`;
    return [
      {
        name: 'copy 10,000 posts, browser to browser: to raw data channel, verification and IndexedDB',
        unit: 'x',
        ...ratio,
        goal: '>= 0.5',
        holds: ratio.median >= 0.5,
        comparedTo: `raw ${rate(raw)} (${proofs.raw} proofs), ours ${rate(ours)} (${proofs.ours} proofs)`,
      },
    ];
  } finally {
    await hall.end();
  }
}

async function becomeAuthor(page: Page, account: BenchAccount): Promise<void> {
  const blocks: Uint8Array[] = [];
  for await (const { cid, bytes } of walkTree(account.store, account.root))
    if (bytes !== undefined) blocks.push(cid.bytes, bytes);
  await serve(page, 'blocks', blocks);
  const seed = {
    did: account.did,
    privateKey: Buffer.from(account.privateKey).toString('base64'),
    root: account.root.toString(),
    blocksUrl: './bench-data/blocks',
  };
  await page.evaluate(async (input) => {
    await globalThis.bench.seedAccount(input);
    const app = await globalThis.bench.startApp();
    globalThis.bench.app = app;
    await app.connect();
  }, seed);
  await published(page, account.did);
}

async function copyOurs(hall: BenchHall, account: BenchAccount): Promise<{ readonly ms: number; readonly proofs: number }> {
  const reader = await hall.browser();
  try {
    const copied = await reader.page.evaluate(async (did) => {
      const made = await (await globalThis.bench.startApp()).createAccount({ name: 'Ben', username: 'ben' });
      if (!made.ok) throw new Error(made.error.type);
      return globalThis.bench.copyAll(await globalThis.bench.openAccount(made.value.did), did);
    }, account.did);
    if (copied.posts !== posts) throw new Error(`${copied.posts} posts were copied`);
    return copied;
  } finally {
    await reader.end();
  }
}

async function copyRaw(
  hall: BenchHall,
  account: BenchAccount,
  pages: readonly Uint8Array[],
): Promise<{ readonly ms: number; readonly proofs: number }> {
  const [author, reader] = [await hall.browser(), await hall.browser()];
  try {
    await serve(author.page, 'pages', pages);
    for (const { page } of [author, reader])
      await page.evaluate(() => void (globalThis.bench.rawPeer = globalThis.bench.createRawPeer()));
    await author.page.evaluate(() => globalThis.bench.rawPeer?.load('./bench-data/pages'));
    const offer = (await author.page.evaluate(() => globalThis.bench.rawPeer?.offer())) ?? '';
    const answer = (await reader.page.evaluate((sdp) => globalThis.bench.rawPeer?.answer(sdp), offer)) ?? '';
    await author.page.evaluate((sdp) => globalThis.bench.rawPeer?.accept(sdp), answer);
    const publicKey = Buffer.from(didToPublicKey(account.did)).toString('base64');
    await reader.page.evaluate(([count, key]) => globalThis.bench.rawPeer?.expect(count, key), [posts, publicKey] as const);
    await author.page.evaluate(() => globalThis.bench.rawPeer?.send());
    const copied = await reader.page.evaluate(() => globalThis.bench.rawPeer?.received());
    if (copied === undefined) throw new Error('no raw peer');
    return copied;
  } finally {
    await author.end();
    await reader.end();
  }
}

async function pageFiles(account: BenchAccount): Promise<Uint8Array[]> {
  const pages: Uint8Array[] = [];
  for (let number = 0; ; number++) {
    const bytes = await readPath(account.store, account.root, pagePath(account.did, number));
    if (bytes === undefined) return pages;
    pages.push(bytes);
  }
}

/** Lets the page fetch `./bench-data/<name>`. */
async function serve(page: Page, name: string, files: readonly Uint8Array[]): Promise<void> {
  const body = Buffer.concat([...framesOf(files, Number.POSITIVE_INFINITY)]);
  await page.route(`**/bench-data/${name}`, (route) => route.fulfill({ body, contentType: 'application/octet-stream' }));
}

export const bench: Bench = { name: 'copy-browser', run };
await runAlone(import.meta.url, bench);
