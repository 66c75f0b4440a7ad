/** Ways back to an account, as the screens see them. Types only, so that nothing of it loads early. */
import type { Did } from '../../protocol/brand.ts';
import type { Result } from '../../protocol/result.ts';
import type { FoundAccounts } from './account-chain.ts';
import type { PhraseError } from './phrase.ts';

export type { FoundAccounts, PhraseError };

/** `no-words`: an account of before root secrets, or what is stored of it is damaged. */
export type RecoveryError =
  | { readonly type: 'wrong-passphrase' | 'needs-passphrase' | 'no-words' }
  /** After wrong passphrases; nothing was tried. */
  | { readonly type: 'too-soon'; readonly untilMs: number };

/** What stands on the sheet of paper. */
export interface RecoverySheet {
  readonly words: readonly string[];
  readonly name: string;
  readonly username: string;
  readonly did: Did;
  /** `ipns://k51…`. */
  readonly address: string;
  /** Origins at which the account is kept. */
  readonly gateways: readonly string[];
  /** Text of the QR code (sheet.ts). */
  readonly code: string;
  readonly madeAtMs: number;
}

/** A few of the words, asked for from memory or paper. */
export interface WordQuiz {
  /** Which words are asked for, counted from 1, ascending. */
  readonly places: readonly number[];
  /** The places whose words are wrong. None: the check is noted as done. */
  answer(words: readonly string[]): Promise<readonly number[]>;
}

export type RestoreProgress =
  | { readonly state: 'looking' }
  | { readonly state: 'reading'; readonly done: number; readonly total: number }
  /** Nobody who was asked has the account now; `nextMs`: when it is asked for again. */
  | { readonly state: 'nobody'; readonly nextMs: number }
  /** Something was found under the account's name that does not hold together. */
  | { readonly state: 'invalid'; readonly reason: string; readonly nextMs: number }
  | { readonly state: 'done' };

/** Ways back of the open account. */
export interface RecoveryDesk {
  /** The words and all that is printed with them. The passphrase is needed as soon as there is one. */
  sheet(passphrase?: string): Promise<Result<RecoverySheet, RecoveryError>>;
  quiz(passphrase?: string): Promise<Result<WordQuiz, RecoveryError>>;
  /** Would these words bring this account back? Needs no passphrase; notes the check as done. */
  checkWords(text: string): Promise<Result<void, PhraseError | { readonly type: 'another-account' }>>;
  /** Sets a new passphrase for this device, proven by the words: for whoever has forgotten it. Saved files keep theirs. */
  renewPassphrase(
    words: string,
    passphrase: string,
  ): Promise<
    Result<
      void,
      | PhraseError
      | { readonly type: 'another-account' }
      | { readonly type: 'storage-full' }
      | { readonly type: 'weak-passphrase'; readonly minimum: number }
    >
  >;
}

/** What a restore by words needs before there is an account. */
export interface RestoringDesk {
  /** Origins to ask: the one that serves the app, when it is a gateway. */
  gateways(): Promise<readonly string[]>;
  /** Checks the words on this device, then asks the gateways which accounts of them there are. Only names of accounts are sent. */
  find(
    words: string,
    gateways: readonly string[],
    options: { readonly signal: AbortSignal },
  ): Promise<Result<FoundAccounts, PhraseError>>;
}

export interface RestoreChoice {
  /** Which account of the chain of successors; 0: the first. */
  readonly generation: number;
  readonly gateways: readonly string[];
}

export type RestoreWordsError =
  | PhraseError
  | { readonly type: 'already-here' }
  | { readonly type: 'storage-full' }
  /** This address is shared with others, no account may be here. */
  | { readonly type: 'shared-origin' };
