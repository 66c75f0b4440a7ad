// A gateway that keeps an account already: the account's blocks are put into its database before it starts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeptBlocks } from '../../../src/gateway/database/kept-blocks.ts';
import { openDatabase } from '../../../src/gateway/database/database.ts';
import { type RunningGateway, startGateway } from '../../../src/gateway/gateway.ts';
import { openHostedAccounts } from '../../../src/gateway/hosting/hosted-accounts.ts';
import type { Block } from '../../../src/protocol/ports/block-store.ts';
import { walkTree } from '../../../src/protocol/tree/walk.ts';
import type { BenchAccount } from '../support/account.ts';

export interface SeededGateway {
  readonly gateway: RunningGateway;
  readonly origin: string;
  /** Stops it and deletes its folder. */
  close(): Promise<void>;
}

const blocksAtOnce = 2000;
/** All load comes from one address here, as it would never do. */
const noBudget = { burst: 1e9, perSecond: 1e9, maxConnectionsPerAddress: 2000 };

export async function startSeededGateway(account: BenchAccount): Promise<SeededGateway> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'pollen-bench-gateway-'));
  const database = await openDatabase(dataDirectory);
  if (!database.ok) throw new Error(database.error);
  const accounts = await openHostedAccounts(database.value);
  const kept = createKeptBlocks(database.value);
  const { number } = await accounts.add(account.did, 8 * 2 ** 30);
  let usedBytes = 0;
  let batch: Block[] = [];
  const flush = async (): Promise<void> => {
    usedBytes += await kept.keep(number, batch);
    batch = [];
  };
  for await (const block of walkTree(account.store, account.root)) {
    if (block.bytes === undefined) throw new Error(`${block.cid} is not there`);
    if (batch.push({ cid: block.cid, bytes: block.bytes }) >= blocksAtOnce) await flush();
  }
  await flush();
  await accounts.update(account.did, { root: account.root, usedBytes });
  await database.value.close();
  const gateway = await startGateway({ dataDirectory, port: 0, limits: noBudget });
  return {
    gateway,
    origin: `http://127.0.0.1:${gateway.port}`,
    async close() {
      await gateway.close();
      await rm(dataDirectory, { recursive: true });
    },
  };
}
