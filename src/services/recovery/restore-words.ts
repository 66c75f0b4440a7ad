import { timestampOf } from '../../protocol/proof/timestamp.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { Result } from '../../protocol/result.ts';
import { wrapSecret, type RandomBytes } from '../account-keys.ts';
import { restoreAccount, type RestoreDependencies, type RestoreError } from '../backup/restore-account.ts';
import { rootAfter } from './account-chain.ts';
import { readPhrase, type PhraseError } from './phrase.ts';

export interface RestoreWordsDependencies extends RestoreDependencies {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/**
 * Makes the account of a recovery phrase the current one, reading only. The phrase brings the keys and nothing else: profile, follows and
 * posts come from whoever keeps the account, as soon as its own tree is read. There is no passphrase yet; the next backup sets one.
 */
export async function restoreWords(
  dependencies: RestoreWordsDependencies,
  words: string,
  choice: { readonly generation: number; readonly gateways: readonly string[] },
): Promise<Result<AccountRecord, RestoreError | PhraseError>> {
  const phrase = readPhrase(words);
  if (!phrase.ok) return phrase;
  const root = rootAfter(phrase.value, choice.generation);
  phrase.value.fill(0);
  const nowMs = dependencies.clock.nowMs();
  try {
    return await restoreAccount(
      dependencies,
      { root },
      {
        createdAtMs: nowMs,
        rest: async () => ({ pendingRoot: await wrapSecret(dependencies.subtle, dependencies.random, root) }),
        drilledAtMs: { phrase: nowMs },
        async merge(store, nextKeyDigest) {
          // A stand-in until the published one has been read; what the root secret says of the successor is known already.
          const nobody = { preferredUsername: 'someone', name: 'someone', bio: '', publishedAt: timestampOf(nowMs) };
          if (!(await store.profile())) await store.putProfile({ ...nobody, nextKeyDigest });
          if (choice.gateways.length > 0 && (await store.setting('gateways')) === undefined) {
            await store.putSetting('gateways', choice.gateways);
          }
        },
      },
    );
  } finally {
    root.fill(0);
  }
}
