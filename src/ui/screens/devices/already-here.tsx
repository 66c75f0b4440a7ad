import type { ReactNode } from 'react';
import { paths } from '../../app/paths.ts';
import { ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { t } from '../../text/translate.ts';

/** A pairing link that was opened in a browser that has an account. */
export function AlreadyHere(): ReactNode {
  return (
    <Screen title={t('devices.title')} back>
      <EmptyState icon="device" title={t('pairing.already-title')} text={t('pairing.already-here')}>
        <ButtonLink href={paths.devices}>{t('devices.open')}</ButtonLink>
      </EmptyState>
    </Screen>
  );
}
