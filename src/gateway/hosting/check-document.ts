import { checkDocument } from '../../protocol/activity-streams/check.ts';
import type { Did } from '../../protocol/brand.ts';
import { canonicalId } from '../../protocol/identity/ids.ts';
import { basePath, treePathToId } from '../../protocol/identity/paths.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';

/** Is this path one of the account's signed documents (bridge-spec section 1)? */
export const isDocumentPath = (did: Did, path: string): boolean =>
  path.startsWith(`${basePath(did).slice(1)}/`) && path.endsWith('.jsonld');

/**
 * The document at `path` of an account's tree, if it may be served: it passes `check` (bridge-spec section 8) and its id belongs
 * to the path. Readers check again; this keeps garbage out.
 */
export async function checkTreeDocument(
  did: Did,
  path: string,
  bytes: Uint8Array,
  verifier: Verifier,
): Promise<JsonObject | undefined> {
  const checked = await checkDocument(bytes, did, verifier);
  if (!checked.ok) return undefined;
  const { document } = checked.value;
  const { id } = document;
  return typeof id === 'string' && canonicalId(id) === treePathToId(did, path) ? document : undefined;
}
