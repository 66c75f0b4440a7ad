import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useApp, useInterface, useMe } from '../../app/interface.tsx';
import { paths, personPath } from '../../app/paths.ts';
import { Avatar } from '../../components/avatar.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ConnectionChip } from '../../components/connection-chip.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { PersonLabel } from '../../components/person-label.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import { connectionWords } from '../connection/connection-words.ts';
import styles from './aside.module.css';

const mostPeople = 8;

/** Beside the timeline on wide screens: how one is connected, whom one follows, whether there is a backup. */
export function Aside(): ReactNode {
  return (
    <div className={styles.aside}>
      <ConnectionPart />
      <PeoplePart />
      <ul className={styles.ways}>
        <Way href={paths.catchUp} icon="clock" label={t('caught.title')} />
        <Way href={paths.bookmarks} icon="bookmark" label={t('bookmarks.title')} />
        <Way href={paths.lists} icon="people" label={t('lists.title')} />
        <BackupPart />
      </ul>
    </div>
  );
}

function ConnectionPart(): ReactNode {
  const { app } = useInterface();
  const { state } = useLive(app.connection);
  const { gateways } = useLive(app.settings);
  const words = connectionWords(state, gateways.length > 0);
  return (
    <section className={styles.part} aria-label={t('connection.title')}>
      <div className={styles.chip}>
        <ConnectionChip />
      </div>
      <p className={styles.text}>{words.text}</p>
    </section>
  );
}

function PeoplePart(): ReactNode {
  const app = useApp();
  const following = useAnswer('following', () => app.someFollowed(mostPeople), ['follows', 'people']);
  // Before it is known, and when it cannot be read, nothing is said of it.
  const isKnown = following.status === 'ready';
  const { people, total } = isKnown ? following.value : { people: [], total: 0 };
  return (
    <section className={styles.part} aria-labelledby={isKnown ? 'aside-following' : undefined}>
      {isKnown && <h2 id="aside-following">{t('aside.following', { count: total })}</h2>}
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.id}>
            <Link href={personPath(person.id)}>
              <Avatar person={person} size="small" />
              <PersonLabel person={person} />
            </Link>
          </li>
        ))}
      </ul>
      {isKnown && people.length === 0 && <p className={styles.text}>{t('aside.nobody')}</p>}
      <ButtonLink href={paths.follow} icon="follow">
        {t('home.empty-follow')}
      </ButtonLink>
    </section>
  );
}

function BackupPart(): ReactNode {
  const me = useMe();
  const saved = me.backup.hasWayBack;
  return (
    <Way href={paths.backup} icon="seedling" label={saved ? t('aside.backup-safe') : t('aside.backup-none')} grown={saved} />
  );
}

function Way(props: {
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  readonly grown?: boolean;
}): ReactNode {
  return (
    <li>
      <Link href={props.href} className={props.grown === true ? styles.grown : undefined}>
        <span className={styles.icon}>
          <Icon name={props.icon} />
        </span>
        {props.label}
      </Link>
    </li>
  );
}
