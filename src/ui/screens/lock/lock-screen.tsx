import { type ReactNode, useEffect, useState } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { PollenMark } from '../../components/pollen-mark.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useAppBadge } from '../../hooks/use-app-badge.ts';
import { loadMessages, t } from '../../text/translate.ts';
import { OtherAccounts } from '../accounts/other-accounts.tsx';
import { lockErrorText } from './lock-words.ts';
import { PassphraseForm } from './passphrase-form.tsx';
import styles from './lock.module.css';

/** In place of every screen while the account is locked: nothing of it stands here, not even whose it is. */
export function LockScreen(): ReactNode {
  const { app, forget, loadFrame } = useInterface();
  const [refusal, setRefusal] = useState<string>();
  const view = useAnswer('the lock', async () => (await app.lock()).read(), ['lock']);
  const lock = view.status === 'ready' ? view.value : undefined;
  useAppBadge(0);

  useEffect(() => {
    document.title = t('shell.title', { title: t('lock.locked') });
    forget();
    // What comes after it is here before somebody has typed the passphrase.
    void Promise.all([loadFrame(), loadMessages('shell')]).catch(() => undefined);
  }, [forget, loadFrame]);

  async function usePasskey(): Promise<void> {
    setRefusal(undefined);
    try {
      const outcome = await (await app.lock()).unlockWithPasskey();
      if (!outcome.ok) setRefusal(lockErrorText(outcome.error));
    } catch {
      setRefusal(t('lock.unexpected'));
    }
  }

  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <div className={styles.brand}>
          <PollenMark size={72} />
          <h1>{t('lock.locked')}</h1>
          <p className={styles.lead}>{t('lock.locked-text')}</p>
        </div>
        <PassphraseForm
          action={t('lock.unlock')}
          busyText={t('lock.unlocking')}
          waitUntilMs={lock?.waitUntilMs}
          main
          first
          onPassphrase={async (passphrase) => (await app.lock()).unlock(passphrase)}
        />
        {lock !== undefined && lock.canUsePasskeys && lock.passkeys.length > 0 && (
          <div className={styles.other}>
            <Button icon="signed" onClick={() => void usePasskey()}>
              {t('lock.use-passkey')}
            </Button>
            {refusal !== undefined && (
              <p className={styles.error} role="alert">
                {refusal}
              </p>
            )}
          </div>
        )}
        <OtherAccounts />
        <p className={styles.help}>{t('lock.forgotten')}</p>
      </div>
    </main>
  );
}
