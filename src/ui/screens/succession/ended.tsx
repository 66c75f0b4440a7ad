import { type ReactNode, useState } from 'react';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import { RemoveAccount } from '../accounts/remove-account.tsx';
import { DownloadWebsite } from '../website/download-website.tsx';
import styles from './succession.module.css';

/** What is left to do with an account that was ended: let others hear of it, keep a copy, take it off this device. */
export function Ended(): ReactNode {
  const app = useApp();
  const [removing, setRemoving] = useState(false);
  const here = useAnswer('ended account', async () => (await (await app.accounts()).list()).find(({ isOpen }) => isOpen), [
    'outbox',
    'lock',
  ]);
  const account = here.status === 'ready' ? here.value : undefined;
  const isWaiting = (account?.waiting ?? 0) > 0;
  return (
    <>
      <Section title={t('leave.ended')} lead={t('leave.closed')}>
        <p className={styles.text} role="status">
          {account !== undefined && (isWaiting ? t('leave.still-telling') : t('leave.all-told'))}
        </p>
      </Section>
      <Section title={t('leave.copy')} lead={t('leave.copy-text')}>
        <DownloadWebsite label={t('leave.download')} />
      </Section>
      <Section title={t('accounts.remove')} lead={t('leave.remove-text')}>
        <ButtonRow>
          <Button kind="danger" busy={account === undefined} onClick={() => setRemoving(true)}>
            {t('leave.remove')}
          </Button>
        </ButtonRow>
      </Section>
      {removing && account !== undefined && (
        <RemoveAccount account={account} onClose={() => setRemoving(false)} onRemoved={() => setRemoving(false)} />
      )}
    </>
  );
}
