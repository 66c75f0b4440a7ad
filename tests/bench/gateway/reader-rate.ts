// How fast the reader takes in a whole account, against verifying alone: the same keys, the same messages, nothing else done.
import { createNodeVerifier } from '../../../src/gateway/node-verifier.ts';
import type { Did } from '../../../src/protocol/brand.ts';
import { didToPublicKey } from '../../../src/protocol/identity/ids.ts';
import { applyActivities } from '../../../src/protocol/reader/apply.ts';
import { pollAccount } from '../../../src/protocol/reader/consumer.ts';
import { type ReadAnswer, runReader } from '../../../src/protocol/reader/read-outcome.ts';
import { readPath } from '../../../src/protocol/tree/read-path.ts';
import type { BenchAccount } from '../support/account.ts';

/** Proofs per second, once each way. */
export interface Rates {
  readonly reader: number;
  readonly webCrypto: number;
}

const pageItems = 20;
/** For the compiler, and for the files to be found. */
const warmUpRounds = 10;
/** As the reader has them under verification. */
const batchSize = 200;

/**
 * Short rounds, each way right after the other: on a machine that has other things to do, too, a long one would meet another machine than
 * the next.
 */
export async function measureReader(account: BenchAccount, posts: number, rounds: number): Promise<Rates[]> {
  const pages = posts / pageItems;
  const proofs = pages + 2 * posts;
  const files = new Map<string, Promise<Uint8Array | undefined>>();
  const fetch = (paths: readonly string[]): Promise<ReadAnswer> =>
    Promise.all(
      paths.map((path) => {
        const file = files.get(path) ?? readPath(account.store, account.root, path);
        files.set(path, file);
        return file;
      }),
    );
  const rates: Rates[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const reader = await perSecond(proofs, () => readAll(account.did, posts, pages, fetch));
    const webCrypto = await perSecond(proofs, () => verifyOnly(account, proofs));
    if (round >= warmUpRounds) rates.push({ reader, webCrypto });
  }
  return rates;
}

async function readAll(
  did: Did,
  posts: number,
  pages: number,
  fetch: (paths: readonly string[]) => Promise<ReadAnswer>,
): Promise<void> {
  const verifier = createNodeVerifier();
  const nowMs = Date.now();
  const outcome = await runReader(pollAccount({ did, state: undefined, verifier, nowMs, budgetPages: pages }), fetch);
  const { activities, actor } = outcome;
  const htmlToRichText = (html: string): string[] => [html];
  const batch = applyActivities({ did, activities, me: did, home: 1, nowMs, htmlToRichText, ...(actor && { actor }) });
  if (batch.posts.length !== posts || outcome.refused > 0) throw new Error(`${batch.posts.length} posts`);
}

/** The key imported once, the signature and the 64 bytes that it signs at hand: what a verification costs and nothing around it. */
async function verifyOnly(account: BenchAccount, proofs: number): Promise<void> {
  const publicKey = didToPublicKey(account.did) as Uint8Array<ArrayBuffer>;
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  const message = crypto.getRandomValues(new Uint8Array(64));
  const signature = (await account.signer.sign(message)) as Uint8Array<ArrayBuffer>;
  for (let start = 0; start < proofs; start += batchSize) {
    const count = Math.min(batchSize, proofs - start);
    const verdicts = await Promise.all(
      Array.from({ length: count }, () => crypto.subtle.verify('Ed25519', key, signature, message)),
    );
    if (verdicts.includes(false)) throw new Error('a valid signature did not verify');
  }
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return (count / (performance.now() - startMs)) * 1000;
}
