import type { ReactNode } from 'react';
import { useInterface, useMe } from '../../app/interface.tsx';
import { CheckField } from '../../components/field.tsx';
import { Facts } from '../../components/facts.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import { AccountSettings } from './account-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { ConnectionSettings } from './connection-settings.tsx';
import { DeviceSettings } from './device-settings.tsx';
import { PeopleSettings } from './people-settings.tsx';
import { ProfileForm } from './profile-form.tsx';
import { useForgetTyped } from './use-typed.ts';
import { WebsiteSettings } from './website-settings.tsx';
import { WritingSettings } from './writing-settings.tsx';

/** Everything that can be chosen: who one is, what one sees first, and what few ever need at the end. */
export function Settings(): ReactNode {
  useForgetTyped();
  return (
    <Screen title={t('settings.title')} back>
      <Section title={t('settings.profile')}>
        <ProfileForm />
      </Section>
      <AccountSettings />
      <Section title={t('settings.appearance')}>
        <AppearanceSettings />
      </Section>
      <DeviceSettings />
      <PeopleSettings />
      <Section title={t('settings.writing')}>
        <WritingSettings />
      </Section>
      <WebsiteSettings />
      <ConnectionSettings />
      <KeyboardSettings />
      <DetailsPart />
    </Screen>
  );
}

function KeyboardSettings(): ReactNode {
  const { preferences } = useInterface();
  const on = useLive(preferences.shortcuts);
  return (
    <Section title={t('settings.keyboard')}>
      <CheckField
        label={t('keys.on')}
        hint={t('settings.keyboard-hint')}
        checked={on}
        onChange={(event) => preferences.setShortcuts(event.target.checked)}
      />
    </Section>
  );
}

/** The words of the machinery, for those who look for them. */
function DetailsPart(): ReactNode {
  const { app } = useInterface();
  const me = useMe();
  const { peerId } = useLive(app.connection);
  return (
    <Section title={t('settings.details')} lead={t('settings.details-text')}>
      <Facts
        facts={[
          { label: t('settings.account-id'), value: me.did, code: true },
          { label: t('settings.address'), value: me.address, code: true },
          { label: t('settings.link'), value: me.link, code: true },
          { label: t('connection.peer-id'), value: peerId ?? t('connection.not-started'), code: true },
          { label: t('settings.key-storage'), value: me.weakKeyStorage ? t('settings.key-weak') : t('settings.key-strong') },
        ]}
      />
    </Section>
  );
}
