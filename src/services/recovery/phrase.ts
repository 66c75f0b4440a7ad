import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { err, ok, type Result } from '../../protocol/result.ts';

/** Words of a recovery phrase: 32 bytes and a checksum of 8 bits (BIP-39, English). */
export const phraseLength = 24;
/** No first four letters are those of two words of the list, so that these are enough. */
const shortestWord = 4;
/** Longest text that is read as a phrase, in characters. */
const textLimit = 4_000;
const mostSuggestions = 6;

/** Made when somebody types words: the engine starts without them. */
let found: { readonly words: ReadonlySet<string>; readonly byBeginning: ReadonlyMap<string, string> } | undefined;
const index = () =>
  (found ??= {
    words: new Set(wordlist),
    byBeginning: new Map(wordlist.map((word) => [word.slice(0, shortestWord), word])),
  });

export type PhraseError =
  /** A word that is not in the list; `place` counts from 1. */
  | { readonly type: 'unknown-word'; readonly place: number; readonly word: string; readonly suggestions: readonly string[] }
  | { readonly type: 'word-count'; readonly count: number }
  /** Every word is in the list, but they do not belong together: one is another than was written down, or their order is. */
  | { readonly type: 'checksum' };

/** The words of a root secret. */
export function wordsOf(root: Uint8Array): readonly string[] {
  return entropyToMnemonic(root, wordlist).split(' ');
}

/** The root secret that a person's words stand for, however they are spaced, numbered or capitalised. The caller wipes it. */
export function readPhrase(text: string): Result<Uint8Array, PhraseError> {
  const words = splitWords(text);
  const found = words.map(completeWord);
  const wrong = found.indexOf(undefined);
  const word = words[wrong];
  if (word !== undefined) {
    return err({ type: 'unknown-word', place: wrong + 1, word: word.slice(0, 40), suggestions: similarWords(word) });
  }
  if (found.length !== phraseLength) return err({ type: 'word-count', count: found.length });
  try {
    return ok(mnemonicToEntropy(found.join(' '), wordlist));
  } catch {
    return err({ type: 'checksum' });
  }
}

/** The words that somebody typed or pasted, as far as there are letters. */
export function splitWords(text: string): readonly string[] {
  return (
    text
      .slice(0, textLimit)
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  );
}

/** The word of the list that is meant; undefined when none is. */
export function completeWord(text: string): string | undefined {
  const known = index();
  if (known.words.has(text)) return text;
  const word = text.length < shortestWord ? undefined : known.byBeginning.get(text.slice(0, shortestWord));
  return word?.startsWith(text) ? word : undefined;
}

/** Words that begin so, in the order of the alphabet; none for less than two letters. */
export function wordsBeginning(text: string): readonly string[] {
  const beginning = text.normalize('NFKC').toLowerCase();
  if (beginning.length < 2) return [];
  return wordlist.filter((word) => word.startsWith(beginning)).slice(0, mostSuggestions);
}

/** Words that somebody may have meant: one letter more, less or other, or two that changed places. */
function similarWords(text: string): readonly string[] {
  if (text.length > 12) return [];
  return wordlist.filter((word) => isNear(word, text)).slice(0, mostSuggestions);
}

function isNear(word: string, text: string): boolean {
  if (Math.abs(word.length - text.length) > 1) return false;
  let same = 0;
  while (same < word.length && word[same] === text[same]) same += 1;
  const [restOfWord, restOfText] = [word.slice(same), text.slice(same)];
  return (
    restOfWord.slice(1) === restOfText.slice(1) ||
    restOfWord.slice(1) === restOfText ||
    restOfWord === restOfText.slice(1) ||
    (restOfWord.slice(2) === restOfText.slice(2) && restOfWord[0] === restOfText[1] && restOfWord[1] === restOfText[0])
  );
}
