import { type FormEvent, type ReactNode, useState } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import { suggestUsername } from './suggest-username.ts';
import styles from './welcome.module.css';

/** Name and username; everything else is made without asking. */
export function CreateAccount(props: { readonly onCreated: () => void }): ReactNode {
  const { app, onboarding } = useInterface();
  const [name, setName] = useState('');
  const [own, setOwn] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ readonly field: 'username' | 'form'; readonly text: string }>();
  const username = own ?? suggestUsername(name);

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    onboarding.set(true);
    try {
      const result = await app.createAccount({ name: name.trim(), username });
      onboarding.set(result.ok);
      if (result.ok) props.onCreated();
      else if (result.error.type === 'bad-username') setError({ field: 'username', text: t('welcome.bad-username') });
      else if (result.error.type === 'storage-full') setError({ field: 'form', text: t('error.storage-full') });
      else setError({ field: 'form', text: t('welcome.shared-origin') });
    } catch {
      onboarding.set(false);
      setError({ field: 'form', text: t('welcome.failed') });
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void create(event)}>
      <TextField
        label={t('welcome.name')}
        hint={t('welcome.name-hint')}
        value={name}
        required
        maxLength={100}
        autoComplete="nickname"
        dir="auto"
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t('welcome.username')}
        hint={t('welcome.username-hint')}
        error={error?.field === 'username' ? error.text : undefined}
        value={username}
        required
        maxLength={64}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setOwn(event.target.value)}
      />
      {error?.field === 'form' && <p role="alert">{error.text}</p>}
      <Button kind="main" type="submit" busy={busy}>
        {busy ? t('welcome.creating') : t('welcome.create')}
      </Button>
    </form>
  );
}
