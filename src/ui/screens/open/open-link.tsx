import type { ReactNode } from 'react';
import { addressPath, paths } from '../../app/paths.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import { AskAccount } from '../accounts/ask-account.tsx';
import { readOpenedLink } from './opened-link.ts';

/** Asks before a link that came from outside is followed: looking it up tells a server that somebody here is interested. */
export function OpenLink(props: { readonly link: string }): ReactNode {
  return (
    <AskAccount title={t('open.title')}>
      <AskToLook link={props.link} />
    </AskAccount>
  );
}

function AskToLook(props: { readonly link: string }): ReactNode {
  const address = readOpenedLink(props.link);
  if (address === undefined) {
    return (
      <Screen title={t('open.title')} back>
        <EmptyState icon="warning" title={t('open.unknown')} text={t('open.unknown-text')} />
      </Screen>
    );
  }
  return (
    <Screen title={t('open.title')} back>
      <Section title={t('open.ask')} lead={t('open.text')}>
        <p>
          <code>{address}</code>
        </p>
        <ButtonRow>
          <ButtonLink kind="main" href={addressPath(address)}>
            {t('open.look')}
          </ButtonLink>
          <ButtonLink href={paths.home}>{t('open.leave')}</ButtonLink>
        </ButtonRow>
      </Section>
    </Screen>
  );
}
