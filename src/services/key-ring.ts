import type { AccountRecord, PrivateKeys } from '../protocol/ports/records.ts';

/** The keys of an account as they are used every day: non-extractable, except where WebCrypto lacks Ed25519. */
export interface HeldKeys {
  readonly signingKey: Exclude<AccountRecord['signingKey'], { readonly kind: 'locked' }>;
  /** Absent in accounts of before, until their seed is in reach for the first time. */
  readonly privateKeys?: PrivateKeys;
}

/** The one place of a tab that has the keys of the open account. Whoever needs one takes it from here for each use and keeps none. */
export interface KeyRing {
  /** Undefined once the account was locked. */
  held(): HeldKeys | undefined;
}

export interface OwnKeyRing extends KeyRing {
  /** Takes newer keys; does nothing after `drop`. */
  hold(keys: HeldKeys): void;
  /** Lets the keys go, for good: the next unlocking makes another ring, and whoever still has this one has nothing. */
  drop(): void;
}

export function createKeyRing(initial: HeldKeys): OwnKeyRing {
  let held: HeldKeys | undefined = initial;
  return {
    held: () => held,
    hold(keys) {
      if (held !== undefined) held = keys;
    },
    drop() {
      if (held?.signingKey.kind === 'seed') held.signingKey.seed.fill(0);
      held = undefined;
    },
  };
}

/** The keys that a stored account has; undefined when the app lock is on. */
export function keysOf({ signingKey, privateKeys }: AccountRecord): HeldKeys | undefined {
  return signingKey.kind === 'locked' ? undefined : { signingKey, privateKeys };
}

/** The same account without any key of everyday use: what may be kept while it is open. */
export function withoutKeys({ privateKeys: _dropped, ...account }: AccountRecord): AccountRecord {
  return { ...account, signingKey: { kind: 'locked' } };
}
