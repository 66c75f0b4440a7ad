/**
 * One formatter of a kind for each language: to make one takes longer than to draw what it formats, and every post has several. Made anew
 * where the clock is another one, as a page stays open on journeys.
 */
export function perLocale<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const key = `${locale} ${new Date().getTimezoneOffset()}`;
    const known = made.get(key) ?? make(locale);
    made.set(key, known);
    return known;
  };
}
