import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Source, TransferOptions } from '../../protocol/ports/network.ts';
import { readFile } from '../../protocol/tree/file.ts';
import { locatePath } from '../../protocol/tree/read-path.ts';
import { ok } from '../../protocol/result.ts';
import type { Answer, SourceSet } from './source-set.ts';

export type LocalFile =
  | { readonly type: 'here'; readonly bytes: Uint8Array }
  /** The tree has no such file, or one that nobody should read: asking others would not help. */
  | { readonly type: 'absent' }
  /** Some of its blocks are not on this device. */
  | { readonly type: 'missing' };

/** What this device has at `path` below `root`. */
export async function readHere(blocks: BlockStore, root: CID, path: string, limitBytes: number): Promise<LocalFile> {
  const located = await locatePath(blocks, root, path);
  if (located.type === 'missing') return { type: 'missing' };
  if (located.type !== 'found') return { type: 'absent' };
  const file = await readFile(blocks, located.cid, limitBytes);
  if (file.type === 'found') return { type: 'here', bytes: file.bytes };
  return { type: file.type === 'missing' ? 'missing' : 'absent' };
}

export interface FetchRequest {
  readonly root: CID;
  readonly paths: readonly string[];
  /** An older root: of paths that this device has there, what did not change is not sent again. */
  readonly have?: CID;
  readonly limitBytes: number;
}

/** Reads files from this device and what is missing from `sources`, storing it. Files that nobody has come as `missing`. */
export async function fetchFiles(blocks: BlockStore, sources: SourceSet, request: FetchRequest): Promise<LocalFile[]> {
  const { root, paths, limitBytes } = request;
  const read = (path: string): Promise<LocalFile> => readHere(blocks, root, path, limitBytes);
  const files = new Map<string, LocalFile>();
  const readMissing = async (): Promise<boolean> => {
    const wanted = paths.filter((path) => files.get(path)?.type !== 'here' && files.get(path)?.type !== 'absent');
    const found = await Promise.all(wanted.map(read));
    for (const [index, path] of wanted.entries()) files.set(path, found[index] ?? { type: 'missing' });
    return found.every((file) => file.type !== 'missing');
  };
  if (!(await readMissing())) {
    const known = await pathsHere(blocks, request);
    await sources.fetch(
      (source, options) => ask(source, request, missingOf(files), known, options),
      async (received) => {
        await blocks.putMany(received);
        return readMissing();
      },
    );
  }
  return paths.map((path) => files.get(path) ?? { type: 'missing' });
}

/** Only of a path that is all here below `have` may a source leave out what it has in common with the new root. */
async function ask(
  source: Source,
  { root, have }: FetchRequest,
  paths: readonly string[],
  known: ReadonlySet<string>,
  options: TransferOptions,
): Promise<Answer> {
  const changed = paths.filter((path) => known.has(path));
  const fresh = paths.filter((path) => !known.has(path));
  const first = changed.length === 0 ? ok([]) : await source.fetchPaths(root, changed, { ...options, have });
  if (!first.ok || fresh.length === 0) return first;
  const second = await source.fetchPaths(root, fresh, options);
  return second.ok ? ok([...first.value, ...second.value]) : second;
}

async function pathsHere(blocks: BlockStore, { have, paths, limitBytes }: FetchRequest): Promise<ReadonlySet<string>> {
  if (have === undefined) return new Set();
  const files = await Promise.all(paths.map((path) => readHere(blocks, have, path, limitBytes)));
  return new Set(paths.filter((_, index) => files[index]?.type === 'here'));
}

function missingOf(files: ReadonlyMap<string, LocalFile>): string[] {
  return [...files].flatMap(([path, file]) => (file.type === 'missing' ? [path] : []));
}
