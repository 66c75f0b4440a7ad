// The process that has the posts: serves them by the project's sync protocol, and the same page bytes over a bare stream.
import { createMemoryHeadStore } from '../../../src/network/heads/memory-head-store.ts';
import { createNode } from '../../../src/network/node-node.ts';
import { pagePath } from '../../../src/protocol/identity/paths.ts';
import { readPath } from '../../../src/protocol/tree/read-path.ts';
import { buildAccount } from '../support/account.ts';
import { answerTasks } from '../support/worker-process.ts';
import { framesOf } from './frames.ts';

export const rawProtocol = '/pollen-bench/raw/1';

export interface Served {
  readonly addresses: string[];
  readonly did: string;
  readonly root: string;
  readonly posts: number;
  readonly pageBytes: number;
}

async function serve({ posts }: { readonly posts: number }): Promise<Served> {
  const account = await buildAccount({ posts });
  const node = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
  const pages: Uint8Array[] = [];
  for (let page = 0; ; page++) {
    const bytes = await readPath(account.store, account.root, pagePath(account.did, page));
    if (bytes === undefined) break;
    pages.push(bytes);
  }
  const { libp2p } = node.peers.node;
  await libp2p.handle(rawProtocol, async (stream) => {
    for (const piece of framesOf(pages, 64 * 1024)) if (!stream.send(piece)) await stream.onDrain();
    await stream.close();
  });
  return {
    addresses: node.addresses.map(String),
    did: account.did,
    root: account.root.toString(),
    posts,
    pageBytes: pages.reduce((sum, { length }) => sum + length, 0),
  };
}

// The reader imports the protocol's name only.
if (process.send !== undefined && process.argv[1] === import.meta.filename) answerTasks({ serve });
