import type { DraftSchedule } from '../../../protocol/ports/records.ts';

/** The next full hour that is at least half an hour away. */
export function firstSchedule(nowMs: number): DraftSchedule {
  const at = new Date(nowMs + 90 * 60_000);
  at.setMinutes(0, 0, 0);
  return { atMs: at.getTime(), ifMissed: 'ask' };
}
