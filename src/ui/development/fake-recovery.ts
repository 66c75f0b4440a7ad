import type { Did } from '../../protocol/brand.ts';
import { err, ok } from '../../protocol/result.ts';
import type { Me } from '../../services/app-api.ts';
import { readPhrase, wordsOf } from '../../services/recovery/phrase.ts';
import type { RecoveryDesk, RestoringDesk } from '../../services/recovery/recovery-api.ts';
import { writeSheetCode } from '../../services/recovery/sheet.ts';

/** A state of backup in which nothing is asked. */
export const safe: Me['backup'] = {
  hasWayBack: true,
  checkedAtMs: {},
  shouldAsk: false,
  shouldCheck: false,
  hasWords: true,
  hasPassphrase: false,
};

const words = wordsOf(Uint8Array.from({ length: 32 }, (_, index) => index * 5));
const gateways = ['https://pollen.example'];

/** Words of nobody. */
export function createFakeRecovery(did: Did, needsPassphrase: () => boolean): RecoveryDesk {
  const mayNot = (passphrase: string | undefined) =>
    passphrase === undefined && needsPassphrase() ? err({ type: 'needs-passphrase' as const }) : undefined;
  return {
    sheet: async (passphrase) =>
      mayNot(passphrase) ??
      ok({
        words,
        name: 'Juna Feld',
        username: 'juna',
        did,
        address: 'ipns://k51qzi5uqu5dgutdk6teql55wzqo7f5p2e2o5ij7fzx8x2vq9hd2y6w3ar7b1z',
        gateways,
        code: writeSheetCode({ words, gateways }),
        madeAtMs: Date.now(),
      }),
    quiz: async (passphrase) =>
      mayNot(passphrase) ??
      ok({
        places: [3, 8, 15, 22],
        answer: async (given) => [3, 8, 15, 22].filter((place, index) => given[index]?.trim() !== words[place - 1]),
      }),
    async checkWords(text) {
      const read = readPhrase(text);
      return read.ok ? ok(undefined) : read;
    },
    renewPassphrase: async () => ok(undefined),
  };
}

export const fakeRestoring: RestoringDesk = {
  gateways: async () => gateways,
  async find(text) {
    const read = readPhrase(text);
    return read.ok ? ok({ did: 'did:key:z6MkSample' as Did, newest: 0, answered: gateways }) : read;
  },
};
