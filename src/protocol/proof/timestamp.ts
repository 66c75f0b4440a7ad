import type { Timestamp } from '../brand.ts';

const pattern = /^\d{4}-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const daysInMonth: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Is this `YYYY-MM-DDThh:mm:ssZ` and a moment that exists (bridge-spec section 3)? No leap seconds. */
export function isTimestamp(text: string): text is Timestamp {
  const match = pattern.exec(text);
  if (match === null) return false;
  const month = Number(match[1]);
  const day = Number(match[2]);
  const year = Number(text.slice(0, 4));
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (daysInMonth[month - 1] ?? 0) + (leap ? 1 : 0);
}

/** The second in which a moment (ms since the epoch) falls. */
export const timestampOf = (atMs: number): Timestamp => `${new Date(atMs).toISOString().slice(0, 19)}Z` as Timestamp;
