import { unreachable } from '../../../protocol/result.ts';
import type { PhraseError } from '../../../services/recovery/recovery-api.ts';
import { t } from '../../text/translate.ts';

/** Which word is wrong, and what to look at. */
export function phraseErrorText(error: PhraseError): string {
  switch (error.type) {
    case 'unknown-word': {
      const { place, word, suggestions } = error;
      const wrong = t('words.unknown', { place, word });
      return suggestions.length === 0 ? wrong : `${wrong} ${t('words.perhaps', { words: suggestions.join(', ') })}`;
    }
    case 'word-count':
      return t('words.count-wrong', { count: error.count });
    case 'checksum':
      return t('words.checksum');
    default:
      return unreachable(error);
  }
}
