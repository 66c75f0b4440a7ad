import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Answer, type GatewayRequest, refuse } from './answer.ts';

/**
 * Writes are for pages of allowed origins that could read the token. A website that merely reaches this port, by whatever name, has
 * neither (architecture section 4).
 */
export interface WriteGuard {
  readonly token: string;
  /** undefined: go on. */
  refusal(request: GatewayRequest): Answer | undefined;
}

export function createWriteGuard(token: string = randomBytes(24).toString('base64url')): WriteGuard {
  const expected = Buffer.from(token);
  return {
    token,
    refusal(request) {
      if (request.trustedOrigin === undefined) return refuse(403, 'Not for pages of this origin. See --allow-origin.');
      const given = Buffer.from(String(request.headers['x-pollen-token'] ?? ''));
      const matches = given.length === expected.length && timingSafeEqual(given, expected);
      return matches ? undefined : refuse(403, 'The token is not, or no longer, valid: read /pollen/gateway.json again');
    },
  };
}
