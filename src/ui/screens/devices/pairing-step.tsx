import type { ReactNode } from 'react';
import styles from './devices.module.css';

const takeFocus = (title: HTMLElement | null): void => title?.focus();

/** One step of a pairing. The focus goes to its title, so that screen readers say where one is. */
export function PairingStep(props: { readonly title: string; readonly text?: string; readonly children?: ReactNode }): ReactNode {
  return (
    <div className={styles.pairing}>
      {/* Another element for each title: one that has the focus already would not be read out. */}
      <h3 key={props.title} ref={takeFocus} tabIndex={-1}>
        {props.title}
      </h3>
      {props.text !== undefined && <p className={styles.text}>{props.text}</p>}
      {props.children}
    </div>
  );
}
