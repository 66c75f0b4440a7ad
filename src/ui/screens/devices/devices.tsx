import type { ReactNode } from 'react';
import type { DevicesDesk } from '../../../services/devices/devices-api.ts';
import { useApp } from '../../app/interface.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useDesk } from '../../hooks/use-desk.ts';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { t } from '../../text/translate.ts';
import { AddDevice } from './add-device.tsx';
import { DeviceRow } from './device-row.tsx';
import styles from './devices.module.css';

/** Every browser that has this account, and the way to give it to another one. */
export function Devices(): ReactNode {
  const app = useApp();
  const desk = useDesk('devices', () => app.devices());
  return (
    <Screen title={t('devices.title')} back>
      <p className={styles.lead}>{t('devices.lead')}</p>
      {desk.status === 'failed' && <ErrorState title={t('devices.failed')} text={t('feed.failed-text')} onRetry={desk.again} />}
      {desk.status === 'loading' && <p className={styles.lead}>{t('state.loading')}</p>}
      {desk.status === 'ready' && (
        <>
          <Section title={t('devices.list')}>
            <DeviceList desk={desk.value} />
          </Section>
          <Section title={t('devices.add')} lead={t('devices.add-text')}>
            <AddDevice desk={desk.value} />
          </Section>
        </>
      )}
    </Screen>
  );
}

function DeviceList(props: { readonly desk: DevicesDesk }): ReactNode {
  const { desk } = props;
  const area = useKeepFocus();
  const devices = useAnswer('list of devices', () => desk.list(), ['private', 'settings']);
  if (devices.status !== 'ready') return <p>{t('state.loading')}</p>;
  if (devices.value.length === 0) return <p className={styles.text}>{t('devices.none')}</p>;
  return (
    <ul ref={area}>
      {devices.value.map((device) => (
        <DeviceRow key={device.id} desk={desk} device={device} onChange={devices.again} />
      ))}
    </ul>
  );
}
