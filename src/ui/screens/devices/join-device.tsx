import { type FormEvent, type ReactNode, Suspense, useEffect, useEffectEvent, useState } from 'react';
import type { JoinDesk } from '../../../services/devices/devices-api.ts';
import { useApp } from '../../app/interface.tsx';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { useDesk } from '../../hooks/use-desk.ts';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import { CompareDigits } from './compare-digits.tsx';
import { Moving } from './moving.tsx';
import { pairingFailureText } from './pairing-words.ts';
import { PairingStep } from './pairing-step.tsx';
import styles from './devices.module.css';

const Scanner = lazyScreen(async () => (await import('../follow/scanner.tsx')).Scanner);

/** Brings the account of another device to this one, which has none. `code` came with the link that opened the app. */
export function JoinDevice(props: { readonly code: string | undefined }): ReactNode {
  const app = useApp();
  const desk = useDesk('joining', () => app.joining());
  if (desk.status === 'ready') return <Join desk={desk.value} code={props.code} />;
  if (desk.status === 'loading') return <p role="status">{t('state.loading')}</p>;
  return (
    <div className={styles.pairing}>
      <p role="alert">{t('pairing.lost')}</p>
      <Button onClick={desk.again}>{t('pairing.again')}</Button>
    </div>
  );
}

function Join(props: { readonly desk: JoinDesk; readonly code: string | undefined }): ReactNode {
  const { desk, code } = props;
  const state = useLive(desk.state);
  const begin = useEffectEvent(() => {
    if (code !== undefined) void desk.join(code);
  });
  const leave = useEffectEvent(() => void desk.cancel());
  useEffect(() => {
    begin();
    return () => leave();
  }, []);

  switch (state.phase) {
    case 'idle':
      return <EnterCode onCode={(text) => void desk.join(text)} />;
    case 'connecting':
      return <PairingStep title={t('join.connecting')} text={t('pairing.stay')} />;
    case 'compare':
      return <CompareDigits {...state} onSame={() => void desk.same()} onDiffer={() => void desk.differ()} />;
    case 'waiting':
      return <PairingStep title={t('join.waiting-title')} text={t('join.waiting-text')} />;
    case 'receiving':
      return <Moving title={t('join.receiving')} {...state} />;
    case 'storing':
    case 'done':
      return <PairingStep title={t('join.storing')} text={t('pairing.stay')} />;
    case 'failed':
      return (
        <PairingStep title={t('pairing.failed-title')} text={pairingFailureText(state.reason)}>
          <EnterCode onCode={(text) => void desk.join(text)} />
        </PairingStep>
      );
  }
}

function EnterCode(props: { readonly onCode: (text: string) => void }): ReactNode {
  const [text, setText] = useState('');
  const [scanning, setScanning] = useState(false);

  function enter(event: FormEvent): void {
    event.preventDefault();
    if (text.trim() !== '') props.onCode(text);
  }

  return (
    <div className={styles.pairing}>
      <p className={styles.text}>{t('join.text')}</p>
      {'mediaDevices' in navigator && (
        <Button icon="scan" onClick={() => setScanning(true)}>
          {t('join.scan')}
        </Button>
      )}
      <form className={styles.form} onSubmit={enter}>
        <TextField
          label={t('join.code')}
          value={text}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" busy={text.trim() === ''}>
          {t('join.connect')}
        </Button>
      </form>
      {scanning && (
        <Suspense>
          <Scanner
            onClose={() => setScanning(false)}
            onFound={(found) => {
              setScanning(false);
              props.onCode(found);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
