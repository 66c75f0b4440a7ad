const months = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
] as const; // prettier-ignore

/** `2026-03` as `March 2026`. Not by Intl: the same account must give the same bytes on every machine. */
export const monthName = (month: string): string => `${months[Number(month.slice(5, 7)) - 1] ?? ''} ${yearOf(month)}`;

/** `March`, for a list below its year. */
export const shortMonthName = (month: string): string => months[Number(month.slice(5, 7)) - 1] ?? '';

/** A timestamp as `14 March 2026`. */
export const dayName = (timestamp: string): string => `${Number(timestamp.slice(8, 10))} ${monthName(timestamp)}`;

/** A timestamp as `14 March 2026, 09:05 UTC`. */
export const momentName = (timestamp: string): string => `${dayName(timestamp)}, ${timestamp.slice(11, 16)} UTC`;

export const yearOf = (timestamp: string): string => timestamp.slice(0, 4);
