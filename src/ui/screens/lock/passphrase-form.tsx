import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { PasskeyError } from '../../../services/lock/lock-api.ts';
import type { Result } from '../../../protocol/result.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { useCountdown } from '../../hooks/use-countdown.ts';
import { t } from '../../text/translate.ts';
import { lockErrorText } from './lock-words.ts';
import styles from './lock.module.css';

/** Asks for the passphrase of the backup; after a wrong one says how long to wait, and waits. */
export function PassphraseForm(props: {
  readonly action: string;
  readonly busyText: string;
  /** No passphrase is tried before this moment. */
  readonly waitUntilMs: number | undefined;
  readonly main?: boolean;
  /** One begins here. */
  readonly first?: boolean;
  readonly children?: ReactNode;
  readonly onPassphrase: (passphrase: string) => Promise<Result<void, PasskeyError>>;
}): ReactNode {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [waitMs, setWaitMs] = useState<number>();
  const seconds = useCountdown(Math.max(waitMs ?? 0, props.waitUntilMs ?? 0));
  const waiting = seconds > 0;
  const form = useRef<HTMLFormElement>(null);
  const { first = false } = props;

  useEffect(() => {
    if (first) form.current?.querySelector<HTMLElement>('input[type=password]')?.focus();
  }, [first]);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const outcome = await props.onPassphrase(passphrase);
      if (outcome.ok) setPassphrase('');
      else {
        setError(lockErrorText(outcome.error));
        if ('waitUntilMs' in outcome.error) setWaitMs(outcome.error.waitUntilMs);
      }
    } catch {
      setError(t('lock.unexpected'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={styles.form} ref={form} onSubmit={(event) => void submit(event)}>
      {/* Tells password managers which passphrase is meant: that of the backup. */}
      <input
        className="visually-hidden"
        type="text"
        autoComplete="username"
        value="Pollen"
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <TextField
        label={t('lock.passphrase')}
        type="password"
        autoComplete="current-password"
        error={error}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      {props.children}
      <Button kind={props.main === true ? 'main' : 'plain'} type="submit" busy={busy || waiting || passphrase === ''}>
        {busy ? props.busyText : props.action}
      </Button>
      {waiting && <p className={`${styles.wait} numbers`}>{t('lock.wait', { seconds })}</p>}
    </form>
  );
}
