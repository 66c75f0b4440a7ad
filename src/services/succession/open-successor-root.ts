import { successorRoot } from '../../protocol/identity/secrets.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { wrapSecret, type RandomBytes } from '../account-keys.ts';
import { seal } from '../backup/envelope.ts';
import { openPendingRoot, openRoot } from '../backup/open-secrets.ts';
import { generationOf, rootAfter } from '../recovery/account-chain.ts';
import { readPhrase } from '../recovery/phrase.ts';
import type { RootKey, TakeBackError } from './succession-api.ts';

export interface SecretParts {
  readonly device: DeviceStore;
  readonly subtle: SubtleCrypto;
  readonly random: RandomBytes;
  readonly workFactor?: number;
}

/** Root secret of the successor, and how it rests on this device from now on. */
export interface SuccessorSecret {
  /** The caller wipes it. */
  readonly root: Uint8Array;
  rest(seed: Uint8Array): Promise<Pick<AccountRecord, 'sealedSeed' | 'sealedRoot' | 'pendingRoot'>>;
}

/** One way from the root secret of the account to its successor's. A passphrase stays the passphrase. */
export async function openSuccessorRoot(
  parts: SecretParts,
  account: AccountRecord,
  key: RootKey,
): Promise<Result<SuccessorSecret, TakeBackError>> {
  const opened = 'words' in key ? readWords(account, key.words) : await openOnDevice(parts, account, key.passphrase);
  if (!opened.ok) return opened;
  const root = successorRoot(opened.value);
  opened.value.fill(0);
  const passphrase = 'passphrase' in key && account.sealedRoot !== undefined ? key.passphrase : undefined;
  return ok({
    root,
    async rest(seed) {
      if (passphrase === undefined) return { pendingRoot: await wrapSecret(parts.subtle, parts.random, root) };
      return {
        sealedSeed: await seal(seed, passphrase, parts.workFactor),
        sealedRoot: await seal(root, passphrase, parts.workFactor),
      };
    },
  });
}

async function openOnDevice(
  { device, subtle }: SecretParts,
  account: AccountRecord,
  passphrase: string,
): Promise<Result<Uint8Array, TakeBackError>> {
  const pending = await openPendingRoot(subtle, account);
  if (pending !== undefined) return ok(pending);
  const opened = await openRoot({ device, subtle }, account.did, passphrase);
  if (opened.ok) return opened;
  return err({ type: opened.error.type === 'wrong-passphrase' ? 'wrong-passphrase' : 'no-successor' });
}

function readWords(account: AccountRecord, words: string): Result<Uint8Array, TakeBackError> {
  const phrase = readPhrase(words);
  if (!phrase.ok) return phrase;
  const generation = generationOf(phrase.value, account.did);
  const root = generation === undefined ? undefined : rootAfter(phrase.value, generation);
  phrase.value.fill(0);
  return root === undefined ? err({ type: 'another-account' }) : ok(root);
}
