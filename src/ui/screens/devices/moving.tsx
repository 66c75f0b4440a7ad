import type { ReactNode } from 'react';
import { t } from '../../text/translate.ts';
import { PairingStep } from './pairing-step.tsx';
import styles from './devices.module.css';

/** How far the account is on its way. */
export function Moving(props: { readonly title: string; readonly movedBytes: number; readonly totalBytes: number }): ReactNode {
  return (
    <PairingStep title={props.title} text={t('pairing.stay')}>
      <progress className={styles.progress} value={props.movedBytes} max={props.totalBytes} aria-label={props.title} />
    </PairingStep>
  );
}
