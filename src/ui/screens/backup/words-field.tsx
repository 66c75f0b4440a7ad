import { type ReactNode, useRef } from 'react';
import { TextArea } from '../../components/field.tsx';
import { phraseLength, splitWords, completeWord, wordsBeginning } from '../../../services/recovery/phrase.ts';
import { t } from '../../text/translate.ts';
import styles from './words.module.css';

/** A place for 24 words, typed one after the other with suggestions, or pasted. What is in it is kept nowhere. */
export function WordsField(props: {
  readonly value: string;
  readonly error?: string;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const { value, error, onChange } = props;
  const field = useRef<HTMLDivElement>(null);
  const words = splitWords(value);
  const open = /\p{L}$/u.test(value) ? words.at(-1) : undefined;
  const done = open === undefined ? words : words.slice(0, -1);
  const wrong = done.findIndex((word) => completeWord(word) === undefined);
  const offered = open === undefined || completeWord(open) === open ? [] : wordsBeginning(open);

  function take(word: string): void {
    onChange(`${value.replace(/\p{L}+$/u, '')}${word} `);
    field.current?.querySelector('textarea')?.focus();
  }

  return (
    <div className={styles.field} ref={field}>
      <TextArea
        label={t('words.field')}
        hint={t('words.field-hint')}
        error={error ?? (wrong < 0 ? undefined : t('words.unknown', { place: wrong + 1, word: done[wrong]?.slice(0, 40) ?? '' }))}
        value={value}
        rows={4}
        dir="ltr"
        lang="en"
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className={styles.offers} role="group" aria-label={t('words.offers')}>
        {offered.map((word) => (
          <button key={word} type="button" lang="en" className={styles.offer} onClick={() => take(word)}>
            {word}
          </button>
        ))}
      </div>
      <p className={styles.count} role="status">
        {t('words.count', { count: words.length, all: phraseLength })}
      </p>
    </div>
  );
}
