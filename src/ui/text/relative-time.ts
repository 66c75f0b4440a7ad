const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Milliseconds until the text of `relativeTime` can change; for one shared timer instead of one a post. */
export const relativeTimeTickMs = 30_000;

/**
 * Short age of a moment, as people write it: "now", "4m", "3h", "2d", then a date (with the year when it is not this one).
 * A moment in the future, from a clock that is wrong, counts as now.
 */
export function relativeTime(atMs: number, nowMs: number, locale: string): string {
  const ageMs = Math.max(0, nowMs - atMs);
  if (ageMs < minuteMs) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  if (ageMs < hourMs) return short(Math.floor(ageMs / minuteMs), 'minute', locale);
  if (ageMs < dayMs) return short(Math.floor(ageMs / hourMs), 'hour', locale);
  if (ageMs < 7 * dayMs) return short(Math.floor(ageMs / dayMs), 'day', locale);
  const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(
    atMs,
  );
}

/** The whole moment, for titles and the details of a post. */
export function fullTime(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(atMs);
}

function short(count: number, unit: 'minute' | 'hour' | 'day', locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(count);
}

/** "09:12" of the same day, else with the day: "Mon, 09:12". */
export function shortTime(atMs: number, nowMs: number, locale: string): string {
  const isSameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale, isSameDay ? time : { weekday: 'short', ...time }).format(atMs);
}
