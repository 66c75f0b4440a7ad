import type { ReactNode } from 'react';
import { useApp, useMe } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';

/** The way to the app lock, and locking now while it is on. */
export function LockSection(): ReactNode {
  const app = useApp();
  const { locks } = useMe();
  return (
    <Section title={t('lock.title')} lead={locks ? t('lock.settings-on') : t('lock.settings-off')}>
      <ButtonRow>
        {locks && (
          <Button icon="signed" onClick={() => void app.lock().then((desk) => desk.lock())}>
            {t('lock.now')}
          </Button>
        )}
        <ButtonLink href={`${paths.settings}/lock`}>{t('lock.open')}</ButtonLink>
      </ButtonRow>
    </Section>
  );
}
