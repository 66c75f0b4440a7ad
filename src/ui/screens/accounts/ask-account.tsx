import { type ReactNode, useState } from 'react';
import { useApp, useMe } from '../../app/interface.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { PostSkeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import { AccountList } from './account-list.tsx';
import { takeChosen } from './chosen-account.ts';

/** What came from outside is for one of several accounts: asks for which, before anything is done with it. One account is not asked. */
export function AskAccount(props: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const app = useApp();
  const me = useMe();
  const [chosen, setChosen] = useState(() => takeChosen(me.did));
  const accounts = useAnswer(
    'accounts to choose from',
    async () => {
      const desk = await app.accounts();
      return (await desk.count()) > 1 ? desk.list() : [];
    },
    [],
  );
  if (chosen || accounts.status === 'failed' || (accounts.status === 'ready' && accounts.value.length < 2)) return props.children;
  return (
    <Screen title={props.title}>
      {accounts.status === 'loading' && <PostSkeleton count={2} />}
      {accounts.status === 'ready' && (
        <Section title={t('accounts.which')}>
          <AccountList accounts={accounts.value} stays onSame={() => setChosen(true)} />
        </Section>
      )}
    </Screen>
  );
}
