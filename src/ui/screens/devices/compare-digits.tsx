import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import { PairingStep } from './pairing-step.tsx';
import styles from './devices.module.css';

/** The six digits that both devices show, and the two answers. */
export function CompareDigits(props: {
  readonly shortCode: string;
  /** Who has answered. */
  readonly here: boolean;
  readonly there: boolean;
  readonly direct: boolean;
  readonly onSame: () => void;
  readonly onDiffer: () => void;
}): ReactNode {
  const { shortCode, here, there } = props;
  return (
    <PairingStep title={t('pairing.compare-title')} text={t('pairing.compare-text')}>
      <p className={styles.digits} role="img" aria-label={[...shortCode].join(' ')} data-short-code={shortCode}>
        <span>{shortCode.slice(0, 3)}</span>
        <span>{shortCode.slice(3)}</span>
      </p>
      {here ? (
        <p role="status">{t('pairing.say-there')}</p>
      ) : (
        <>
          <div className={styles.buttons}>
            <Button kind="main" icon="check" onClick={props.onSame}>
              {t('pairing.same')}
            </Button>
            <Button onClick={props.onDiffer}>{t('pairing.differ')}</Button>
          </div>
          <p role="status">{there ? t('pairing.said-there') : ''}</p>
        </>
      )}
      <p className={styles.quiet}>{props.direct ? t('pairing.direct') : t('pairing.relayed')}</p>
    </PairingStep>
  );
}
