import { decodeBase58, encodeBase58 } from '../identity/base58.ts';

// Identity multihash of a protobuf with the key's type (Ed25519) and its 32 bytes.
const prefix = [0x00, 0x24, 0x08, 0x01, 0x12, 0x20];

export const peerKeyBytes = 32;

/** The public key in a peer id of Ed25519 (`12D3Koo…`), the only kind that Pollen's devices have; undefined for others. */
export function keyOfPeerId(peerId: string): Uint8Array | undefined {
  const bytes = decodeBase58(`z${peerId}`, prefix.length + peerKeyBytes);
  if (bytes === undefined || !prefix.every((byte, place) => bytes[place] === byte)) return undefined;
  return bytes.slice(prefix.length);
}

/** The peer id of a public key of 32 bytes. */
export const peerIdOfKey = (key: Uint8Array): string => encodeBase58(Uint8Array.of(...prefix, ...key)).slice(1);
