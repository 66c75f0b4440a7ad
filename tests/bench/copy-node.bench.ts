// Copying a whole account between two Node processes, dial included: ours (every proof verified, everything stored) against OrbitDB
// and against a bare libp2p stream of the same pages with the same proofs verified.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';
import type { Served } from './copy/node-author.ts';
import type { Copied } from './copy/node-reader.ts';
import { installPeers, peersFolder } from './peers.ts';
import { buildAccount } from './support/account.ts';
import { startWorker } from './support/worker-process.ts';

const posts = 10_000;
const orbitPosts = 1_000;
const rounds = 5;
const authorFile = join(import.meta.dirname, 'copy/node-author.ts');
const readerFile = join(import.meta.dirname, 'copy/node-reader.ts');

/** A fresh reader for each copy: compiling is part of what a reader pays. */
async function copy(task: 'read' | 'keep' | 'raw', served: Served): Promise<Copied> {
  const reader = await startWorker(readerFile);
  try {
    return await reader.ask<Copied>(task, served);
  } finally {
    await reader.stop();
  }
}

/** Entries per second of OrbitDB: dial, join the log, every entry verified and indexed. */
async function orbitDb(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'pollen-bench-orbit-'));
  const file = join(peersFolder, 'orbitdb-peer.mjs');
  const author = await startWorker(file, { args: [join(folder, 'author')], cwd: peersFolder });
  const reader = await startWorker(file, { args: [join(folder, 'reader')], cwd: peersFolder });
  try {
    const account = await buildAccount({ posts: 0 });
    // OrbitDB signs entries itself.
    const notes = (await account.write(orbitPosts)).map((note) => ({ ...note, proof: undefined }));
    const filled = await author.ask<{ address: string; multiaddrs: string[] }>('fill', { notes });
    const joined = await reader.ask<{ ms: number; count: number }>('join', filled);
    if (joined.count !== orbitPosts) throw new Error(`OrbitDB joined ${joined.count} entries`);
    return (orbitPosts / joined.ms) * 1000;
  } finally {
    await author.stop();
    await reader.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(): Promise<BenchResult[]> {
  installPeers();
  const author = await startWorker(authorFile);
  const rates = { read: [] as number[], keep: [] as number[], raw: [] as number[] };
  const proofs = { read: 0, keep: 0, raw: 0 };
  const orbit: number[] = [];
  try {
    const served = await author.ask<Served>('serve', { posts });
    for (let round = 0; round < rounds; round++) {
      for (const task of ['read', 'raw', 'keep'] as const) {
        const copied = await copy(task, served);
        rates[task].push((posts / copied.ms) * 1000);
        proofs[task] = copied.proofs;
      }
      if (round < 3) orbit.push(await orbitDb());
    }
  } finally {
    await author.stop();
  }
  const rate = (values: readonly number[]): string => `${Math.round(summarize(values).median).toLocaleString('en')}/s`;
  const results: BenchResult[] = [];
  for (const [task, what] of [
    ['read', 'every proof verified, pages and posts stored'],
    ['keep', 'as the gateway keeps an account: every served document verified, whole tree stored'],
  ] as const) {
    const toOrbit = summarize(rates[task].map((value) => value / summarize(orbit).median));
    const toRaw = summarize(rates[task].map((value, index) => value / (rates.raw[index] ?? Number.NaN)));
    results.push(
      {
        name: `copy 10,000 posts, Node to Node (${task}): to OrbitDB 4`,
        unit: 'x',
        ...toOrbit,
        goal: '>= 20',
        holds: toOrbit.median >= 20,
        comparedTo: `OrbitDB ${rate(orbit)}, ours ${rate(rates[task])} (${proofs[task]} proofs; ${what})`,
      },
      {
        name: `copy 10,000 posts, Node to Node (${task}): to a raw libp2p stream with verification`,
        unit: 'x',
        ...toRaw,
        goal: '>= 0.4',
        holds: toRaw.median >= 0.4,
        comparedTo: `raw ${rate(rates.raw)} (same pages, ${proofs.raw} proofs, not stored)`,
      },
    );
  }
  return results;
}

export const bench: Bench = { name: 'copy-node', run };
await runAlone(import.meta.url, bench);
