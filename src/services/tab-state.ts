import type { ConnectionStatus } from '../protocol/ports/network.ts';
import type { OfferState } from './devices/devices-api.ts';
import type { Reach } from './views/load-posts.ts';

/** What the tab that runs the network tells the others. */
export interface TabState {
  readonly connection: ConnectionStatus;
  readonly reach: Reach;
  /** Changes when the account record changed: it was reconciled after a restore. */
  readonly readOnly: boolean;
  /** Absent while this leader has not been asked to add a device. */
  readonly pairing?: OfferState;
}

/** Tabs of another version may send something else. */
export function isTabState(value: unknown): value is TabState {
  return typeof value === 'object' && value !== null && 'connection' in value && 'reach' in value && 'readOnly' in value;
}

export const sameReach = (a: Reach, b: Reach): boolean =>
  a.people === b.people && a.gateways.length === b.gateways.length && a.gateways.every((origin) => b.gateways.includes(origin));
