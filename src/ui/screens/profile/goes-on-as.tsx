import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { PersonView } from '../../../services/app-api.ts';
import { useApp, useMe } from '../../app/interface.tsx';
import { personPath } from '../../app/paths.ts';
import { useAnswer } from '../../hooks/use-answer.ts';
import { plainName } from '../../text/plain-name.ts';
import { t } from '../../text/translate.ts';
import styles from './profile.module.css';

/** Another account goes on for this one: its successor, or where it says that it has moved, when that one says so, too; or nobody. */
export function GoesOnAs(props: { readonly person: PersonView }): ReactNode {
  const { goesOnAs, hasEnded } = props.person;
  if (hasEnded === true) {
    return (
      <p className={styles.state} role="note">
        {t('profile.ended', { name: plainName(props.person) })}
      </p>
    );
  }
  return goesOnAs === undefined ? null : <Notice person={props.person} goesOnAs={goesOnAs} />;
}

function Notice(props: { readonly person: PersonView; readonly goesOnAs: NonNullable<PersonView['goesOnAs']> }): ReactNode {
  const { person, goesOnAs } = props;
  const app = useApp();
  const me = useMe();
  const next = useAnswer(`goes on ${goesOnAs.id}`, () => app.person(goesOnAs.id), ['people', 'follows']);
  const name = next.status === 'ready' ? plainName(next.value) : '';
  const isMine = goesOnAs.id === me.did;
  const words = { successor: 'profile.key-replaced', moved: 'profile.moved', 'says-moved': 'profile.says-moved' } as const;
  return (
    <p className={styles.state} role="note">
      {isMine ? t('profile.key-replaced-mine') : t(words[goesOnAs.type], { name: plainName(person) })}{' '}
      <Link href={personPath(goesOnAs.id)}>{isMine ? t('profile.go-on-mine') : t('profile.go-on', { name })}</Link>
    </p>
  );
}
