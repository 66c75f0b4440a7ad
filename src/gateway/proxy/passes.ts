import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Did } from '../../protocol/brand.ts';
import { parseDid } from '../../protocol/identity/ids.ts';

/**
 * Shows that an account is kept here. It is handed out with the answer to the account's signed request (`POST /pollen/hosting`) and is
 * good until the gateway starts again, as long as the account is kept.
 */
export interface Passes {
  issue(did: Did): string;
  /** Whose pass it is; undefined: nobody's. Whether the account is still kept is asked elsewhere. */
  owner(pass: string): Did | undefined;
}

export function createPasses(secret: Uint8Array = randomBytes(32)): Passes {
  const sign = (did: Did): string => `${did}.${createHmac('sha256', secret).update(`fetch ${did}`).digest('base64url')}`;
  return {
    issue: sign,
    owner(pass) {
      const did = parseDid(pass.slice(0, Math.max(0, pass.lastIndexOf('.'))));
      if (did === undefined) return undefined;
      const [given, expected] = [Buffer.from(pass), Buffer.from(sign(did))];
      return given.length === expected.length && timingSafeEqual(given, expected) ? did : undefined;
    },
  };
}
