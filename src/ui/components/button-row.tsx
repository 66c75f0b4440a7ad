import type { ReactNode } from 'react';
import styles from './button-row.module.css';

/** Buttons beside each other, under each other where there is no room. */
export const ButtonRow = (props: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.row}>{props.children}</div>
);
