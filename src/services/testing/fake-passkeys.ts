import { err, ok } from '../../protocol/result.ts';
import type { PasskeyPort } from '../lock/passkeys.ts';

export interface FakePasskeys extends PasskeyPort {
  /** What the person and their authenticator do when they are asked. */
  behaviour: 'agrees' | 'refuses' | 'unfit';
}

/** An authenticator in memory: a secret for each passkey, from which it computes as `prf` does. */
export function createFakePasskeys(): FakePasskeys {
  const secrets = new Map<string, Uint8Array<ArrayBuffer>>();
  const compute = async (secret: Uint8Array<ArrayBuffer>, salt: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array([...secret, ...salt])));
  const passkeys: FakePasskeys = {
    behaviour: 'agrees',
    isAvailable: async () => true,
    async create({ salt }) {
      if (passkeys.behaviour === 'refuses') return err({ type: 'passkey-refused' });
      if (passkeys.behaviour === 'unfit') return err({ type: 'passkey-unfit' });
      const credentialId = crypto.getRandomValues(new Uint8Array(16));
      const secret = crypto.getRandomValues(new Uint8Array(32));
      secrets.set(credentialId.join(), secret);
      return ok({ credentialId, secret: await compute(secret, salt) });
    },
    async get(known) {
      if (passkeys.behaviour !== 'agrees') return err({ type: 'passkey-refused' });
      for (const { credentialId, salt } of known) {
        const secret = secrets.get(credentialId.join());
        if (secret !== undefined) return ok({ credentialId, secret: await compute(secret, salt) });
      }
      return err({ type: 'passkey-refused' });
    },
  };
  return passkeys;
}
