import type { Did } from '../protocol/brand.ts';
import type { Signer } from '../protocol/ports/crypto.ts';
import { createSeedSigner, createWebCryptoSigner } from '../protocol/proof/signer.ts';
import type { KeyRing } from './key-ring.ts';

/** Something was to be signed after the account had been locked. Nothing is lost by it: what was not signed waits. */
export class LockedError extends Error {
  override readonly name = 'LockedError';

  constructor() {
    super('this account is locked');
  }
}

/** Signs while the ring has the key; holds none itself, so that an engine that somebody still refers to cannot sign after locking. */
export function createRingSigner(ring: KeyRing, did: Did): Signer {
  return {
    did,
    async sign(message) {
      const signingKey = ring.held()?.signingKey;
      if (signingKey === undefined) throw new LockedError();
      const signer = signingKey.kind === 'seed' ? createSeedSigner(signingKey.seed) : createWebCryptoSigner(signingKey.key, did);
      return signer.sign(message);
    },
  };
}
