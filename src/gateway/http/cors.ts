import { publicHeaders } from '../content/content-safety.ts';
import { type Answer, type GatewayRequest, refuse } from './answer.ts';

const readHeaders = 'Accept, Cache-Control, If-None-Match, Range';

/** Lets pages of an origin that may write read the answer; nobody else. */
export function forTrustedOrigin(request: GatewayRequest, answer: Answer): Answer {
  const headers = { 'Cross-Origin-Resource-Policy': 'same-origin', Vary: 'Origin', ...answer.headers };
  if (request.trustedOrigin === undefined) return { ...answer, headers };
  return {
    ...answer,
    headers: {
      ...headers,
      'Access-Control-Allow-Origin': request.trustedOrigin,
      'Access-Control-Expose-Headers': 'ETag, Retry-After, X-Pollen-Link, X-Pollen-Url',
    },
  };
}

/** Lets every page read the answer. */
export const forEverybody = (answer: Answer): Answer => ({ ...answer, headers: { ...publicHeaders, ...answer.headers } });

/** Answers `OPTIONS`: reading is for all, writing for trusted origins (Fetch standard, CORS preflight). */
export function preflight(request: GatewayRequest): Answer {
  const method = String(request.headers['access-control-request-method'] ?? 'GET').toUpperCase();
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead && request.trustedOrigin === undefined) return refuse(403, 'Not for pages of this origin. See --allow-origin.');
  const common = { 'Access-Control-Max-Age': '600', 'Cache-Control': 'no-store', Vary: 'Origin, Access-Control-Request-Method' };
  if (isRead) {
    return {
      status: 204,
      headers: {
        ...common,
        ...publicHeaders,
        'Access-Control-Allow-Methods': 'GET, HEAD',
        'Access-Control-Allow-Headers': readHeaders,
      },
    };
  }
  const wantsPrivateNetwork = request.headers['access-control-request-private-network'] === 'true';
  return forTrustedOrigin(request, {
    status: 204,
    headers: {
      ...common,
      'Access-Control-Allow-Methods': 'GET, HEAD, PUT, POST',
      'Access-Control-Allow-Headers': `${readHeaders}, Content-Type, X-Pollen-Token`,
      ...(wantsPrivateNetwork ? { 'Access-Control-Allow-Private-Network': 'true' } : {}),
    },
  });
}
