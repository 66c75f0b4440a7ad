import { addressOf } from '../addresses.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { accountSeed } from '../../protocol/identity/secrets.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { derivePrivateKeys, type RandomBytes } from '../account-keys.ts';
import { findAccount } from '../account.ts';
import { seal } from '../backup/envelope.ts';
import { openGuardedRoot } from '../backup/guarded-root.ts';
import { openPendingRoot } from '../backup/open-secrets.ts';
import { passphraseMinimum } from '../backup/save-backup.ts';
import { isStorageFull } from '../storage-full.ts';
import { generationOf, rootAfter } from './account-chain.ts';
import { noteDrill } from './note-drill.ts';
import { completeWord, readPhrase, splitWords, wordsOf, type PhraseError } from './phrase.ts';
import type { RecoveryDesk, RecoveryError, RecoverySheet } from './recovery-api.ts';
import { writeSheetCode } from './sheet.ts';

export interface RecoveryParts {
  readonly device: DeviceStore;
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly subtle: SubtleCrypto;
  readonly random: RandomBytes;
  readonly gateways: () => readonly string[];
  readonly workFactor?: number;
  /** The account's record was changed: what is said of its ways back is another. */
  onAccountChange(): void;
}

const quizLength = 4;

/** Words, sheet and drill of the open account. */
export function createRecoveryDesk(parts: RecoveryParts): RecoveryDesk {
  const { device, store, clock, subtle } = parts;

  async function words(passphrase: string | undefined): Promise<Result<readonly string[], RecoveryError>> {
    const root = await rootOf(parts, passphrase);
    if (!root.ok) return root;
    const all = wordsOf(root.value);
    root.value.fill(0);
    return ok(all);
  }

  async function notePhrase(): Promise<void> {
    await noteDrill(device, store.did, 'phrase', clock.nowMs());
    parts.onAccountChange();
  }

  /** The root secret of this account that the words stand for, or lead to by succession. The caller wipes it. */
  function ownRoot(text: string): Result<Uint8Array, PhraseError | { readonly type: 'another-account' }> {
    const phrase = readPhrase(text);
    if (!phrase.ok) return phrase;
    const generation = generationOf(phrase.value, store.did);
    const root = generation === undefined ? undefined : rootAfter(phrase.value, generation);
    phrase.value.fill(0);
    return root === undefined ? err({ type: 'another-account' }) : ok(root);
  }

  return {
    async sheet(passphrase) {
      const found = await words(passphrase);
      if (!found.ok) return found;
      const profile = await store.profile();
      const gateways = parts.gateways().filter((origin) => origin.startsWith('http'));
      const sheet: RecoverySheet = {
        words: found.value,
        name: profile?.name ?? '',
        username: profile?.preferredUsername ?? '',
        did: store.did,
        address: addressOf(store.did),
        gateways,
        code: writeSheetCode({ words: found.value, gateways }),
        madeAtMs: clock.nowMs(),
      };
      return ok(sheet);
    },

    async quiz(passphrase) {
      const found = await words(passphrase);
      if (!found.ok) return found;
      const places = drawPlaces(parts.random, found.value.length);
      return ok({
        places,
        async answer(given) {
          const wrong = places.filter((place, index) => {
            const [word = '', ...more] = splitWords(given[index] ?? '');
            return more.length > 0 || completeWord(word) !== found.value[place - 1];
          });
          if (wrong.length === 0) await notePhrase();
          return wrong;
        },
      });
    },

    async checkWords(text) {
      const root = ownRoot(text);
      if (!root.ok) return root;
      root.value.fill(0);
      await notePhrase();
      return ok(undefined);
    },

    async renewPassphrase(text, passphrase) {
      if ([...passphrase].length < passphraseMinimum) return err({ type: 'weak-passphrase', minimum: passphraseMinimum });
      const root = ownRoot(text);
      if (!root.ok) return root;
      const seed = accountSeed(root.value);
      try {
        const sealedSeed = await seal(seed, passphrase, parts.workFactor);
        const sealedRoot = await seal(root.value, passphrase, parts.workFactor);
        const privateKeys = await derivePrivateKeys(subtle, seed);
        await device.changeAccount(store.did, ({ pendingRoot: _root, pendingSeed: _seed, ...record }) => ({
          ...(record.signingKey.kind === 'locked' ? {} : { privateKeys }),
          ...record,
          sealedSeed,
          sealedRoot,
        }));
        await notePhrase();
        return ok(undefined);
      } catch (error) {
        if (isStorageFull(error)) return err({ type: 'storage-full' });
        throw error;
      } finally {
        root.value.fill(0);
        seed.fill(0);
      }
    },
  };
}

async function rootOf(parts: RecoveryParts, passphrase: string | undefined): Promise<Result<Uint8Array, RecoveryError>> {
  const account: AccountRecord | undefined = await findAccount(parts.device, parts.store.did);
  if (account === undefined) return err({ type: 'no-words' });
  if (account.sealedRoot === undefined) {
    const root = await openPendingRoot(parts.subtle, account);
    return root === undefined ? err({ type: 'no-words' }) : ok(root);
  }
  if (passphrase === undefined) return err({ type: 'needs-passphrase' });
  const root = await openGuardedRoot(parts, account.did, passphrase);
  if (root.ok) return root;
  return root.error.type === 'too-soon'
    ? err(root.error)
    : err({ type: root.error.type === 'wrong-passphrase' ? 'wrong-passphrase' : 'no-words' });
}

/** Some of `count` places, ascending, each as likely as any other. */
function drawPlaces(random: RandomBytes, count: number): readonly number[] {
  const places = Array.from({ length: count }, (_, index) => index + 1);
  const drawn: number[] = [];
  while (drawn.length < quizLength && places.length > 0) {
    const [low = 0, high = 0] = random(2);
    drawn.push(...places.splice(((high << 8) + low) % places.length, 1));
  }
  return drawn.toSorted((one, other) => one - other);
}
