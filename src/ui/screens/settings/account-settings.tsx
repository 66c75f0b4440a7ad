import type { ReactNode } from 'react';
import { useApp, useMe } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { RowLink, RowLinks } from '../../components/row-link.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';

/** What keeps the account one's own: ways back, lock, devices, the check, and what to do when it was stolen. */
export function AccountSettings(): ReactNode {
  const app = useApp();
  const { backup, locks } = useMe();
  return (
    <Section title={t('settings.account')}>
      <RowLinks>
        <RowLink
          href={paths.backup}
          icon="seedling"
          title={backup.hasWayBack ? t('settings.backup-open') : t('backup.save')}
          text={backup.hasWayBack ? t('settings.backup-saved') : t('backup.none')}
        />
        <RowLink href={paths.accounts} icon="people" title={t('accounts.title')} text={t('accounts.settings-text')} />
        <RowLink href={paths.devices} icon="device" title={t('devices.open')} text={t('devices.settings-text')} />
        <RowLink
          href={`${paths.settings}/lock`}
          icon="signed"
          title={t('lock.open')}
          text={locks ? t('lock.settings-on') : t('lock.settings-off')}
        />
        <RowLink href={`${paths.settings}/check`} icon="check" title={t('check.open')} text={t('check.settings-text')} />
        <RowLink href={paths.successor} icon="warning" title={t('succession.title')} />
      </RowLinks>
      {locks && (
        <ButtonRow>
          <Button icon="signed" onClick={() => void app.lock().then((desk) => desk.lock())}>
            {t('lock.now')}
          </Button>
        </ButtonRow>
      )}
    </Section>
  );
}
