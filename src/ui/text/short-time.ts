import { perLocale } from './formatters.ts';

const time = { hour: '2-digit', minute: '2-digit' } as const;
const timeFormat = perLocale((locale) => new Intl.DateTimeFormat(locale, time));
const weekdayFormat = perLocale((locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', ...time }));

/** "09:12" of the same day, else with the day: "Mon, 09:12". */
export function shortTime(atMs: number, nowMs: number, locale: string): string {
  const isSameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return (isSameDay ? timeFormat : weekdayFormat)(locale).format(atMs);
}
