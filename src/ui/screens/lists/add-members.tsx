import { type ReactNode, useDeferredValue, useState } from 'react';
import type { MemberId } from '../../../protocol/ports/collections.ts';
import type { PersonView } from '../../../services/app-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { TextField } from '../../components/field.tsx';
import { MemberRow } from '../../components/member-row.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { plainName } from '../../text/plain-name.ts';
import { t } from '../../text/translate.ts';
import styles from './lists.module.css';

/** Of thousands, the rest is found by name. */
const mostShown = 30;

/** Whom one follows and who is not in the list: each can be put in. */
export function AddMembers(props: {
  readonly members: ReadonlySet<MemberId>;
  readonly onAdd: (member: MemberId) => void;
}): ReactNode {
  const { members, onAdd } = props;
  const { app } = useInterface();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLocaleLowerCase());
  const followed = useAnswer('followed for lists', () => app.following(), ['follows', 'people']);
  if (followed.status !== 'ready' || followed.value.length === 0) return null;
  const others = followed.value.filter(({ id }) => !members.has(id));
  const found = others.filter((person) => isMeant(person, wanted)).slice(0, mostShown);
  return (
    <section className={styles.adding}>
      <TextField label={t('lists.add-who')} type="search" value={text} onChange={(event) => setText(event.target.value)} />
      <p className={found.length === 0 ? styles.count : 'visually-hidden'} role="status">
        {wanted !== '' && t('follow.found', { count: found.length })}
      </p>
      <ul className={styles.people}>
        {found.map((person) => (
          <MemberRow
            key={person.id}
            member={{ member: person.id, label: plainName(person), person }}
            action={t('lists.add')}
            actionLabel={t('lists.add-label', { name: plainName(person) })}
            onAction={() => onAdd(person.id)}
          />
        ))}
      </ul>
    </section>
  );
}

const isMeant = ({ name, username }: PersonView, wanted: string): boolean =>
  `${name}\n@${username}`.toLocaleLowerCase().includes(wanted);
