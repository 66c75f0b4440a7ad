// The raw limit of verification: what anybody would write who knows the algorithm, batched, without this project's checks.
import { sha256 } from '@noble/hashes/sha2.js';
import canonicalize from 'canonicalize';
import { base58btc } from 'multiformats/bases/base58';

interface Signed {
  readonly proof: { readonly proofValue: string } & Record<string, unknown>;
}

const encoder = new TextEncoder();

/** JCS, SHA-256, WebCrypto Ed25519. Counts the proofs that verify. */
export async function rawVerify(documents: readonly unknown[], key: CryptoKey): Promise<number> {
  let valid = 0;
  for (let start = 0; start < documents.length; start += 200) {
    const verdicts = await Promise.all(
      documents.slice(start, start + 200).map((document) => {
        const { proof, ...rest } = document as Signed;
        const { proofValue, ...options } = proof;
        const message = new Uint8Array(64);
        message.set(sha256(encoder.encode(canonicalize(options))), 0);
        message.set(sha256(encoder.encode(canonicalize(rest))), 32);
        return crypto.subtle.verify('Ed25519', key, base58btc.decode(proofValue) as Uint8Array<ArrayBuffer>, message);
      }),
    );
    valid += verdicts.filter(Boolean).length;
  }
  return valid;
}

/** A page and everything signed in it: itself, its activities, their objects. */
export function signedParts(page: { readonly orderedItems: readonly { readonly object?: unknown }[] }): unknown[] {
  const objects = page.orderedItems
    .map((activity) => activity.object)
    .filter((object) => typeof object === 'object' && object !== null);
  return [page, ...page.orderedItems, ...objects];
}
