/** A day, month or year as it is written (`2026-05-01`, `2026-05`, `2026`), from its beginning to its end in local time. */
export function parseDates(text: string): { readonly startMs: number; readonly endMs: number } | undefined {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [match[1], match[2], match[3]].map((part) => (part === undefined ? undefined : Number(part)));
  if (year === undefined || year < 1970) return undefined;
  const start = new Date(year, (month ?? 1) - 1, day ?? 1);
  // What is no date (the 31st of February) becomes another one.
  if (start.getMonth() !== (month ?? 1) - 1 || start.getDate() !== (day ?? 1)) return undefined;
  const end =
    day !== undefined
      ? new Date(year, (month ?? 1) - 1, day + 1)
      : month !== undefined
        ? new Date(year, month, 1)
        : new Date(year + 1, 0, 1);
  return { startMs: start.getTime(), endMs: end.getTime() };
}
