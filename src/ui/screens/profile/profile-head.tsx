import type { ReactNode } from 'react';
import type { PersonView } from '../../../services/app-api.ts';
import { useMe } from '../../app/interface.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { relativeTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { AddressDialogButton } from './address-dialog-button.tsx';
import { PersonActions } from './person-actions.tsx';
import type { Reading } from './use-read-account.ts';
import styles from './profile.module.css';

/** Picture, names, words about themselves, and what can be done. */
export function ProfileHead(props: { readonly person: PersonView; readonly reading: Reading }): ReactNode {
  const { person, reading } = props;
  const me = useMe();
  const state = stateText(person, reading);
  const refused = person.sync?.refused ?? 0;
  return (
    <div className={styles.head}>
      <div className={styles.top}>
        <Avatar person={person} size="large" />
        <div className={styles.names}>
          <p className={styles.name}>
            <bdi>{person.name || person.username}</bdi>
          </p>
          <p className={styles.handle}>@{person.username}</p>
        </div>
      </div>
      {person.summary.length > 0 && (
        <div className={styles.summary}>
          <RichText content={person.summary} />
        </div>
      )}
      <PersonActions person={person}>
        <AddressDialogButton person={person} link={person.me ? me.link : person.link} />
      </PersonActions>
      {state !== undefined && (
        <p className={`${styles.state} ${state.trouble ? styles.trouble : ''}`} role="status">
          {state.text}
        </p>
      )}
      {refused > 0 && <p className={`${styles.state} ${styles.trouble}`}>{t('profile.refused', { count: refused })}</p>}
    </div>
  );
}

function stateText(person: PersonView, reading: Reading): { text: string; trouble: boolean } | undefined {
  const { sync } = person;
  if (person.me) return undefined;
  if (reading === 'reading' || sync?.state === 'reading') return { text: t('profile.reading'), trouble: false };
  if (sync?.state === 'invalid') return { text: t('profile.invalid'), trouble: true };
  if (reading === 'unreachable' || sync?.state === 'unreachable') {
    return { text: t('profile.unreachable'), trouble: false };
  }
  if (sync?.state !== 'current') return undefined;
  return {
    text: t('profile.read', { count: sync.totalItems, when: relativeTime(sync.lastReadMs, Date.now(), displayLocale()) }),
    trouble: false,
  };
}
