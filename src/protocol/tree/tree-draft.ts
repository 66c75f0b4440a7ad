import type { CID } from 'multiformats/cid';
import type { Did } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import type { BlockStore } from '../ports/block-store.ts';
import { serialize } from '../proof/proof.ts';
import { parseSigned } from '../proof/signed-json.ts';
import { MalformedTreeError, MissingBlockError } from './block.ts';
import { cachingStore } from './caching-store.ts';
import { readFile } from './file.ts';
import { locatePath } from './read-path.ts';
import { updatePaths } from './update-paths.ts';
import type { TreeUpdate } from './update-paths.ts';

/** An account's tree with changes that are not in blocks yet. Reads see the changes. */
export interface TreeDraft {
  readonly did: Did;
  /** The document at a tree path; undefined when the tree has none. @throws MissingBlockError, MalformedTreeError */
  document(path: string): Promise<JsonObject | undefined>;
  /** The bytes at a tree path of the tree as it was. @throws MissingBlockError, MalformedTreeError */
  bytes(path: string, limitBytes?: number): Promise<Uint8Array | undefined>;
  has(path: string): Promise<boolean>;
  /** Replaces a document (signed already). */
  put(path: string, document: JsonObject): void;
  /** Replaces or (null) deletes a file. */
  putBytes(path: string, bytes: Uint8Array | null): void;
  finish(): Promise<TreeUpdate>;
}

const documentLimitBytes = 1024 * 1024;

/** Starts changes on `root`, or on nothing. */
export function createTreeDraft(base: BlockStore, root: CID | undefined, did: Did): TreeDraft {
  const store = cachingStore(base);
  const documents = new Map<string, JsonObject>();
  const files = new Map<string, Uint8Array | null>();

  async function bytes(path: string, limitBytes = documentLimitBytes): Promise<Uint8Array | undefined> {
    if (root === undefined) return undefined;
    const located = await locatePath(store, root, path);
    if (located.type === 'absent') return undefined;
    if (located.type === 'missing') throw new MissingBlockError(located.cid);
    if (located.type === 'malformed') throw new MalformedTreeError(`no directory on the way to ${path}`);
    const file = await readFile(store, located.cid, limitBytes);
    if (file.type === 'missing') throw new MissingBlockError(file.cid);
    if (file.type !== 'found') throw new MalformedTreeError(`${path} is ${file.type}`);
    return file.bytes;
  }

  return {
    did,
    bytes,
    async document(path) {
      const changed = documents.get(path);
      if (changed !== undefined) return changed;
      const found = await bytes(path);
      if (found === undefined) return undefined;
      const parsed = parseSigned(found);
      if (!parsed.ok) throw new MalformedTreeError(`${path}: ${parsed.error.detail}`);
      return parsed.value;
    },
    async has(path) {
      if (documents.has(path)) return true;
      if (root === undefined) return false;
      const located = await locatePath(store, root, path);
      if (located.type === 'missing') throw new MissingBlockError(located.cid);
      return located.type === 'found';
    },
    put: (path, document) => void documents.set(path, document),
    putBytes: (path, content) => void files.set(path, content),
    finish() {
      const changes = new Map(files);
      for (const [path, document] of documents) changes.set(path, serialize(document));
      return updatePaths(store, root, changes);
    },
  };
}
