import { type FormEvent, type ReactNode, useState } from 'react';
import type { WordQuiz } from '../../../services/recovery/recovery-api.ts';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import { AskPassphrase } from './ask-passphrase.tsx';
import { phraseErrorText } from './phrase-error-text.ts';
import { recoveryErrorText } from './recovery-error-text.ts';
import { WordsField } from './words-field.tsx';
import { WordsQuiz } from './words-quiz.tsx';
import styles from './backup.module.css';

/** Proves that the words on paper are the right ones: four of them, or all, for which no passphrase is needed. */
export function CheckWords(props: { readonly onRight: () => void }): ReactNode {
  const app = useApp();
  const [all, setAll] = useState(false);
  const [quiz, setQuiz] = useState<WordQuiz>();

  async function open(passphrase: string | undefined): Promise<string | undefined> {
    const opened = await (await app.recovery()).quiz(passphrase);
    if (!opened.ok) return recoveryErrorText(opened.error);
    setQuiz(opened.value);
    return undefined;
  }

  return (
    <>
      {!all && quiz === undefined && <AskPassphrase action={t('words.ask-some')} onOpen={open} />}
      {!all && quiz !== undefined && <WordsQuiz quiz={quiz} onRight={props.onRight} />}
      {all && <CheckAllWords onRight={props.onRight} />}
      <div>
        <Button kind="quiet" onClick={() => setAll(!all)}>
          {all ? t('words.some-instead') : t('words.all-instead')}
        </Button>
      </div>
    </>
  );
}

function CheckAllWords(props: { readonly onRight: () => void }): ReactNode {
  const app = useApp();
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function check(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const checked = await (await app.recovery()).checkWords(text);
    setBusy(false);
    if (checked.ok) return props.onRight();
    setError(checked.error.type === 'another-account' ? t('words.another-account') : phraseErrorText(checked.error));
  }

  return (
    <form className={styles.form} onSubmit={(event) => void check(event)}>
      <WordsField
        value={text}
        error={error}
        onChange={(next) => {
          setText(next);
          setError(undefined);
        }}
      />
      <Button type="submit" busy={busy || text.trim() === ''}>
        {t('words.check')}
      </Button>
    </form>
  );
}
