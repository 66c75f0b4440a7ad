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
  if (typeof value !== 'object' || value === null || !('connection' in value) || !('readOnly' in value)) return false;
  return 'reach' in value && typeof value.reach === 'object' && value.reach !== null && 'fresh' in value.reach;
}

export const sameReach = (a: Reach, b: Reach): boolean =>
  a.people === b.people && sameItems(a.gateways, b.gateways) && sameItems(a.fresh, b.fresh);

const sameItems = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));
