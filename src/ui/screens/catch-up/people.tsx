import { type ReactNode, useState } from 'react';
import type { CaughtPerson } from '../../../services/catch-up/catch-up-view.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { plainName } from '../../text/plain-name.ts';
import { t } from '../../text/translate.ts';
import styles from './catch-up.module.css';

const few = 24;

/** Who wrote or shared, whoever did most first; one of them can be looked at alone. */
export function People(props: {
  readonly people: readonly CaughtPerson[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}): ReactNode {
  const { people, chosen, onChoose } = props;
  const [all, setAll] = useState(false);
  const shown = all ? people : people.slice(0, few);
  return (
    <section className={styles.people} aria-label={t('caught.people')}>
      <ul>
        {shown.map(({ person, posts, boosts }) => (
          <li key={person.id}>
            <button
              type="button"
              aria-pressed={chosen === person.id}
              aria-label={t('caught.person', { name: plainName(person), posts, boosts })}
              onClick={() => onChoose(chosen === person.id ? undefined : person.id)}
            >
              <Avatar person={person} />
              <span className={styles.count} aria-hidden="true">
                {posts + boosts}
              </span>
              <span className={styles.name} dir="auto" aria-hidden="true">
                {plainName(person)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length < people.length && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {t('caught.more-people', { count: people.length - shown.length })}
        </Button>
      )}
    </section>
  );
}
