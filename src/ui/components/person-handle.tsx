import type { ReactNode } from 'react';
import type { PersonView } from '../../services/app-api.ts';
import { t } from '../text/translate.ts';
import { Icon } from './icon.tsx';
import styles from './person-handle.module.css';

/** `@name`; with a mark the readable address on a domain that confirms it. */
export function PersonHandle(props: { readonly person: Pick<PersonView, 'username' | 'handle'> }): ReactNode {
  const { username, handle } = props.person;
  if (handle === undefined) return <span className={styles.handle}>@{username}</span>;
  const words = t('address.confirmed', { host: handle.slice(handle.lastIndexOf('@') + 1) });
  return (
    <span className={styles.handle} title={words}>
      @{handle} <Icon name="check" size={15} />
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
