import { type ReactNode, useEffect, useRef } from 'react';
import styles from './devices.module.css';

/** One step of a pairing. The focus goes to its title, so that screen readers say where one is, unless `quiet`. */
export function PairingStep(props: { readonly title: string; readonly text?: string; readonly children?: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles.pairing}>
      <h3 ref={heading} tabIndex={-1}>
        {props.title}
      </h3>
      {props.text !== undefined && <p className={styles.text}>{props.text}</p>}
      {props.children}
    </div>
  );
}
