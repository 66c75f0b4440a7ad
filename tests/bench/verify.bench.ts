// Whole documents verified per second in Node: ours from bytes (bounds, canonical form, proof), against the raw limit and two peers.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Timestamp } from '../../src/protocol/brand.ts';
import { didToPublicKey } from '../../src/protocol/identity/ids.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { serialize, signDocument, verifyDocuments } from '../../src/protocol/proof/proof.ts';
import { parseSigned } from '../../src/protocol/proof/signed-json.ts';
import { createSeedSigner } from '../../src/protocol/proof/signer.ts';
import { createWebCryptoVerifier } from '../../src/protocol/proof/verifier.ts';
import { type Bench, runAlone, summarize } from './bench.ts';
import { installPeers, peersFolder } from './peers.ts';
import { rawVerify } from './raw-verify.ts';

const count = 4000;
const rounds = 7;
const text = 'Hello world, this is a post. '.repeat(7);

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
  const verifier = createWebCryptoVerifier(crypto.subtle);

  const ours: number[] = [];
  const raw: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const a = await measure(async () => {
      const documents = files.map((bytes) => parseSigned(bytes)).map((parsed) => (parsed.ok ? parsed.value : {}));
      const verdicts = await verifyDocuments(documents as JsonObject[], signer.did, verifier);
      if (verdicts.includes(false)) throw new Error('a valid document did not verify');
    });
    const b = await measure(async () => {
      if (
        (await rawVerify(
          texts.map((document) => JSON.parse(document) as unknown),
          key,
        )) !== count
      )
        throw new Error('raw verification failed');
    });
    // The first round warms up the compiler.
    if (round === 0) continue;
    ours.push(a);
    raw.push(b);
    ratios.push(a / b);
  }
  const script = join(peersFolder, 'verify-peers.mjs');
  const peers = JSON.parse(execFileSync(process.execPath, [script, text, '600'], { cwd: peersFolder }).toString()) as {
    fedify: number;
    nostrWasm: number;
  };
  const mine = summarize(ours);
  const ratio = (peer: number): { median: number; min: number; max: number } => ({
    median: mine.median / peer,
    min: mine.min / peer,
    max: mine.max / peer,
  });
  const rate = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
  const toRaw = summarize(ratios);
  const toFedify = ratio(peers.fedify);
  const toNostr = ratio(peers.nostrWasm);
  return [
    {
      name: 'verify whole documents, Node: to raw WebCrypto',
      unit: 'x',
      ...toRaw,
      goal: '>= 0.8',
      holds: toRaw.median >= 0.8,
      comparedTo: `raw batched ${rate(summarize(raw).median)}, ours ${rate(mine.median)}`,
    },
    {
      name: 'verify whole documents, Node: to Fedify',
      unit: 'x',
      ...toFedify,
      goal: '>= 10',
      holds: toFedify.median >= 10,
      comparedTo: `verifyProof ${rate(peers.fedify)}`,
    },
    {
      name: 'verify whole documents, Node: to nostr-tools (wasm)',
      unit: 'x',
      ...toNostr,
      goal: '>= 3',
      holds: toNostr.median >= 3,
      comparedTo: `verifyEvent ${rate(peers.nostrWasm)}`,
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
