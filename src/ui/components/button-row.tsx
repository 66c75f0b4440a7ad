import type { ReactNode } from 'react';
import styles from './button-row.module.css';

/** Buttons beside each other, under each other where there is no room. `end`: where a dialog ends, what it is for comes last. */
export const ButtonRow = (props: { readonly end?: boolean; readonly children: ReactNode }): ReactNode => (
  <div className={`${styles.row} ${props.end === true ? styles.end : ''}`}>{props.children}</div>
);
