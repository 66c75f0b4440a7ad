import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { personPath } from '../app/paths.ts';
import type { PersonView } from '../../services/app-api.ts';
import { Avatar } from './avatar.tsx';
import { PersonHandle } from './person-handle.tsx';
import { PersonLabel } from './person-label.tsx';
import styles from './person-row.module.css';

/** Somebody in a list: picture, name, one line, and what can be done. */
export function PersonRow(props: {
  readonly person: PersonView;
  readonly detail?: string;
  readonly children?: ReactNode;
}): ReactNode {
  const { person, detail, children } = props;
  return (
    <div className={styles.row}>
      <Link href={personPath(person.id)} className={styles.person}>
        <Avatar person={person} />
        <span className={styles.words}>
          <PersonLabel person={person} className={styles.name} />
          <span className={styles.detail}>{detail ?? <PersonHandle person={person} />}</span>
        </span>
      </Link>
      {children}
    </div>
  );
}
