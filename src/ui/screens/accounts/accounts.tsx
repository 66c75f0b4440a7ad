import { type ReactNode, useState } from 'react';
import type { AccountHere } from '../../../services/accounts/accounts-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { byteSize } from '../../text/byte-size.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { AccountList } from './account-list.tsx';
import { accountName } from './account-words.ts';
import { AddAccount } from './add-account.tsx';
import { RemoveAccount } from './remove-account.tsx';
import styles from './accounts.module.css';

/** All accounts of this device: open one, add one, take one off; and what others can tell about them. */
export function Accounts(): ReactNode {
  const { app, notices } = useInterface();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<AccountHere>();
  const accounts = useAnswer('accounts', async () => (await app.accounts()).list(), ['notifications', 'outbox', 'profile']);

  return (
    <Screen title={t('accounts.title')} back>
      {accounts.status === 'loading' && <PostSkeleton />}
      {accounts.status === 'failed' && (
        <ErrorState title={t('feed.failed-title')} text={t('feed.failed-text')} onRetry={accounts.again} />
      )}
      {accounts.status === 'ready' && (
        <>
          <Section title={t('accounts.here')} lead={t('accounts.here-text')}>
            <AccountList accounts={accounts.value} />
            <div>
              <Button icon="follow" onClick={() => setAdding(true)}>
                {t('accounts.add')}
              </Button>
            </div>
          </Section>
          <Section title={t('accounts.seen')}>
            <p>{t('accounts.apart')}</p>
            <p>{t('accounts.apart-more')}</p>
          </Section>
          <Section title={t('accounts.remove')} lead={t('accounts.remove-lead')}>
            <ul className={styles.list}>
              {accounts.value.map((account) => (
                <li key={account.did} className={styles.removable}>
                  <span className={styles.words}>
                    <bdi className={styles.name}>{accountName(account)}</bdi>
                    <span className={styles.detail}>
                      <AccountSize account={account} />
                    </span>
                  </span>
                  <Button
                    aria-label={t('accounts.remove-one', { name: accountName(account) })}
                    onClick={() => setRemoving(account)}
                  >
                    {t('accounts.remove-short')}
                  </Button>
                </li>
              ))}
            </ul>
          </Section>
        </>
      )}
      {adding && <AddAccount onClose={() => setAdding(false)} />}
      {removing !== undefined && (
        <RemoveAccount
          account={removing}
          onClose={() => setRemoving(undefined)}
          onRemoved={() => {
            notices.show(() => t('accounts.removed', { name: accountName(removing) }));
            setRemoving(undefined);
            accounts.again();
          }}
        />
      )}
    </Screen>
  );
}

/** Estimated, and counted only when this screen is open. */
function AccountSize(props: { readonly account: AccountHere }): ReactNode {
  const { app } = useInterface();
  const { did } = props.account;
  const size = useAnswer(`size of ${did}`, async () => (await app.accounts()).size(did), []);
  if (size.status === 'loading') return t('storage.counting');
  return size.status === 'ready' && t('accounts.size', { size: byteSize(size.value, displayLocale()) });
}
