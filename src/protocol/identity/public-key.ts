/** The `y` of all points of small order, sign bit cleared, little endian; with 0 and 1 also as p and p + 1. */
const smallOrderY: readonly string[] = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];
const smallOrderPoints = smallOrderY.map(fromHex);

/** L, the order of the base point, little endian (RFC 8032 section 5.1). */
const groupOrder = fromHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');

/**
 * Is this 32-byte encoding one that strict verifiers take as a public key or as the R of a signature: y below p, not of small
 * order? That it lies on the curve is left to the verifier. bridge-spec section 3.4.
 */
export function isStrictPoint(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false;
  for (const point of smallOrderPoints) if (sameY(bytes, point)) return false;
  return isBelowFieldPrime(bytes);
}

/** Alias for keys: canonical and not of small order. */
export const isStrictPublicKey = isStrictPoint;

/** Is the 64-byte signature strict: R as in `isStrictPoint`, S below L? */
export function isStrictSignature(signature: Uint8Array): boolean {
  if (signature.length !== 64 || !isStrictPoint(signature.subarray(0, 32))) return false;
  for (let index = 31; index >= 0; index--) {
    const difference = (signature[32 + index] ?? 0) - (groupOrder[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function sameY(bytes: Uint8Array, y: Uint8Array): boolean {
  for (let index = 0; index < 31; index++) if (bytes[index] !== y[index]) return false;
  return ((bytes[31] ?? 0) & 0x7f) === y[31];
}

/** p = 2^255 - 19: an encoding is at least p only if it is `ed…`..`ff…`, then all ones. */
function isBelowFieldPrime(bytes: Uint8Array): boolean {
  if (((bytes[31] ?? 0) & 0x7f) !== 0x7f) return true;
  for (let index = 30; index > 0; index--) if (bytes[index] !== 0xff) return true;
  return (bytes[0] ?? 0) < 0xed;
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) => parseInt(hex.slice(2 * index, 2 * index + 2), 16));
}
