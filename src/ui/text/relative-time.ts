import { perLocale } from './formatters.ts';

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
  if (ageMs < minuteMs) return nowFormat(locale).format(0, 'second');
  if (ageMs < hourMs) return shortFormats.minute(locale).format(Math.floor(ageMs / minuteMs));
  if (ageMs < dayMs) return shortFormats.hour(locale).format(Math.floor(ageMs / hourMs));
  if (ageMs < 7 * dayMs) return shortFormats.day(locale).format(Math.floor(ageMs / dayMs));
  const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  return (sameYear ? dayFormat : dayOfYearFormat)(locale).format(atMs);
}

/** The whole moment, for titles and the details of a post. */
export function fullTime(atMs: number, locale: string): string {
  return fullFormat(locale).format(atMs);
}

const dates = (options: Intl.DateTimeFormatOptions) => perLocale((locale) => new Intl.DateTimeFormat(locale, options));
const ages = (unit: 'minute' | 'hour' | 'day') =>
  perLocale((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }));

const nowFormat = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const shortFormats = { minute: ages('minute'), hour: ages('hour'), day: ages('day') };
const dayFormat = dates({ day: 'numeric', month: 'short' });
const dayOfYearFormat = dates({ day: 'numeric', month: 'short', year: 'numeric' });
const fullFormat = dates({ dateStyle: 'full', timeStyle: 'short' });
