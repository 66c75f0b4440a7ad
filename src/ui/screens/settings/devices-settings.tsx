import type { ReactNode } from 'react';
import { paths } from '../../app/paths.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';

/** The way to the devices of the account. */
export function DevicesSettings(): ReactNode {
  return (
    <Section title={t('devices.title')} lead={t('devices.settings-text')}>
      <ButtonRow>
        <ButtonLink href={paths.devices} icon="device">
          {t('devices.open')}
        </ButtonLink>
      </ButtonRow>
    </Section>
  );
}
