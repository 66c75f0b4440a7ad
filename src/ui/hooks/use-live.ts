import { useSyncExternalStore } from 'react';
import type { Live } from '../../services/app-api.ts';

/** The value now, and again whenever it changes. */
export const useLive = <T>(live: Live<T>): T => useSyncExternalStore(live.subscribe, live.get);
