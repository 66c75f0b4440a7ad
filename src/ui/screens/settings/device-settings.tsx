import { type ReactNode, useState } from 'react';
import { paths } from '../../app/paths.ts';
import { RowLink, RowLinks } from '../../components/row-link.tsx';
import { Section } from '../../components/section.tsx';
import { readNotifyChoice } from '../../installed/notify-choice.ts';
import { mayNotify } from '../../installed/worker.ts';
import { t } from '../../text/translate.ts';
import { StorageSettings } from './storage-settings.tsx';

/** What belongs to this browser and not to the account: its notifications, the app as an app, the room that it takes. */
export function DeviceSettings(): ReactNode {
  const [notifies] = useState(() => readNotifyChoice(globalThis.localStorage).on && mayNotify());
  return (
    <Section title={t('settings.device')}>
      <RowLinks>
        <RowLink
          href={`${paths.settings}/notifications`}
          icon="bell"
          title={t('notify.title')}
          text={notifies ? t('notify.is-on') : t('notify.settings-text')}
        />
        <RowLink href={`${paths.settings}/app`} icon="globe" title={t('app.title')} text={t('app.settings-text')} />
      </RowLinks>
      <StorageSettings />
    </Section>
  );
}
