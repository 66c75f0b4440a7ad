import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ConnectionState } from '../../protocol/ports/network.ts';
import { useApp } from '../app/interface.tsx';
import { paths } from '../app/paths.ts';
import { useLive } from '../hooks/use-live.ts';
import { t } from '../text/translate.ts';
import styles from './connection-chip.module.css';

/** Filled grains of the flower, so that no state differs by colour alone. */
const grains: Readonly<Record<ConnectionState, number>> = { offline: 0, 'only-this-device': 1, looking: 2, few: 4, well: 6 };

const tones: Readonly<Record<ConnectionState, string | undefined>> = {
  offline: styles.offline,
  'only-this-device': undefined,
  looking: styles.looking,
  few: styles.good,
  well: styles.good,
};

/** How the app is connected, in two words; the rest is behind it. */
export function ConnectionChip(): ReactNode {
  const { state } = useLive(useApp().connection);
  return (
    <Link href={paths.connection} className={`${styles.chip} ${tones[state] ?? ''}`}>
      <ConnectionFlower state={state} size={18} />
      <span>
        <span className="visually-hidden">{t('connection.prefix')} </span>
        {connectionName(state)}
      </span>
    </Link>
  );
}

export function ConnectionFlower(props: { readonly state: ConnectionState; readonly size: number }): ReactNode {
  const { state, size } = props;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <circle cx="12" cy="12" r="3" fill="currentColor" />
      {[0, 1, 2, 3, 4, 5].map((grain) => (
        <circle
          key={grain}
          cx="12"
          cy="4.5"
          r="2.6"
          transform={`rotate(${grain * 60} 12 12)`}
          fill={grain < grains[state] ? 'currentColor' : 'none'}
        />
      ))}
    </svg>
  );
}

export function connectionName(state: ConnectionState): string {
  const names: Readonly<Record<ConnectionState, string>> = {
    offline: t('connection.offline'),
    looking: t('connection.looking'),
    'only-this-device': t('connection.only-this-device'),
    few: t('connection.few'),
    well: t('connection.well'),
  };
  return names[state];
}
