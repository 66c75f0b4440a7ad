/** A moment as `<input type="datetime-local">` has it: local time, to the minute. */
export function localTime(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}
