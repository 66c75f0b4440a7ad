/** Longest time that a server can ask for, ms. */
export const longestPauseMs = 60 * 60_000;

const unsaidMs = 60_000;

/**
 * How long a server wants to be left alone, ms: `Retry-After` (RFC 9110 section 10.2.3), else `X-RateLimit-Reset`, which Mastodon lets
 * pages read while it hides the other; a minute when it says neither. From 1 s to an hour.
 */
export function retryAfterMs(headers: Headers, nowMs: number): number {
  const asked = delayMs(headers.get('retry-after'), nowMs) ?? delayMs(headers.get('x-ratelimit-reset'), nowMs) ?? unsaidMs;
  return Math.min(Math.max(asked, 1_000), longestPauseMs);
}

function delayMs(text: string | null, nowMs: number): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (/^\d{1,10}$/.test(trimmed)) {
    const seconds = Number(trimmed);
    // Some write the moment in seconds since 1970 into X-RateLimit-Reset.
    return seconds > 1e9 ? seconds * 1000 - nowMs : seconds * 1000;
  }
  const atMs = trimmed === '' ? Number.NaN : Date.parse(trimmed);
  return Number.isNaN(atMs) ? undefined : atMs - nowMs;
}
