import type { Did, IpnsName } from '../brand.ts';

export interface WrappedSecret {
  readonly wrapped: Uint8Array;
  readonly iv: Uint8Array;
  readonly wrappingKey: CryptoKey;
}

export interface PrivateKeys {
  /** AES-256-GCM. */
  readonly content: CryptoKey;
  /** HMAC-SHA-256, for nonces. */
  readonly nonce: CryptoKey;
}

/** One more way to unlock: the seed, encrypted with what an authenticator computes (WebAuthn extension `prf`). */
export interface PasskeyRecord {
  readonly credentialId: Uint8Array;
  /** What the authenticator computes from; also salts the derivation of the wrapping key. */
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  readonly wrapped: Uint8Array;
  readonly addedAtMs: number;
}

/** Wrong passphrases since the last right one, and when the last of them was tried. */
export interface Tries {
  readonly failures: number;
  readonly failedAtMs: number;
}

/** The app lock of an account, while it is on. */
export interface LockRecord extends Tries {
  /** Locks after so long without input, minutes; 0: only when the app starts. */
  readonly idleMinutes: number;
  readonly passkeys: readonly PasskeyRecord[];
}

/** An account of this device (device database). */
export interface AccountRecord {
  readonly did: Did;
  readonly name: IpnsName;
  readonly createdAtMs: number;
  /** Non-extractable WebCrypto key, or, where Ed25519 is missing from WebCrypto, the seed (`extractable: true`, and the user is told). */
  readonly signingKey:
    | { readonly kind: 'webcrypto'; readonly key: CryptoKey }
    | { readonly kind: 'seed'; readonly seed: Uint8Array }
    /** The app lock is on: the key is in `sealedSeed` only, and in the memory of tabs that were unlocked. */
    | { readonly kind: 'locked' };
  /**
   * Keys of the private state (bridge-spec section 17), non-extractable, derived from the seed. Absent while the app lock is on, and in
   * accounts of before until the seed is in reach for the first time.
   */
  readonly privateKeys?: PrivateKeys;
  /** age envelope of the seed (PKCS-free 32 bytes), opened to unlock. Absent until a passphrase exists. */
  readonly sealedSeed?: Uint8Array;
  /** age envelope of the root secret, same passphrase; opened only by backup, pairing and succession. Absent in accounts of before. */
  readonly sealedRoot?: Uint8Array;
  /**
   * Until the first backup the root secret is kept wrapped by a non-extractable device key, so that a backup can be written at all;
   * `backup` removes it.
   */
  readonly pendingRoot?: WrappedSecret;
  /** The same for the seed, of accounts of before. */
  readonly pendingSeed?: WrappedSecret;
  readonly backedUpAtMs?: number;
  /** When the owner last proved that a way back works, ms. */
  readonly drilledAtMs?: { readonly file?: number; readonly phrase?: number };
  /** Present while the app lock is on; then `signingKey` is `locked`. */
  readonly lock?: LockRecord;
  /** The account that goes on for this one, because the key was lost or stolen: this one is not published any more. */
  readonly succeededBy?: Did;
  /** When the owner ended the account: nothing more is said with it, but its end is published. */
  readonly closedAtMs?: number;
  /** The account for which this one goes on, the statement that says so, and gateways that have not heard of it yet. */
  readonly succeeds?: { readonly did: Did; readonly statement: Uint8Array; readonly waiting: readonly string[] };
  /** Of asking for the root secret in the open app. */
  readonly secretTries?: Tries;
  /** Set by restore: nothing may be published until the own outbox has been read, or the user said that it is gone. */
  readonly readOnly: boolean;
}
