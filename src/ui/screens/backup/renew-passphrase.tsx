import { type FormEvent, type ReactNode, useState } from 'react';
import { useApp, useInterface, useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import { phraseErrorText } from './phrase-error-text.ts';
import { WordsField } from './words-field.tsx';
import styles from './backup.module.css';

/** A new passphrase for whoever has forgotten it and still has the words. */
export function RenewPassphrase(props: { readonly onDone: () => void }): ReactNode {
  const app = useApp();
  const { address } = useMe();
  const { notices } = useInterface();
  const [words, setWords] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ readonly field: 'words' | 'passphrase'; readonly text: string }>();

  async function renew(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const renewed = await (await app.recovery()).renewPassphrase(words, passphrase);
    setBusy(false);
    if (renewed.ok) {
      notices.show(() => t('ways.renewed'));
      return props.onDone();
    }
    const problem = renewed.error;
    if (problem.type === 'weak-passphrase') {
      setError({ field: 'passphrase', text: t('backup.weak', { minimum: problem.minimum }) });
    } else if (problem.type === 'storage-full') setError({ field: 'passphrase', text: t('error.storage-full') });
    else if (problem.type === 'another-account') setError({ field: 'words', text: t('words.another-account') });
    else setError({ field: 'words', text: phraseErrorText(problem) });
  }

  return (
    <form className={styles.form} onSubmit={(event) => void renew(event)}>
      <p>{t('ways.forgot-text')}</p>
      <WordsField value={words} error={error?.field === 'words' ? error.text : undefined} onChange={setWords} />
      <input
        className="visually-hidden"
        type="text"
        autoComplete="username"
        value={address}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <TextField
        label={t('ways.new-passphrase')}
        hint={t('backup.passphrase-hint')}
        type="password"
        autoComplete="new-password"
        error={error?.field === 'passphrase' ? error.text : undefined}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <Button type="submit" busy={busy || passphrase === '' || words.trim() === ''}>
        {t('ways.renew')}
      </Button>
    </form>
  );
}
