import type { ReactNode } from 'react';
import type { PollenApp } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { byteSize } from '../../text/byte-size.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { accountName } from './account-words.ts';

export interface AccountSize {
  readonly name: string;
  readonly isOpen: boolean;
  readonly bytes: number;
}

/** What each account takes, estimated; nothing when there is only one. */
export async function sizesOfAccounts(app: Pick<PollenApp, 'accounts'>): Promise<readonly AccountSize[]> {
  const desk = await app.accounts();
  if ((await desk.count()) < 2) return [];
  const accounts = await desk.list();
  return Promise.all(
    accounts.map(async (account) => ({
      name: accountName(account),
      isOpen: account.isOpen,
      // One that cannot be read is counted with what the browser adds.
      bytes: await desk.size(account.did).catch(() => 0),
    })),
  );
}

/** How much of this device each account uses, where there are several. */
export function AccountSizes(): ReactNode {
  const app = useApp();
  const sizes = useAnswer('sizes of accounts', () => sizesOfAccounts(app), ['storage']);
  if (sizes.status !== 'ready' || sizes.value.length === 0) return null;
  const locale = displayLocale();
  return (
    <Section title={t('accounts.here')}>
      <Facts facts={sizes.value.map(({ name, bytes }) => ({ label: name, value: byteSize(bytes, locale) }))} />
      <div>
        <ButtonLink href={paths.accounts} icon="people">
          {t('accounts.manage')}
        </ButtonLink>
      </div>
    </Section>
  );
}
