import type { Did } from '../brand.ts';

/** Signs with the account key. The key itself never leaves the implementation. */
export interface Signer {
  readonly did: Did;
  /** Ed25519 signature (64 bytes) over `message`. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Strict Ed25519 verification (RFC 8032; small-order and non-canonical keys and signatures are refused). */
export interface Verifier {
  /** Never throws for malformed input: that is `false`. `publicKey` 32 bytes, `signature` 64 bytes. */
  verify(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean>;
  /** SHA-256 of what was signed, where the platform is quicker at it than JavaScript. */
  digest?(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** Asked between two documents of many: lets others have their turn, where somebody waits for the page to answer. */
  pause?(): Promise<void> | undefined;
}
