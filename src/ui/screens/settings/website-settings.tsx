import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { RowLink, RowLinks } from '../../components/row-link.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { hostOf } from '../../text/host-of.ts';
import { t } from '../../text/translate.ts';

/** Whether the account has a website, and the way to it. */
export function WebsiteSettings(): ReactNode {
  const app = useApp();
  const state = useAnswer('website', async () => (await app.website()).state(), ['profile']);
  const origin = state.status === 'ready' ? state.value.origin : undefined;
  const lead = origin === undefined ? t('settings.website-none') : t('settings.website-at', { host: hostOf(origin) });
  return (
    <Section title={t('settings.website')} lead={lead}>
      <RowLinks>
        <RowLink href={`${paths.settings}/website`} icon="globe" title={t('settings.website-open')} />
        <RowLink href={`${paths.settings}/address`} icon="signed" title={t('address.title')} />
      </RowLinks>
    </Section>
  );
}
