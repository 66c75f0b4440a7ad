import { type FormEvent, type ReactNode, useState } from 'react';
import { useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { useCountdown } from '../../hooks/use-countdown.ts';
import { t } from '../../text/translate.ts';
import { PairingStep } from './pairing-step.tsx';
import styles from './devices.module.css';

/** Asked for on the device that has the account, so that nobody takes it along who merely found the screen open. */
export function GivePassphrase(props: {
  readonly wrong: boolean;
  readonly waitUntilMs: number | undefined;
  readonly onGive: (passphrase: string) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const me = useMe();
  const [passphrase, setPassphrase] = useState('');
  const seconds = useCountdown(props.waitUntilMs);
  const wrong = seconds > 0 ? t('pairing.wait', { seconds }) : t('pairing.wrong');

  function give(event: FormEvent): void {
    event.preventDefault();
    props.onGive(passphrase);
  }

  return (
    <PairingStep title={t('pairing.passphrase-title')} text={t('pairing.passphrase-text')}>
      <form className={styles.pairing} onSubmit={give}>
        {/* Tells password managers which account the passphrase belongs to. */}
        <input
          className="visually-hidden"
          type="text"
          autoComplete="username"
          value={me.address}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <TextField
          label={t('backup.passphrase')}
          type="password"
          autoComplete="current-password"
          error={props.wrong ? wrong : undefined}
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        <div className={styles.buttons}>
          <Button kind="main" type="submit" busy={passphrase === '' || seconds > 0}>
            {t('pairing.give')}
          </Button>
          <Button kind="quiet" onClick={props.onCancel}>
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    </PairingStep>
  );
}
