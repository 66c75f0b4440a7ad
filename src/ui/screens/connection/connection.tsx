import type { ReactNode } from 'react';
import type { ConnectionState } from '../../../protocol/ports/network.ts';
import { useApp } from '../../app/interface.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ConnectionFlower, connectionName } from '../../components/connection-chip.tsx';
import { Facts } from '../../components/facts.tsx';
import { Icon } from '../../components/icon.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { hostOf } from '../../text/host-of.ts';
import { t } from '../../text/translate.ts';
import { connectionWords } from './connection-words.ts';
import styles from './connection.module.css';

const tones: Readonly<Record<ConnectionState, string | undefined>> = {
  offline: styles.offline,
  looking: styles.waiting,
  'only-this-device': styles.waiting,
  few: undefined,
  well: undefined,
};

/** Behind the chip: what the state means, what to do, and who is there. */
export function Connection(): ReactNode {
  const app = useApp();
  const status = useLive(app.connection);
  const settings = useLive(app.settings);
  const words = connectionWords(status.state, settings.gateways.length > 0);
  return (
    <Screen title={t('connection.title')} back>
      <div className={`${styles.state} ${tones[status.state] ?? ''}`}>
        <ConnectionFlower state={status.state} size={72} />
        <h2>{connectionName(status.state)}</h2>
        <p>{words.text}</p>
        {words.action !== undefined && (
          <ButtonLink href={words.action.href} kind="main">
            {words.action.label}
          </ButtonLink>
        )}
      </div>
      <Section title={t('connection.people', { count: status.directPeers })} lead={t('connection.people-text')} />
      <Section title={t('connection.gateways')} lead={t('connection.gateways-text')}>
        <ul className={styles.list}>
          {status.gateways.map((gateway) => (
            <li key={gateway.origin}>
              <span className={gateway.connected ? styles.on : styles.off}>
                <Icon name={gateway.connected ? 'check' : 'close'} size={20} />
              </span>
              <span>
                {t(gateway.connected ? 'connection.gateway-on' : 'connection.gateway-off', { gateway: hostOf(gateway.origin) })}
              </span>
            </li>
          ))}
          {status.gateways.length === 0 && <li>{t('connection.no-gateways')}</li>}
        </ul>
      </Section>
      <Section title={t('connection.details')}>
        <Facts
          facts={[
            { label: t('connection.peer-id'), value: status.peerId ?? t('connection.not-started'), code: true },
            ...status.connections.slice(0, 50).map((connection) => ({
              label: connection.direct ? t('connection.direct') : t('connection.relayed'),
              value: `${connection.peerId} ${connection.address}`,
              code: true,
            })),
          ]}
        />
      </Section>
    </Screen>
  );
}
