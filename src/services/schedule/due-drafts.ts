import type { DraftRecord } from '../../protocol/ports/records.ts';

/** This late a post still counts as on time, ms: clocks are checked once a minute, and devices wake up slowly. */
export const graceMs = 5 * 60_000;

export type ScheduleState = 'unscheduled' | 'waiting' | 'due' | 'missed';

/** Where a draft with a date stands. `missed`: its time went by while the app was closed, and its writer wants to be asked. */
export function scheduleState({ schedule }: DraftRecord, nowMs: number): ScheduleState {
  if (schedule === undefined) return 'unscheduled';
  if (schedule.atMs > nowMs) return 'waiting';
  return schedule.ifMissed === 'send' || nowMs - schedule.atMs <= graceMs ? 'due' : 'missed';
}
