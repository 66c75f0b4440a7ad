import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';
import styles from './row-link.module.css';

/** Ways to other screens, a line each. */
export function RowLinks(props: { readonly children: ReactNode }): ReactNode {
  return <ul className={styles.rows}>{props.children}</ul>;
}

/** One line: what is there, and in a quieter voice how it stands. */
export function RowLink(props: {
  readonly href: string;
  readonly icon: IconName;
  readonly title: string;
  readonly text?: string | undefined;
}): ReactNode {
  return (
    <li>
      <Link href={props.href} className={styles.row}>
        <span className={styles.icon}>
          <Icon name={props.icon} />
        </span>
        <span className={styles.words}>
          <span>{props.title}</span>
          {props.text !== undefined && <span className={styles.text}>{props.text}</span>}
        </span>
        <span className={styles.onwards}>
          <Icon name="back" size={18} />
        </span>
      </Link>
    </li>
  );
}
