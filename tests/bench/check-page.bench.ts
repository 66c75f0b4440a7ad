// Outbox pages checked per second in Node, from bytes: bounds, canonical form, shapes, owners, places and every proof, applied to
// records; against parsing the same bytes and verifying the same proofs and nothing else.
import { createNodeVerifier } from '../../src/gateway/node-verifier.ts';
import { checkPage } from '../../src/protocol/activity-streams/check.ts';
import type { Did } from '../../src/protocol/brand.ts';
import { didToPublicKey } from '../../src/protocol/identity/ids.ts';
import { pagePath } from '../../src/protocol/identity/paths.ts';
import { applyActivities } from '../../src/protocol/reader/apply.ts';
import { toVerified } from '../../src/protocol/reader/verified.ts';
import { readPath } from '../../src/protocol/tree/read-path.ts';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { rawVerify, signedParts } from './raw-verify.ts';
import { buildAccount } from './support/account.ts';

const posts = 2000;
const rounds = 15;
/** As the reader does it. */
const pagesAtOnce = 16;

const verifier = createNodeVerifier();
const decoder = new TextDecoder();

async function checkAll(pages: readonly Uint8Array[], did: Did): Promise<void> {
  let count = 0;
  for (let start = 0; start < pages.length; start += pagesAtOnce) {
    const batch = pages.slice(start, start + pagesAtOnce);
    for (const checked of await Promise.all(batch.map((bytes) => checkPage(bytes, did, verifier)))) {
      if (!checked.ok) throw new Error(checked.error.detail);
      const activities = checked.value.activities.flatMap((activity) => (activity.ok ? [toVerified(activity.value)] : []));
      const nowMs = Date.now();
      const htmlToRichText = (html: string): string[] => [html];
      count += applyActivities({ did, activities, me: did, home: 1, nowMs, htmlToRichText }).posts.length;
    }
  }
  if (count !== posts) throw new Error(`${count} posts`);
}

async function rawAll(pages: readonly Uint8Array[], key: CryptoKey): Promise<void> {
  let count = 0;
  for (let start = 0; start < pages.length; start += pagesAtOnce) {
    const batch = pages.slice(start, start + pagesAtOnce).map((bytes) => JSON.parse(decoder.decode(bytes)) as RawPage);
    count += await rawVerify(batch.flatMap(signedParts), key);
  }
  if (count !== 2 * posts + pages.length) throw new Error(`${count} proofs`);
}

type RawPage = Parameters<typeof signedParts>[0];

async function rate(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return (posts / (performance.now() - startMs)) * 1000;
}

async function run(): Promise<BenchResult[]> {
  const { did, store, root } = await buildAccount({ posts });
  const publicKey = didToPublicKey(did) as Uint8Array<ArrayBuffer>;
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  const pages: Uint8Array[] = [];
  for (let page = 0; ; page++) {
    const bytes = await readPath(store, root, pagePath(did, page));
    if (bytes === undefined) break;
    pages.push(bytes);
  }
  const ours: number[] = [];
  const raw: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const a = await rate(() => checkAll(pages, did));
    const b = await rate(() => rawAll(pages, key));
    // The first round warms up the compiler.
    if (round === 0) continue;
    ours.push(a);
    raw.push(b);
    ratios.push(a / b);
  }
  const toRaw = summarize(ratios);
  const perSecond = (values: readonly number[]): string => `${Math.round(summarize(values).median).toLocaleString('en')} posts/s`;
  return [
    {
      name: 'check whole pages, Node: to raw WebCrypto',
      unit: 'x',
      ...toRaw,
      goal: '>= 0.75',
      holds: toRaw.median >= 0.75,
      comparedTo: `raw ${perSecond(raw)}, ours ${perSecond(ours)} (same bytes, 2 proofs a post, batches of ${pagesAtOnce} pages)`,
    },
  ];
}

export const bench: Bench = { name: 'check-page', run };
await runAlone(import.meta.url, bench);
