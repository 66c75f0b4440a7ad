import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { CheckField } from '../../components/field.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useLive } from '../../hooks/use-live.ts';
import { byteSize } from '../../text/byte-size.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { EditableList } from './editable-list.tsx';
import { parseGateway, parseIceServer } from './parse-servers.ts';

/** Who helps browsers to find each other: all of it a list of one's own. */
export function ConnectionSettings(): ReactNode {
  const app = useApp();
  const settings = useLive(app.settings);
  const hosting = useAnswer(`hosting ${settings.gateways.join(' ')}`, () => app.hosting(), ['settings']);

  function note(origin: string): string | undefined {
    const entry = hosting.status === 'ready' ? hosting.value.find((item) => item.origin === origin) : undefined;
    if (entry?.state === undefined) return entry?.reason;
    if (!entry.state.hosted) return t('settings.not-hosted');
    const locale = displayLocale();
    const { usedBytes, quotaBytes } = entry.state;
    return t('settings.hosted', { used: byteSize(usedBytes, locale), quota: byteSize(quotaBytes, locale) });
  }

  return (
    <>
      <Section title={t('settings.gateways')} lead={t('settings.gateways-text')}>
        <EditableList
          items={settings.gateways}
          empty={t('settings.no-gateways')}
          label={t('settings.add-gateway')}
          invalid={t('settings.bad-gateway')}
          example="https://pollen.example"
          parse={parseGateway}
          note={note}
          onChange={(gateways) => void app.putSettings({ gateways })}
        />
      </Section>
      <Section title={t('settings.privacy')}>
        <CheckField
          label={t('settings.hide-address')}
          hint={t('settings.hide-address-hint')}
          checked={settings.httpOnly}
          onChange={(event) => void app.putSettings({ httpOnly: event.target.checked })}
        />
      </Section>
      <Section title={t('settings.stun')} lead={t('settings.stun-text')}>
        <EditableList
          items={settings.iceServers ?? []}
          empty={t('settings.no-stun')}
          label={t('settings.add-stun')}
          invalid={t('settings.bad-stun')}
          example="stun:stun.example:3478"
          parse={parseIceServer}
          onChange={(servers) => void app.putSettings({ iceServers: servers.length === 0 ? undefined : servers })}
        />
      </Section>
    </>
  );
}
