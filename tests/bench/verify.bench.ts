// Whole documents verified per second in Node: ours from bytes (bounds, canonical form, proof), against the raw limit and two peers.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createNodeVerifier } from '../../src/gateway/node-verifier.ts';
import type { Timestamp } from '../../src/protocol/brand.ts';
import { didToPublicKey } from '../../src/protocol/identity/ids.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { serialize, signDocument, verifyDocument } from '../../src/protocol/proof/proof.ts';
import { readSigned } from '../../src/protocol/proof/signed-json.ts';
import { createSeedSigner } from '../../src/protocol/proof/signer.ts';

import { type Bench, runAlone, summarize } from './bench.ts';
import { installPeers, peersFolder } from './peers.ts';
import { rawVerify } from './raw-verify.ts';

const count = 4000;
const rounds = 5;
/** As the raw verification does it. */
const batchSize = 200;
const text = 'Hello world, this is a post. '.repeat(7);

/** Documents verified per second. */
interface Rates {
  readonly ours: number;
  readonly raw: number;
  readonly fedify: number;
  readonly nostrWasm: number;
}

/** In a process of their own, each time anew. */
function measurePeers(): Pick<Rates, 'fedify' | 'nostrWasm'> {
  const script = join(peersFolder, 'verify-peers.mjs');
  return JSON.parse(execFileSync(process.execPath, [script, text, '400'], { cwd: peersFolder }).toString()) as Pick<
    Rates,
    'fedify' | 'nostrWasm'
  >;
}

async function measure(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return (count / (performance.now() - startMs)) * 1000;
}

async function run(): Promise<Awaited<ReturnType<Bench['run']>>> {
  installPeers();
  const signer = createSeedSigner(crypto.getRandomValues(new Uint8Array(32)));
  const key = await crypto.subtle.importKey('raw', didToPublicKey(signer.did) as Uint8Array<ArrayBuffer>, 'Ed25519', false, [
    'verify',
  ]);
  const files: Uint8Array[] = [];
  for (let index = 0; index < count; index++)
    files.push(serialize(await signDocument(create(signer.did, index), signer, '2026-01-01T00:00:00Z' as Timestamp)));
  const decoder = new TextDecoder();
  const texts = files.map((bytes) => decoder.decode(bytes));
  const verifier = createNodeVerifier();

  const rates: Rates[] = [];
  for (let round = 0; round <= rounds; round++) {
    const ours = await measure(async () => {
      for (let start = 0; start < count; start += batchSize) {
        const verdicts = files.slice(start, start + batchSize).map((bytes) => {
          const read = readSigned(bytes);
          return read.ok && verifyDocument(read.value.document, signer.did, verifier, read.value);
        });
        if ((await Promise.all(verdicts)).includes(false)) throw new Error('a valid document did not verify');
      }
    });
    const raw = await measure(async () => {
      const documents = texts.map((document) => JSON.parse(document) as unknown);
      if ((await rawVerify(documents, key)) !== count) throw new Error('raw verification failed');
    });
    // The first round warms up the compiler.
    if (round > 0) rates.push({ ours, raw, ...measurePeers() });
  }
  const of = (who: keyof Rates): number[] => rates.map((round) => round[who]);
  const to = (who: keyof Rates): ReturnType<typeof summarize> => summarize(rates.map((round) => round.ours / round[who]));
  const rate = (who: keyof Rates): string => `${Math.round(summarize(of(who)).median).toLocaleString('en')}/s`;
  const toRaw = to('raw');
  const toFedify = to('fedify');
  const toNostr = to('nostrWasm');
  return [
    {
      name: 'verify whole documents, Node: to raw WebCrypto',
      unit: 'x',
      ...toRaw,
      goal: '>= 0.8',
      holds: toRaw.median >= 0.8,
      comparedTo: `raw batched ${rate('raw')}, ours ${rate('ours')}`,
    },
    {
      name: 'verify whole documents, Node: to Fedify',
      unit: 'x',
      ...toFedify,
      goal: '>= 10',
      holds: toFedify.median >= 10,
      comparedTo: `verifyProof ${rate('fedify')}`,
    },
    {
      name: 'verify whole documents, Node: to nostr-tools (wasm)',
      unit: 'x',
      ...toNostr,
      goal: '>= 3',
      holds: toNostr.median >= 3,
      comparedTo: `verifyEvent ${rate('nostrWasm')}`,
    },
  ];
}

function create(did: string, index: number): JsonObject {
  const context = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1'];
  const to = ['https://www.w3.org/ns/activitystreams#Public'];
  const published = '2026-01-01T00:00:00Z';
  const object = {
    id: `ap://${did}/o/${index}.jsonld`,
    type: 'Note',
    attributedTo: `ap://${did}/actor.jsonld`,
    content: `<p>${text}${index}</p>`,
    published,
    to,
  };
  return {
    '@context': context,
    id: `ap://${did}/outbox.jsonld#${index}`,
    type: 'Create',
    actor: `ap://${did}/actor.jsonld`,
    object,
    published,
    to,
  };
}

export const bench: Bench = { name: 'verify', run };
await runAlone(import.meta.url, bench);
