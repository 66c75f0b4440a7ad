import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { PersonView } from '../../../services/app-api.ts';
import { useMe } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { LookAlikeWarning } from '../../components/look-alike-warning.tsx';
import { PersonHandle } from '../../components/person-handle.tsx';
import { PersonLabel } from '../../components/person-label.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { useShowsPictures } from '../../hooks/use-shows-pictures.ts';
import { ago } from '../../text/ago.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { AddressDialogButton } from './address-dialog-button.tsx';
import { PersonActions } from './person-actions.tsx';
import { GoesOnAs } from './goes-on-as.tsx';
import { HiddenPerson } from './hidden-person.tsx';
import { RemoteButtons, RemotePart } from './remote-person.tsx';
import type { Reading } from './use-read-account.ts';
import styles from './profile.module.css';

/** Picture, names, words about themselves, and what can be done. */
export function ProfileHead(props: { readonly person: PersonView; readonly reading: Reading }): ReactNode {
  const { person, reading } = props;
  const { remote } = person;
  const shows = useShowsPictures(person);
  const emoji = shows ? person.emoji : undefined;
  const me = useMe();
  const state = stateText(person, reading);
  const refused = person.sync?.refused ?? 0;
  return (
    <div className={styles.head}>
      <div className={styles.top}>
        <Avatar person={person} size="large" />
        <div className={styles.names}>
          <p className={styles.name}>
            <PersonLabel person={person} />
          </p>
          <p className={styles.handle}>
            <PersonHandle person={person} />
          </p>
        </div>
      </div>
      <LookAlikeWarning person={person} />
      <GoesOnAs person={person} />
      {person.summary.length > 0 && (
        <div className={styles.summary}>
          <RichText content={person.summary} emoji={emoji} />
        </div>
      )}
      <PersonActions person={person}>
        {remote === undefined && <AddressDialogButton person={person} link={person.me ? me.link : person.link} />}
      </PersonActions>
      <HiddenPerson person={person} />
      {person.me && <OwnLinks />}
      {remote !== undefined && <RemoteButtons person={person} remote={remote} />}
      {remote !== undefined && <RemotePart person={person} remote={remote} />}
      {state !== undefined && (
        <p className={`${styles.state} ${state.trouble ? styles.trouble : ''}`} role="status">
          {state.text}
        </p>
      )}
      {refused > 0 && <p className={`${styles.state} ${styles.trouble}`}>{t('profile.refused', { count: refused })}</p>}
    </div>
  );
}

/** What only oneself sees, one tap away from the bar. */
function OwnLinks(): ReactNode {
  return (
    <ul className={styles.own}>
      <OwnLink href={paths.catchUp} icon="clock" name={t('caught.title')} />
      <OwnLink href={paths.bookmarks} icon="bookmark" name={t('bookmarks.title')} />
      <OwnLink href={paths.lists} icon="people" name={t('lists.title')} />
    </ul>
  );
}

function OwnLink(props: { readonly href: string; readonly icon: IconName; readonly name: string }): ReactNode {
  return (
    <li>
      <Link href={props.href}>
        <Icon name={props.icon} />
        {props.name}
      </Link>
    </li>
  );
}

function stateText(person: PersonView, reading: Reading): { text: string; trouble: boolean } | undefined {
  const { sync } = person;
  if (person.me || person.hasEnded === true) return undefined;
  if (reading === 'reading' || sync?.state === 'reading') return { text: t('profile.reading'), trouble: false };
  if (sync?.state === 'invalid') return { text: t('profile.invalid'), trouble: true };
  if (person.remote !== undefined) {
    return reading === 'unreachable' && ['new', 'current'].includes(person.remote.state)
      ? { text: t('remote.unreachable', { host: person.remote.host }), trouble: true }
      : undefined;
  }
  if (reading === 'unreachable' || sync?.state === 'unreachable') {
    return { text: t('profile.unreachable'), trouble: false };
  }
  if (sync?.state !== 'current') return undefined;
  return {
    text: t('profile.read', { count: sync.totalItems, when: ago(sync.lastReadMs, Date.now(), displayLocale()) }),
    trouble: false,
  };
}
