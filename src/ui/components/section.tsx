import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

/** A titled part of a screen. */
export function Section(props: { readonly title: string; readonly lead?: string; readonly children?: ReactNode }): ReactNode {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      {props.lead !== undefined && <p className={styles.lead}>{props.lead}</p>}
      {props.children}
    </section>
  );
}
