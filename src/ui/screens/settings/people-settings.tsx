import type { ReactNode } from 'react';
import { useInterface } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { CheckField } from '../../components/field.tsx';
import { RowLink, RowLinks } from '../../components/row-link.tsx';
import { Section } from '../../components/section.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { t } from '../../text/translate.ts';
import { ImportLine } from '../import/import-line.tsx';

/** Bringing people along and taking them away, accounts elsewhere, whom one does not want to see, pictures from servers. */
export function PeopleSettings(): ReactNode {
  const { app, preferences } = useInterface();
  const { remoteReading } = useLive(app.settings);
  const importing = useLive(preferences.importing);
  const pictures = useLive(preferences.remotePictures);
  return (
    <Section title={t('settings.people')} lead={t('settings.people-text')}>
      {importing && <ImportLine />}
      <RowLinks>
        <RowLink href={paths.import} icon="people" title={t('import.title')} />
        <RowLink href={`${paths.settings}/linked`} icon="globe" title={t('linked.title')} />
        <RowLink href={`${paths.settings}/blocked`} icon="quiet" title={t('blocked.title')} />
        <RowLink href={`${paths.settings}/filters`} icon="filter" title={t('filters.title')} />
      </RowLinks>
      <CheckField
        label={t('settings.remote-reading')}
        hint={t('settings.remote-reading-hint')}
        checked={remoteReading}
        onChange={(event) => void app.putSettings({ remoteReading: event.target.checked })}
      />
      <CheckField
        label={t('settings.pictures')}
        hint={t('settings.pictures-hint')}
        checked={pictures}
        onChange={(event) => preferences.setRemotePictures(event.target.checked)}
      />
    </Section>
  );
}
