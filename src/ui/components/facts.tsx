import type { ReactNode } from 'react';
import styles from './facts.module.css';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  /** Written by machines for machines. */
  readonly code?: boolean;
}

/** Names and values, for those who want to know exactly. */
export function Facts(props: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className={styles.facts}>
      {props.facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd className={fact.code === true ? styles.code : undefined}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
