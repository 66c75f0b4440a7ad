import { CID } from 'multiformats/cid';
import { createRememberingVerifier } from '../../protocol/conformance/remembering-verifier.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { accountPaths } from '../../protocol/identity/paths.ts';
import { createTreeDraft } from '../../protocol/tree/tree-draft.ts';
import { textOf } from '../../protocol/tree/documents.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { HtmlToRichText } from '../rich-text-rules.ts';
import { siteFiles } from './site-files.ts';
import { writeZip } from './write-zip.ts';

export interface WebsiteParts {
  readonly store: Pick<AccountStore, 'did' | 'blocks' | 'ownTree'>;
  readonly verifier: Verifier;
  /** `createSanitiser(window)` of `services/sanitise.ts`. */
  readonly sanitise: HtmlToRichText;
  /** The account's own web origin, where the site will be; undefined: none. */
  readonly origin: string | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface Website {
  /** The zip. */
  readonly file: Blob;
  readonly fileName: string;
  readonly files: number;
  /** Before compression. */
  readonly bytes: number;
  /** Pictures that are not on this device, and therefore not in it. */
  readonly missingMedia: number;
}

export type WebsiteError =
  | { readonly type: 'nothing-published' }
  | { readonly type: 'incomplete'; readonly reason: string }
  | { readonly type: 'aborted' };

/** The website of the own account as one zip, from the newest tree built on this device. */
export async function exportWebsite(parts: WebsiteParts): Promise<Result<Website, WebsiteError>> {
  const { store, verifier, sanitise, origin, signal, onProgress } = parts;
  const tree = await store.ownTree();
  if (tree === undefined) return err({ type: 'nothing-published' });
  const root = CID.parse(tree.root);
  const documents = await readSafely(parts, root);
  if (!documents.ok) return documents;
  const { username, updated } = documents.value;
  const files = siteFiles({
    store: store.blocks,
    root,
    did: store.did,
    verifier: createRememberingVerifier(verifier),
    sanitise,
    ...(origin !== undefined && { origin }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const [outcome, file] = await Promise.all([writeZip(files, writable, updated), new Response(readable).blob()]);
  if (!outcome.ok) {
    const { error } = outcome;
    return err(error.type === 'invalid' ? { type: 'incomplete', reason: error.reason } : error);
  }
  const { files: count, bytes, missingMedia } = outcome.value;
  const zip = new Blob([file], { type: 'application/zip' });
  return ok({ file: zip, fileName: `${username}-website.zip`, files: count, bytes, missingMedia });
}

async function readSafely(
  { store }: WebsiteParts,
  root: CID,
): Promise<Result<{ readonly username: string; readonly updated: Date }, WebsiteError>> {
  try {
    const tree = createTreeDraft(store.blocks, root, store.did);
    const paths = accountPaths(store.did);
    const [actor, outbox] = [await tree.document(paths.actor), await tree.document(paths.outbox)];
    const updated = new Date(Date.parse(textOf(outbox, 'updated') ?? ''));
    const username = textOf(actor, 'preferredUsername') ?? 'my';
    return Number.isNaN(updated.getTime()) ? err({ type: 'nothing-published' }) : ok({ username, updated });
  } catch (error) {
    return err({ type: 'incomplete', reason: error instanceof Error ? error.message : String(error) });
  }
}
