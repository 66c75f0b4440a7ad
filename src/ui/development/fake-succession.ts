import type { Did } from '../../protocol/brand.ts';
import type { SuccessionDesk } from '../../services/succession/succession-api.ts';
import { err, ok } from '../../protocol/result.ts';

const target = { id: 'did:key:z6MkfakeTarget' as Did, name: 'Mira on the go', username: 'mira' };

/** Nothing is taken back in a sample app: every passphrase is wrong. Moving to `there` works, and so does ending the account. */
export function createFakeSuccession(changed: (topic: 'profile') => void): SuccessionDesk {
  let isClosed = false;
  let movedTo: string | undefined;
  const checkMove: SuccessionDesk['checkMove'] = async (address) =>
    address.includes('there') ? ok(target) : err({ type: 'does-not-name-you' });
  return {
    state: async () => ({ hasSuccessor: true, needsNoPassphrase: false, isClosed, ...(movedTo && { movedTo }) }),
    takeBack: async () => err({ type: 'wrong-passphrase' }),
    checkMove,
    async moveTo(address) {
      const checked = await checkMove(address);
      if (!checked.ok) return checked;
      movedTo = target.id;
      changed('profile');
      return ok(target.id);
    },
    async close(username) {
      if (username.length < 3) return err({ type: 'wrong-name' });
      isClosed = true;
      changed('profile');
      return ok(undefined);
    },
    statement: async () => undefined,
  };
}
