import { type FormEvent, type ReactNode, useState } from 'react';
import type { WordQuiz } from '../../../services/recovery/recovery-api.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import backup from './backup.module.css';
import styles from './words.module.css';

/** Asks for four of the words. `onRight`: all of them were right. */
export function WordsQuiz(props: { readonly quiz: WordQuiz; readonly onRight: () => void }): ReactNode {
  const { places, answer } = props.quiz;
  const [given, setGiven] = useState<readonly string[]>(places.map(() => ''));
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const [busy, setBusy] = useState(false);

  async function check(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const found = await answer(given).catch(() => places);
    setBusy(false);
    setWrong(found);
    if (found.length === 0) props.onRight();
  }

  return (
    <form className={backup.form} onSubmit={(event) => void check(event)}>
      <p>{t('words.quiz')}</p>
      <div className={styles.questions}>
        {places.map((place, index) => (
          <TextField
            key={place}
            label={t('words.place', { place })}
            error={wrong.includes(place) ? t('words.place-wrong') : undefined}
            value={given[index] ?? ''}
            lang="en"
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            onChange={(event) => {
              setGiven(given.with(index, event.target.value));
              setWrong(wrong.filter((other) => other !== place));
            }}
          />
        ))}
      </div>
      <Button type="submit" busy={busy || given.some((word) => word.trim() === '')}>
        {t('words.check')}
      </Button>
    </form>
  );
}
