import type { ReactNode } from 'react';
import type { PersonView } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { plainName } from '../../text/plain-name.ts';
import { t } from '../../text/translate.ts';
import styles from './profile.module.css';

/** Why nothing of somebody is seen here or in the timeline, and the way back. */
export function HiddenPerson({ person }: { readonly person: PersonView }): ReactNode {
  const app = useApp();
  const name = plainName(person);
  if (person.blocked) {
    return (
      <div className={styles.hidden}>
        <p>{t('person.blocked', { name })}</p>
        <Button onClick={() => void app.setBlock(person.id, false)}>{t('person.unblock', { name })}</Button>
      </div>
    );
  }
  if (!person.muted) return null;
  return (
    <div className={styles.hidden}>
      <p>{t('person.muted', { name })}</p>
      <Button onClick={() => void app.setMute(person.id, false)}>{t('person.unmute', { name })}</Button>
    </div>
  );
}
