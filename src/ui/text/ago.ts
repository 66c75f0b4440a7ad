import { perLocale } from './formatters.ts';
import { relativeTime } from './relative-time.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const units = [
  ['day', dayMs],
  ['hour', hourMs],
  ['minute', minuteMs],
] as const;

/** `relativeTime` inside of a sentence: "2 min. ago" where that says "2m"; "now" and dates are the same. */
export function ago(atMs: number, nowMs: number, locale: string): string {
  const ageMs = nowMs - atMs;
  const [unit, unitMs] = units.find(([, ms]) => ageMs >= ms) ?? [];
  if (unit === undefined || unitMs === undefined || ageMs >= 7 * dayMs) return relativeTime(atMs, nowMs, locale);
  return format(locale).format(-Math.floor(ageMs / unitMs), unit);
}

const format = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { style: 'short' }));
