import type { Did } from '../../protocol/brand.ts';
import { accountOf, canonicalId } from '../../protocol/identity/ids.ts';
import { basePath, treePathToId } from '../../protocol/identity/paths.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { verifyDocument } from '../../protocol/proof/proof.ts';
import { parseSigned } from '../../protocol/proof/signed-json.ts';

/** Is this path one of the account's signed documents (bridge-spec section 1)? */
export const isDocumentPath = (did: Did, path: string): boolean =>
  path.startsWith(`${basePath(did).slice(1)}/`) && path.endsWith('.jsonld');

/**
 * The document at `path` of an account's tree, if it may be served: canonical JSON within bounds, with the id that belongs to the
 * path, by this account, with a valid proof (bridge-spec section 8, `check`). Readers check again; this keeps garbage out.
 */
export async function checkTreeDocument(
  did: Did,
  path: string,
  bytes: Uint8Array,
  verifier: Verifier,
): Promise<JsonObject | undefined> {
  const parsed = parseSigned(bytes);
  if (!parsed.ok) return undefined;
  const { id, attributedTo } = parsed.value;
  if (typeof id !== 'string' || canonicalId(id) !== treePathToId(did, path)) return undefined;
  if (typeof attributedTo === 'string' && accountOf(attributedTo) !== did) return undefined;
  return (await verifyDocument(parsed.value, did, verifier)) ? parsed.value : undefined;
}
