import type { Signer } from '../../protocol/ports/crypto.ts';
import { serialize, signDocument } from '../../protocol/proof/proof.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';

const contexts = [
  'https://www.w3.org/ns/activitystreams',
  'https://w3id.org/security/data-integrity/v1',
  {
    pollen: 'https://w3id.org/pollen#',
    gateway: 'pollen:gateway',
    created: 'pollen:created',
    invite: 'pollen:invite',
  },
] as const;

/** "Please keep my account", signed by the account key and naming the one gateway that it is meant for. */
export async function buildHostingRequest(
  signer: Signer,
  { origin, nowMs, invite }: { readonly origin: string; readonly nowMs: number; readonly invite?: string },
): Promise<Uint8Array> {
  const created = timestampOf(nowMs);
  const document = {
    '@context': contexts,
    type: 'pollen:HostingRequest',
    actor: signer.did,
    gateway: origin,
    created,
    ...(invite !== undefined && invite !== '' && { invite }),
  };
  return serialize(await signDocument(document, signer, created));
}
