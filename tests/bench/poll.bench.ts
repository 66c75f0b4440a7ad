// What following an account costs somebody who polls it over HTTP, as any server can: requests, bytes, and the work of reading.
// The account has 100,000 posts in eighteen languages; the gateway and the consumer are the real ones.
import { createMemoryHeadStore } from '../../src/network/heads/memory-head-store.ts';
import { createNode } from '../../src/network/node-node.ts';
import { didToIpnsName } from '../../src/protocol/identity/ids.ts';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import { measureReader } from './gateway/reader-rate.ts';
import { startSeededGateway } from './gateway/seeded-gateway.ts';
import { type BenchAccount, buildAccount } from './support/account.ts';
import { corpusPost } from './support/corpus.ts';
import { createHttpConsumer, type HttpConsumer, type Traffic } from './support/http-consumer.ts';

const posts = 100_000;
const pageItems = 20;
const readerPosts = 400;
const readerRounds = 60;

async function run(): Promise<BenchResult[]> {
  const reader = await measureReader(await buildAccount({ posts: readerPosts, textAt: corpusPost }), readerPosts, readerRounds);
  const account = await buildAccount({ posts, textAt: corpusPost });
  const { gateway, origin, close } = await startSeededGateway(account);
  const node = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
  const consumers = [createHttpConsumer(origin, account.did, 'br, gzip'), createHttpConsumer(origin, account.did, 'gzip')];
  try {
    const name = didToIpnsName(account.did);
    node.watch(name, {});
    await node.connect(gateway.multiaddrs[0] ?? '');
    const publish = async (count: number): Promise<void> => {
      await account.publish(await account.write(count));
      await node.publish(account.signer, account.root);
      await served(origin, account);
      await gateway.settled(name);
    };
    for (const consumer of consumers) await consumer.poll();
    const idle = await Promise.all(consumers.map((consumer) => consumer.poll()));
    // A page's life: from the post that begins it to the one that fills it.
    const news: Traffic[] = [];
    for (let post = 0; post < pageItems; post++) {
      await publish(1);
      for (const consumer of consumers) news.push(await pollOnce(consumer, post === 0 ? 1 : undefined));
    }
    const caughtUp: Traffic[] = [];
    for (const offset of [0, pageItems / 2 - 1]) {
      if (offset > 0) await publish(offset);
      for (const consumer of consumers) if (offset > 0) await consumer.poll();
      await publish(1000);
      for (const consumer of consumers) caughtUp.push(await pollOnce(consumer, 1000));
    }
    return [
      ...idleResults(idle.map(({ traffic }) => traffic)),
      ...newsResults(news),
      catchUpResult(caughtUp),
      readerResult(reader),
    ];
  } finally {
    for (const consumer of consumers) consumer.close();
    await node.stop();
    await close();
  }
}

/** Polls and makes sure that everything new came. */
async function pollOnce(consumer: HttpConsumer, atLeast = 1): Promise<Traffic> {
  const { outcome, traffic } = await consumer.poll();
  if (outcome?.type !== 'read' || outcome.activities.length < atLeast)
    throw new Error(`${outcome?.type}: ${outcome?.activities.length} activities, ${JSON.stringify(outcome?.problems)}`);
  return traffic;
}

async function served(origin: string, account: BenchAccount): Promise<void> {
  const name = didToIpnsName(account.did);
  for (const endMs = Date.now() + 60_000; Date.now() < endMs;) {
    const answer = await fetch(`${origin}/ipns/${name}?format=raw`, { method: 'HEAD' });
    if (answer.headers.get('x-ipfs-roots') === account.root.toString()) return;
  }
  throw new Error('the gateway does not serve the new root');
}

const bytesOf = ({ bodyBytes, headerBytes }: Traffic): number => bodyBytes + headerBytes;

function idleResults(idle: readonly Traffic[]): BenchResult[] {
  const requests = summarize(idle.map((traffic) => traffic.requests));
  const bytes = summarize(idle.map(bytesOf));
  const all304 = idle.every(({ notModified, requests: count }) => notModified === count);
  return [
    {
      name: 'idle poll: requests',
      unit: 'requests',
      ...requests,
      goal: '1, answered 304',
      holds: requests.max === 1 && all304,
      comparedTo: `account of ${posts.toLocaleString('en')} posts`,
    },
    {
      name: 'idle poll: answer',
      unit: 'bytes',
      ...bytes,
      goal: '<= 500',
      holds: bytes.max <= 500,
      comparedTo: 'headers included',
    },
  ];
}

function newsResults(news: readonly Traffic[]): BenchResult[] {
  const requests = summarize(news.map((traffic) => traffic.requests));
  const raw = summarize(news.map(({ rawBytes }) => rawBytes / 1000));
  const compressed = summarize(news.map(({ bodyBytes }) => bodyBytes / 1000));
  const gzip = summarize(news.filter((_, index) => index % 2 === 1).map(({ bodyBytes }) => bodyBytes / 1000));
  const headers = summarize(news.map(({ headerBytes }) => headerBytes / 1000));
  const about = `one new post, account of ${posts.toLocaleString('en')} posts`;
  const where = 'each place on a page, fresh to full';
  return [
    { name: `${about}: requests`, unit: 'requests', ...requests, goal: '<= 3', holds: requests.max <= 3, comparedTo: where },
    { name: `${about}: raw`, unit: 'kB', ...raw, goal: '<= 60', holds: raw.max <= 60, comparedTo: where },
    {
      name: `${about}: compressed`,
      unit: 'kB',
      ...compressed,
      goal: '<= 8',
      holds: compressed.max <= 8,
      comparedTo: `brotli and gzip; gzip alone up to ${gzip.max.toFixed(2)} kB; headers come to ${headers.max.toFixed(2)} kB`,
    },
  ];
}

function catchUpResult(caughtUp: readonly Traffic[]): BenchResult {
  const requests = summarize(caughtUp.map((traffic) => traffic.requests));
  const kilobytes = summarize(caughtUp.map(({ bodyBytes }) => bodyBytes / 1000));
  return {
    name: 'catching up 1,000 posts',
    unit: 'requests',
    ...requests,
    goal: '<= 53',
    holds: requests.max <= 53,
    comparedTo: `from a full page and from a half full one; up to ${Math.round(kilobytes.max)} kB compressed`,
  };
}

function readerResult(rates: Awaited<ReturnType<typeof measureReader>>): BenchResult {
  const ratio = summarize(rates.map(({ reader, webCrypto }) => reader / webCrypto));
  const median = (values: readonly number[]): string => `${Math.round(summarize(values).median).toLocaleString('en')}/s`;
  const ours = median(rates.map(({ reader }) => reader));
  const raw = median(rates.map(({ webCrypto }) => webCrypto));
  return {
    name: 'reader: pages read, verified and applied, to WebCrypto verifying alone',
    unit: 'x',
    ...ratio,
    goal: '>= 0.6',
    holds: ratio.median >= 0.6,
    comparedTo: `proofs of pages, activities and objects: ours ${ours}, WebCrypto ${raw}`,
  };
}

export const bench: Bench = { name: 'poll', run };
await runAlone(import.meta.url, bench);
