import { base58btc } from 'multiformats/bases/base58';

/** `zQm…`: the sha2-256 multihash of the bytes in base58btc, as `digestMultibase` names media (bridge-spec section 6). */
export async function digestMultibase(subtle: SubtleCrypto, bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes.slice()));
  return base58btc.encode(new Uint8Array([0x12, 0x20, ...digest]));
}
