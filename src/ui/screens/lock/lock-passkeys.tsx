import { type ReactNode, useState } from 'react';
import type { LockDesk, LockView } from '../../../services/lock/lock-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/section.tsx';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { fullTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { PassphraseForm } from './passphrase-form.tsx';
import styles from './lock.module.css';

/** Passkeys as a shorter way in: added with the passphrase, which always works as well. */
export function LockPasskeys(props: { readonly desk: LockDesk; readonly view: LockView; readonly again: () => void }): ReactNode {
  const { desk, view, again } = props;
  const { notices } = useInterface();
  const area = useKeepFocus();
  const [adding, setAdding] = useState(false);
  return (
    <Section title={t('lock.passkeys')} lead={t('lock.passkeys-text')}>
      {view.passkeys.length > 0 && (
        <ul className={styles.list} ref={area}>
          {view.passkeys.map(({ id, addedAtMs }) => {
            const when = fullTime(addedAtMs, displayLocale());
            return (
              <li key={id}>
                <span>{t('lock.passkey-added', { when })}</span>
                <Button
                  kind="quiet"
                  aria-label={t('lock.passkey-remove-this', { when })}
                  onClick={() => void desk.removePasskey(id).then(again)}
                >
                  {t('lock.passkey-remove')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      {adding ? (
        <PassphraseForm
          action={t('lock.passkey-add')}
          busyText={t('lock.passkey-adding')}
          waitUntilMs={view.waitUntilMs}
          first
          onPassphrase={async (passphrase) => {
            const outcome = await desk.addPasskey(passphrase);
            if (outcome.ok) {
              setAdding(false);
              notices.show(() => t('lock.passkey-done'));
            }
            again();
            return outcome;
          }}
        />
      ) : (
        <div>
          <Button onClick={() => setAdding(true)}>{t('lock.passkey-add')}</Button>
        </div>
      )}
    </Section>
  );
}
