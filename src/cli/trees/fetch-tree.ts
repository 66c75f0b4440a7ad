import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Did } from '../../protocol/brand.ts';
import { parseAddress } from '../../protocol/identity/address.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { treeOfFiles } from '../../services/website/tree-of-files.ts';
import { askRecord } from '../ask-record.ts';
import { accountIn, accountOfWebsite } from '../find-account.ts';
import { createNodeVerifier } from '../../gateway/node-verifier.ts';
import { createNodeAsker } from '../node-asker.ts';
import { openCarBlocks } from './car-blocks.ts';
import { downloadWebsite } from './download-website.ts';
import { createFolderFiles } from './folder-files.ts';
import type { OpenTree, TreeRequest } from './open-tree.ts';

const defaultGateway = 'http://localhost:8787';
/** Longest time for everything, and most bytes of a tree. */
const limitMs = 3_600_000;
const largestTreeBytes = 64 * 2 ** 30;

/**
 * Fetches an account: as one CAR from a gateway that gives it, else document by document as any web server does. Kept in a temporary
 * folder until it is closed. The error is a sentence.
 */
export async function fetchTree({ from, via, account }: TreeRequest): Promise<Result<OpenTree, string>> {
  const signal = AbortSignal.timeout(limitMs);
  const asker = createNodeAsker(signal);
  const address = parseAddress(from);
  const website = /^https?:\/\//i.test(from) && URL.canParse(from) ? new URL(from).origin : undefined;
  if (!address.ok && website === undefined)
    return err(`There is no file ${from.slice(0, 200)}, and it is no address of an account.`);
  let did = address.ok ? address.value.did : account === undefined ? undefined : accountIn(account);
  if (did === undefined && website !== undefined) {
    const found = await accountOfWebsite(asker, website);
    if (!found.ok) return found;
    did = found.value;
  }
  if (did === undefined) return err('Which account? Say it with --account.');
  const hints = [...via, ...(website === undefined ? [] : [website]), ...(address.ok ? address.value.via : [])];
  const origins = [...new Set(hints.length === 0 ? [defaultGateway] : hints)];
  const folder = await mkdtemp(join(tmpdir(), 'pollen-tree-'));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const reasons: string[] = [];
  for (const origin of origins) {
    const fetched = (await fetchCar(origin, did, folder, signal)) ?? (await fetchDocuments(origin, did, folder, signal));
    if (!fetched.ok) {
      reasons.push(`${origin}: ${fetched.error}`);
      continue;
    }
    const tree = fetched.value;
    const record = await askRecord(asker, origin, didToIpnsName(did));
    const notes = [`from ${origin}`];
    if (record.type === 'found' && record.record.root !== tree.root.toString())
      notes.push(`The newest record names another version, ${record.record.root}: what was fetched may be older or a part.`);
    return ok({
      ...tree,
      notes,
      close: async () => {
        await tree.close();
        await close();
      },
    });
  }
  await close();
  return err(reasons.join('\n'));
}

/** Undefined when the host gives no CAR. */
async function fetchCar(
  origin: string,
  did: Did,
  folder: string,
  signal: AbortSignal,
): Promise<Result<OpenTree, string> | undefined> {
  const headers = { accept: 'application/vnd.ipld.car' };
  const url = `${origin}/ipns/${didToIpnsName(did)}?format=car`;
  const response = await fetch(url, { headers, redirect: 'error', signal }).catch(() => undefined);
  const isCar = response?.status === 200 && response.headers.get('content-type')?.startsWith('application/vnd.ipld.car') === true;
  if (response?.body == null || !isCar) {
    await response?.body?.cancel();
    return undefined;
  }
  const file = join(folder, 'tree.car');
  try {
    await pipeline(Readable.fromWeb(response.body), limited(largestTreeBytes), createWriteStream(file));
  } catch (error) {
    return err(`the transfer broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
  const car = await openCarBlocks(file);
  return car.ok ? ok({ did, notes: [], ...car.value }) : car;
}

async function fetchDocuments(origin: string, did: Did, folder: string, signal: AbortSignal): Promise<Result<OpenTree, string>> {
  const files = join(folder, 'files');
  const downloaded = await downloadWebsite({
    origin,
    did,
    folder: files,
    asker: createNodeAsker(signal),
    verifier: createNodeVerifier(),
  });
  if (!downloaded.ok) return downloaded;
  const found = await treeOfFiles(createFolderFiles(files));
  return found.ok ? ok({ ...found.value, notes: [], close: async () => {} }) : found;
}

function limited(mostBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.length;
      done(bytes > mostBytes ? new RangeError('too large') : null, chunk);
    },
  });
}
