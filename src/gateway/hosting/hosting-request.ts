import type { Did } from '../../protocol/brand.ts';
import { accountOf } from '../../protocol/identity/ids.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { verifyDocument } from '../../protocol/proof/proof.ts';
import { parseSigned } from '../../protocol/proof/signed-json.ts';
import type { Result } from '../../protocol/result.ts';
import { err, ok } from '../../protocol/result.ts';

/** Largest request, bytes. */
export const largestRequestBytes = 8 * 1024;
/** How long a request is good for, before and after `created`. */
export const requestLifetimeMs = 10 * 60_000;

export interface HostingRequest {
  readonly did: Did;
  readonly invite?: string;
}

/**
 * Reads "please keep my account", signed by the account key. It names the gateway, so that nobody can pass it on to another one,
 * and is fresh; sent twice it changes nothing. The error is a sentence.
 */
export async function checkHostingRequest(
  bytes: Uint8Array,
  context: { readonly origins: ReadonlySet<string>; readonly nowMs: number; readonly verifier: Verifier },
): Promise<Result<HostingRequest, string>> {
  const parsed = parseSigned(bytes, { maximumBytes: largestRequestBytes });
  if (!parsed.ok) return err(`not a signed document: ${parsed.error.detail}`);
  const { type, actor, gateway, created, invite } = parsed.value;
  if (type !== 'pollen:HostingRequest') return err('not a hosting request');
  const did = typeof actor === 'string' ? accountOf(actor) : undefined;
  if (did === undefined) return err('actor must be a did:key of an Ed25519 key');
  if (typeof gateway !== 'string' || !context.origins.has(gateway)) return err('the request is meant for another gateway');
  const createdMs = typeof created === 'string' ? Date.parse(created) : Number.NaN;
  if (!(Math.abs(context.nowMs - createdMs) <= requestLifetimeMs)) {
    return err('the request is older than ten minutes, or a clock is wrong');
  }
  if (!(await verifyDocument(parsed.value, did, context.verifier))) return err('the proof is not valid');
  return ok({ did, ...(typeof invite === 'string' ? { invite } : {}) });
}
