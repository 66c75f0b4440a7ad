import { type FormEvent, type ReactNode, useState } from 'react';
import type { ComposeError } from '../../../services/app-api.ts';
import { useInterface, useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { TextArea, TextField } from '../../components/field.tsx';
import { composeErrorText } from '../../text/error-text.ts';
import { plainText } from '../../text/plain-text.ts';
import { t } from '../../text/translate.ts';
import { ProfilePicture } from './profile-picture.tsx';
import { useTyped } from './use-typed.ts';
import styles from './settings.module.css';

/** Name, username, words and picture that others see. */
export function ProfileForm(): ReactNode {
  const { app, notices } = useInterface();
  const { profile } = useMe();
  const [name, setName] = useTyped('name', () => profile.name);
  const [username, setUsername] = useTyped('username', () => profile.username);
  const [bio, setBio] = useTyped('bio', () => plainText(profile.summary));
  const [picture, setPicture] = useTyped<Blob | 'keep' | 'none'>('picture', () => 'keep');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ readonly field: 'username' | 'picture' | 'form'; readonly text: string }>();

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const result = await app.updateProfile({ name: name.trim(), username: username.trim(), bio, picture });
      if (result.ok) {
        setPicture('keep');
        notices.show(() => t('settings.profile-saved'));
      } else if (result.error.type === 'bad-username') setError({ field: 'username', text: t('welcome.bad-username') });
      else if (result.error.type === 'bad-picture') setError({ field: 'picture', text: t('composer.not-a-picture') });
      else if (isComposeError(result.error)) setError({ field: 'form', text: composeErrorText(result.error) });
    } catch {
      setError({ field: 'form', text: t('settings.failed') });
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <ProfilePicture person={profile} picture={picture} onChange={setPicture} />
      {error?.field === 'picture' && (
        <p className={styles.error} role="alert">
          {error.text}
        </p>
      )}
      <TextField
        label={t('welcome.name')}
        value={name}
        maxLength={100}
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
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setUsername(event.target.value)}
      />
      <TextArea
        label={t('settings.bio')}
        hint={t('settings.bio-hint')}
        value={bio}
        maxLength={2000}
        dir="auto"
        onChange={(event) => setBio(event.target.value)}
      />
      {error?.field === 'form' && (
        <p className={styles.error} role="alert">
          {error.text}
        </p>
      )}
      <div>
        <Button kind="main" type="submit" busy={busy}>
          {busy ? t('settings.saving') : t('settings.save-profile')}
        </Button>
      </div>
    </form>
  );
}

const isComposeError = (error: { readonly type: string }): error is ComposeError =>
  error.type !== 'bad-username' && error.type !== 'bad-picture';
