import type { Did } from '../../../src/protocol/brand.ts';
import { accountPaths, pagePath } from '../../../src/protocol/identity/paths.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import type { Signer } from '../../../src/protocol/ports/crypto.ts';
import { canonicalize } from '../../../src/protocol/proof/canonical-json.ts';
import { signDocument } from '../../../src/protocol/proof/proof.ts';
import { isJsonObject } from '../../../src/protocol/proof/signed-json.ts';
import { timestampOf } from '../../../src/protocol/proof/timestamp.ts';
import { byteMutations } from './byte-mutations.ts';
import { documentMutations } from './document-mutations.ts';
import { pathsOf } from './honest-account.ts';
import type { Edition } from './honest-account.ts';
import type { HostileContext } from './hostile-context.ts';
import { textMutations } from './text-mutations.ts';

/** One change to a tree, described by numbers, so that what fails can be made smaller. */
export interface Mutation {
  readonly kind: string;
  /** Which file. */
  readonly file: number;
  /** Where in it. */
  readonly at: number;
  readonly value: number;
  /** For documents: what becomes of the proofs. */
  readonly signing: Signing;
  /** For pages: the page itself, one of its activities, or the object of one. */
  readonly level: 0 | 1 | 2;
}

/**
 * `none`: proofs stay as they were. `stranger`: everything from the change outwards is signed with another key, which says so;
 * `impostor`: and names the account's key. `outside`: the account itself signs what lies around the change, but not what changed.
 * `owner`: the account itself signs everything: it may be its own enemy.
 */
export type Signing = 'none' | 'stranger' | 'impostor' | 'outside' | 'owner';

/** Changes of whole files. They hold what somebody signed, at another place or another time. */
export const fileMutations = ['drop', 'swap', 'replayFile', 'replayTree', 'spliceFile', 'spliceFileRenamed'] as const;

export const mutationKinds: readonly string[] = [
  ...Object.keys(byteMutations),
  ...Object.keys(textMutations),
  ...Object.keys(documentMutations),
  ...fileMutations,
];

export type View = Map<string, Uint8Array>;

/** Changes `view`, the files that a source serves, in place. */
export async function mutate(view: View, context: HostileContext, mutation: Mutation): Promise<void> {
  const { kind, at, value } = mutation;
  const path = chosenPath(context, mutation.file);
  const bytes = view.get(path);
  if (bytes === undefined) return;
  const byByte = byteMutations[kind];
  if (byByte !== undefined) return void view.set(path, byByte(bytes, at, value));
  const byText = textMutations[kind];
  if (byText !== undefined) return void view.set(path, Buffer.from(byText(Buffer.from(bytes).toString(), at, value), 'utf8'));
  if (documentMutations[kind] !== undefined) {
    const parsed = parse(bytes);
    const text = parsed === undefined || !canBeWritten(parsed) ? undefined : await changeDocument(parsed, context, mutation);
    if (text !== undefined) view.set(path, Buffer.from(text));
    return;
  }
  changeFiles(view, context, mutation, path);
}

const pathsByEdition = new WeakMap<Edition, readonly string[]>();

function knownPaths(did: Did, edition: Edition): readonly string[] {
  const paths = pathsByEdition.get(edition) ?? pathsOf(did, edition);
  pathsByEdition.set(edition, paths);
  return paths;
}

/** Two in three changes hit what a reader reads first: the outbox and the newest pages. */
function chosenPath({ account, edition }: HostileContext, file: number): string {
  const { did } = account;
  const rest = Math.floor(file / 6);
  switch (file % 6) {
    case 0:
      return accountPaths(did).outbox;
    case 1:
    case 2:
      return pagePath(did, edition.newestPage);
    case 3:
      return pagePath(did, Math.max(0, edition.newestPage - (rest % 4)));
    case 4:
      return accountPaths(did).actor;
    default: {
      const paths = knownPaths(did, edition);
      return paths[rest % paths.length] ?? '';
    }
  }
}

function changeFiles(view: View, { account, edition, other }: HostileContext, mutation: Mutation, path: string): void {
  const { kind, at, value } = mutation;
  const put = (bytes: Uint8Array | undefined): void => void (bytes === undefined ? view.delete(path) : view.set(path, bytes));
  switch (kind) {
    case 'drop':
      return put(undefined);
    case 'swap': {
      const paths = knownPaths(account.did, edition);
      const partner = paths[at % paths.length] ?? '';
      const [mine, theirs] = [view.get(path), view.get(partner)];
      put(theirs);
      if (mine !== undefined) view.set(partner, mine);
      return;
    }
    case 'replayFile':
      return put(account.editions[at % account.editions.length]?.files.get(path));
    case 'replayTree':
      view.clear();
      for (const [name, bytes] of account.editions[at % account.editions.length]?.files ?? []) view.set(name, bytes);
      return;
    default: {
      const theirs = other.editions[value % other.editions.length]?.files.get(path.replace(account.did, other.did));
      if (kind === 'spliceFile' || theirs === undefined) return put(theirs);
      // As if it had always been this account's.
      put(Buffer.from(Buffer.from(theirs).toString().replaceAll(other.did.slice(8), account.did.slice(8))));
    }
  }
}

function parse(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString()) as JsonObject;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An earlier change may have left what has no canonical form. */
function canBeWritten(document: JsonObject): boolean {
  try {
    return canonicalize(document) !== '';
  } catch {
    return false;
  }
}

/** Undefined when the change cannot be signed. */
async function changeDocument(document: JsonObject, context: HostileContext, mutation: Mutation): Promise<string | undefined> {
  const change = (inner: JsonObject): JsonObject =>
    documentMutations[mutation.kind]?.(inner, context, mutation.at, mutation.value) ?? inner;
  try {
    const items = document['orderedItems'];
    const index = mutation.value % Math.max(1, Array.isArray(items) ? items.length : 1);
    const item = Array.isArray(items) ? (items[index] as JsonObject | undefined) : undefined;
    if (mutation.level === 0 || !Array.isArray(items) || !isJsonObject(item))
      return canonicalize(await sealed(change(document), context, mutation, true));
    const object = item['object'];
    const inside =
      mutation.level === 2 && isJsonObject(object)
        ? await sealed({ ...item, object: await sealed(change(object), context, mutation, true) }, context, mutation, false)
        : await sealed(change(item), context, mutation, true);
    return canonicalize(await sealed({ ...document, orderedItems: items.with(index, inside) }, context, mutation, false));
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

async function sealed(
  document: JsonObject,
  context: HostileContext,
  { signing }: Mutation,
  isChanged: boolean,
): Promise<JsonObject> {
  if (signing === 'none' || (signing === 'outside' && isChanged)) return document;
  const { proof, ...unsigned } = document;
  const createdMs = Date.parse(String(isJsonObject(proof) ? proof['created'] : ''));
  const signer = signerOf(context, signing);
  return signDocument(unsigned, signer, timestampOf(Number.isNaN(createdMs) ? context.account.nowMs : createdMs));
}

function signerOf({ account, owner, stranger }: HostileContext, signing: Exclude<Signing, 'none'>): Signer {
  switch (signing) {
    case 'outside':
    case 'owner':
      return owner;
    case 'stranger':
      return stranger;
    case 'impostor':
      return { did: account.did, sign: (message) => stranger.sign(message) };
  }
}
