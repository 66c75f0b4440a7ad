import type { ReactNode } from 'react';
import { paths } from '../../app/paths.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';

/** The way to the check of one's own account. */
export function CheckSettings(): ReactNode {
  return (
    <Section title={t('check.title')} lead={t('check.settings-text')}>
      <ButtonRow>
        <ButtonLink href={`${paths.settings}/check`} icon="check">
          {t('check.open')}
        </ButtonLink>
      </ButtonRow>
    </Section>
  );
}
