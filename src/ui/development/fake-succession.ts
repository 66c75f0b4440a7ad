import type { SuccessionDesk } from '../../services/succession/succession-api.ts';
import { err } from '../../protocol/result.ts';

/** Nothing is taken back in a sample app: every passphrase is wrong. */
export const createFakeSuccession = (): SuccessionDesk => ({
  state: async () => ({ hasSuccessor: true, needsNoPassphrase: false, isClosed: false }),
  takeBack: async () => err({ type: 'wrong-passphrase' }),
  checkMove: async () => err({ type: 'does-not-name-you' }),
  moveTo: async () => err({ type: 'not-found' }),
  close: async () => err({ type: 'wrong-name' }),
  statement: async () => undefined,
});
