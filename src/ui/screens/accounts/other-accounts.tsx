import { type ReactNode, useState } from 'react';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import { AccountList } from './account-list.tsx';

/** From the lock screen of one account to another one, where there is one. Whose is locked here is said only when that was asked for. */
export function OtherAccounts(): ReactNode {
  const app = useApp();
  const [isOpen, setOpen] = useState(false);
  const count = useAnswer('how many accounts', async () => (await app.accounts()).count(), []);
  if (count.status !== 'ready' || count.value < 2) return null;
  return (
    <div>
      <Button icon="people" onClick={() => setOpen(true)}>
        {t('lock.other-account')}
      </Button>
      {isOpen && (
        <Dialog title={t('accounts.here')} onClose={() => setOpen(false)}>
          <Others />
        </Dialog>
      )}
    </div>
  );
}

function Others(): ReactNode {
  const app = useApp();
  const accounts = useAnswer('other accounts', async () => (await app.accounts()).list(), []);
  if (accounts.status !== 'ready') return <p>{accounts.status === 'failed' ? t('accounts.failed') : t('state.loading')}</p>;
  return <AccountList accounts={accounts.value.filter(({ isOpen }) => !isOpen)} stays />;
}
