import { perLocale } from './formatters.ts';

/** A count as it stands beside an icon: 1 200 becomes 1.2K in the reader's own way of writing. */
export const compactCount = (count: number, locale: string): string => compactFormat(locale).format(count);

const compactFormat = perLocale((locale) => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }));
