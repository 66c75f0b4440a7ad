// The process that copies, a new one for each round: as a reader, as a gateway that keeps the account, or as the raw baseline.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { multiaddr } from '@multiformats/multiaddr';
import { CID } from 'multiformats/cid';
import { type Database, encodeRow, openDatabase } from '../../../src/gateway/database/database.ts';
import { createKeptBlocks } from '../../../src/gateway/database/kept-blocks.ts';
import { copyAccount } from '../../../src/gateway/hosting/copy-account.ts';
import { openHostedAccounts } from '../../../src/gateway/hosting/hosted-accounts.ts';
import { createLevelBlockStore } from '../../../src/gateway/level-block-store.ts';
import { createNodeVerifier } from '../../../src/gateway/node-verifier.ts';
import { createMemoryHeadStore } from '../../../src/network/heads/memory-head-store.ts';
import { createNode, type NodeNetwork } from '../../../src/network/node-node.ts';
import { createPeerSource } from '../../../src/network/sources/peer-source.ts';
import { createSyncClient } from '../../../src/network/sync/client.ts';
import type { Did } from '../../../src/protocol/brand.ts';
import { didToIpnsName, didToPublicKey, parseDid } from '../../../src/protocol/identity/ids.ts';
import type { BlockStore } from '../../../src/protocol/ports/block-store.ts';
import type { Verifier } from '../../../src/protocol/ports/crypto.ts';
import type { Source } from '../../../src/protocol/ports/network.ts';
import { documentByteLimit } from '../../../src/protocol/proof/signed-json.ts';
import { applyActivities } from '../../../src/protocol/reader/apply.ts';
import { pollAccount } from '../../../src/protocol/reader/consumer.ts';
import { runReader } from '../../../src/protocol/reader/read-outcome.ts';
import { createMemoryBlockStore } from '../../../src/protocol/tree/memory-block-store.ts';
import { fetchFiles } from '../../../src/services/read/local-files.ts';
import { openSources } from '../../../src/services/read/source-set.ts';
import { createSyncBlocks } from '../../../src/services/read/sync-blocks.ts';
import { rawVerify, signedParts } from '../raw-verify.ts';
import { answerTasks } from '../support/worker-process.ts';
import { createUnframer } from './frames.ts';
import { rawProtocol, type Served } from './node-author.ts';

export interface Copied {
  readonly ms: number;
  /** CPU time of this process meanwhile, all threads, ms. */
  readonly cpuMs: number;
  readonly proofs: number;
}

const decoder = new TextDecoder();

/** Dial, copy, verify every proof, store pages and posts: the algorithm of the app's reader, on the gateway's database. */
async function read(served: Served): Promise<Copied> {
  const did = didOf(served);
  return withDatabase(async (database) => {
    const verifier = countingVerifier();
    const blocks = createSyncBlocks(createLevelBlockStore(database));
    const node = await startNode(blocks);
    return measure(async () => {
      const source = await connect(node, served);
      const sources = openSources(
        {
          sources: async function* sources() {
            yield source;
          },
        },
        didToIpnsName(did),
        {
          via: [],
          signal: AbortSignal.timeout(600_000),
        },
      );
      const root = CID.parse(served.root);
      const nowMs = Date.now();
      const outcome = await runReader(
        pollAccount({ did, state: undefined, root, verifier, nowMs, budgetPages: 10_000 }),
        async (paths) => {
          const files = await fetchFiles(blocks, sources, { root, paths, limitBytes: documentByteLimit });
          return files.map((file) => (file.type === 'here' ? file.bytes : undefined));
        },
      );
      const batch = applyActivities({
        did,
        activities: outcome.activities,
        me: did,
        home: 1,
        nowMs,
        htmlToRichText: (html) => [html],
      });
      await blocks.settle();
      await database.write(batch.posts.map((post) => ({ type: 'put', key: `/posts/${post.id}`, value: encodeRow(post) })));
      if (batch.posts.length !== served.posts)
        throw new Error(`${batch.posts.length} posts: ${JSON.stringify(outcome.problems)}`);
      return verifier.verified();
    });
  });
}

/** Dial, copy, verify the documents that are served, store: the way that the gateway keeps an account. */
async function keep(served: Served): Promise<Copied> {
  return withDatabase(async (database) => {
    const verifier = countingVerifier();
    const accounts = await openHostedAccounts(database);
    const account = await accounts.add(didOf(served), 2 ** 30);
    const options = { accounts, kept: createKeptBlocks(database), blocks: createLevelBlockStore(database), verifier };
    const node = await startNode(options.blocks);
    return measure(async () => {
      const head = { root: CID.parse(served.root), sequence: 1n };
      const copied = await copyAccount(options, account, head, await connect(node, served));
      if (!copied.ok) throw new Error(JSON.stringify(copied.error));
      return verifier.verified();
    });
  });
}

/** Dial, read one stream, verify every proof. Nothing is stored. */
async function raw(served: Served): Promise<Copied> {
  const node = await startNode(createMemoryBlockStore());
  const publicKey = didToPublicKey(didOf(served)) as Uint8Array<ArrayBuffer>;
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  return measure(async () => {
    const stream = await node.peers.node.libp2p.dialProtocol(multiaddr(served.addresses[0] ?? ''), rawProtocol);
    const unframer = createUnframer();
    const checks: Promise<number>[] = [];
    for await (const piece of stream) {
      for (const file of unframer.push(piece.subarray()))
        checks.push(rawVerify(signedParts(JSON.parse(decoder.decode(file)) as { orderedItems: { object?: unknown }[] }), key));
    }
    return (await Promise.all(checks)).reduce((sum, count) => sum + count, 0);
  });
}

async function measure(work: () => Promise<number>): Promise<Copied> {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const proofs = await work();
  const ms = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000, proofs };
}

async function withDatabase(work: (database: Database) => Promise<Copied>): Promise<Copied> {
  const folder = mkdtempSync(join(tmpdir(), 'pollen-bench-copy-'));
  const opened = await openDatabase(folder);
  if (!opened.ok) throw new Error(opened.error);
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
    rmSync(folder, { recursive: true });
  }
}

const startNode = (blocks: BlockStore): Promise<NodeNetwork> => createNode({ blocks, heads: createMemoryHeadStore() });

async function connect(node: NodeNetwork, served: Served): Promise<Source> {
  const { libp2p } = node.peers.node;
  const { remotePeer } = await libp2p.dial(multiaddr(served.addresses[0] ?? ''));
  return createPeerSource(remotePeer, createSyncClient(libp2p));
}

function didOf(served: Served): Did {
  const did = parseDid(served.did);
  if (did === undefined) throw new Error('not a did');
  return did;
}

function countingVerifier(): Verifier & { verified(): number } {
  const verifier = createNodeVerifier();
  let count = 0;
  return {
    ...verifier,
    verified: () => count,
    async verify(publicKey, signature, message) {
      const valid = await verifier.verify(publicKey, signature, message);
      if (valid) count++;
      return valid;
    },
  };
}

answerTasks({ read, keep, raw });
