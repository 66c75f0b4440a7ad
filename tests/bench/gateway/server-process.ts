// The process in which the gateway under load runs.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { accountPaths } from '../../../src/protocol/identity/paths.ts';
import { buildAccount } from '../support/account.ts';
import { corpusPost } from '../support/corpus.ts';
import { answerTasks } from '../support/worker-process.ts';
import { startSeededGateway } from './seeded-gateway.ts';

export interface Serving {
  readonly port: number;
  /** Path of the outbox. */
  readonly path: string;
  readonly etag: string;
}

/** Bytes: what is alive after a collection, and what the process has from the system; microseconds of processor since its start. */
export interface Memory {
  readonly processorUs: number;
  readonly liveBytes: number;
  readonly residentBytes: number;
}

async function serve({ posts }: { readonly posts: number }): Promise<Serving> {
  const account = await buildAccount({ posts, textAt: corpusPost });
  const { gateway, origin } = await startSeededGateway(account);
  const path = `/${accountPaths(account.did).outbox}`;
  const first = await fetch(origin + path);
  const etag = first.headers.get('etag');
  if (first.status !== 200 || etag === null) throw new Error(`the outbox answers ${first.status}`);
  return { port: gateway.port, path, etag };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function memory(): Promise<Memory> {
  const { user, system } = process.cpuUsage();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { liveBytes: heapUsed + external, residentBytes: rss, processorUs: user + system };
}

answerTasks({ serve, memory });
