import { type ReactNode, useState } from 'react';
import type { OfferState } from '../../../services/devices/devices-api.ts';
import { Button } from '../../components/button.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useCopy } from '../../hooks/use-copy.ts';
import { useCountdown } from '../../hooks/use-countdown.ts';
import { t } from '../../text/translate.ts';
import { PairingStep } from './pairing-step.tsx';
import styles from './devices.module.css';

/** The code for the new device: to scan, to copy, to type. */
export function ShowCode(props: {
  readonly offer: Extract<OfferState, { readonly phase: 'waiting' }>;
  readonly onCancel: () => void;
}): ReactNode {
  const { link, code, expiresAtMs, onlyHere } = props.offer;
  const copy = useCopy();
  const [typed, setTyped] = useState(false);
  const minutes = Math.ceil(useCountdown(expiresAtMs) / 60);
  return (
    <PairingStep title={t('pairing.show-title')} text={t('pairing.show-text')}>
      <div className={styles.qr}>
        <QrCode text={link} label={t('pairing.qr')} />
      </div>
      {onlyHere && <p className={styles.text}>{t('pairing.only-here')}</p>}
      <div className={styles.buttons}>
        <Button icon="copy" onClick={() => void copy(link)}>
          {t('pairing.copy')}
        </Button>
        <Button aria-expanded={typed} onClick={() => setTyped(!typed)}>
          {t('pairing.type')}
        </Button>
        <Button kind="quiet" onClick={props.onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
      {typed && <p className={styles.code}>{code}</p>}
      <p className={styles.quiet}>{t('pairing.minutes', { minutes })}</p>
    </PairingStep>
  );
}
