import { type ReactNode, useDeferredValue, useState } from 'react';
import type { PersonView } from '../../../services/app-api.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { PersonRow } from '../../components/person-row.tsx';
import { syncText } from '../../text/sync-text.ts';
import { t } from '../../text/translate.ts';
import styles from './follow.module.css';

const pageSize = 60;

/** Whom one follows: thousands, perhaps, so a page at a time, and found by name. */
export function FollowingList(props: { readonly people: readonly PersonView[] }): ReactNode {
  const { people } = props;
  const [text, setText] = useState('');
  const [most, setMost] = useState(pageSize);
  const wanted = useDeferredValue(text.trim().toLocaleLowerCase());
  const found = wanted === '' ? people : people.filter((person) => isMeant(person, wanted));
  return (
    <>
      {people.length > pageSize && (
        <div className={styles.filter}>
          <TextField label={t('follow.filter')} type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </div>
      )}
      {found.slice(0, most).map((person) => (
        <PersonRow key={person.id} person={person} detail={syncText(person)} />
      ))}
      <p className="visually-hidden" role="status">
        {wanted !== '' && t('follow.found', { count: found.length })}
      </p>
      {wanted !== '' && found.length === 0 && <p className={styles.filter}>{t('follow.found', { count: 0 })}</p>}
      {found.length > most && (
        <div className={styles.filter}>
          <Button onClick={() => setMost(most + pageSize)}>{t('import.more-rows')}</Button>
        </div>
      )}
    </>
  );
}

const isMeant = ({ name, username }: PersonView, wanted: string): boolean =>
  `${name}\n@${username}`.toLocaleLowerCase().includes(wanted);
