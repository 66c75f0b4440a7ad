import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Answer, type GatewayRequest, refuse } from './answer.ts';

/**
 * Writes are for pages of allowed origins and for programs, with the token. A website that merely reaches this port, by whatever name,
 * is neither: it cannot read the token, nor hide that it is one (architecture section 4).
 */
export interface WriteGuard {
  readonly token: string;
  /** undefined: go on. */
  refusal(request: GatewayRequest): Answer | undefined;
  /** As `refusal`, where other servers write, too: programs need no token, which they could not have; pages of strangers stay out. */
  serverRefusal(request: GatewayRequest): Answer | undefined;
}

export function createWriteGuard(token: string = randomBytes(24).toString('base64url')): WriteGuard {
  const expected = Buffer.from(token);
  const refusal = (request: GatewayRequest): Answer | undefined => {
    if (request.trustedOrigin === undefined && !isProgram(request))
      return refuse(403, 'Not for pages of this origin. See --allow-origin.');
    const given = Buffer.from(String(request.headers['x-pollen-token'] ?? ''));
    const matches = given.length === expected.length && timingSafeEqual(given, expected);
    return matches ? undefined : refuse(403, 'The token is not, or no longer, valid: read /pollen/gateway.json again');
  };
  return { token, refusal, serverRefusal: (request) => (isProgram(request) ? undefined : refusal(request)) };
}

/**
 * Does no browser speak here for a page? A browser says `Origin` with everything but plain reading, `null` where it will not say which
 * (Fetch standard, "append a request Origin header"), and since 2023 every one of them says `Sec-Fetch-Site` and `Sec-Fetch-Dest` (Fetch
 * Metadata), which no page can take away. `Sec-Fetch-Mode` alone is what `fetch` in Node sends. To set the token's header at all, a page
 * of another origin would need the preflight, which it is refused.
 */
function isProgram({ headers }: GatewayRequest): boolean {
  return headers.origin === undefined && headers['sec-fetch-site'] === undefined && headers['sec-fetch-dest'] === undefined;
}
