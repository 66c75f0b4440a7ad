import { type Answer, type GatewayRequest, redirect, refuse } from '../http/answer.ts';
import { isActive } from './media-types.ts';

const refusedDestinations = new Set([
  'script',
  'worker',
  'sharedworker',
  'serviceworker',
  'audioworklet',
  'paintworklet',
  'style',
  'xslt',
  'object',
  'embed',
]);

/**
 * What strangers wrote must never act on the app's origin, nor be loaded by a page as its program (architecture section 4).
 * Returns the refusal or the way to the content origin; undefined: go on.
 */
export function guardContent(request: GatewayRequest): Answer | undefined {
  const destination = header(request, 'sec-fetch-dest');
  if (header(request, 'service-worker') !== undefined || (destination !== undefined && refusedDestinations.has(destination))) {
    return refuse(403, 'Content of this gateway is no script');
  }
  const isNavigation = header(request, 'sec-fetch-mode') === 'navigate';
  return isNavigation && request.host.kind === 'app' ? toContentOrigin(request) : undefined;
}

/** The same path at the content origin, where there is one: only on this machine. */
export function toContentOrigin(request: GatewayRequest): Answer | undefined {
  const { url } = request;
  if (url.hostname !== 'localhost') return undefined;
  const port = url.port === '' ? '' : `:${url.port}`;
  return redirect(307, `http://127.0.0.1${port}${url.pathname}${url.search}`);
}

/** Readable by every page (it is public and carries no cookies), never run. */
export const publicHeaders: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Content-Range, X-Ipfs-Path, X-Ipfs-Roots, Retry-After',
};

/** Adds the headers and, on the app's origin, takes away what could be opened as a page. */
export function secureContent(request: GatewayRequest, answer: Answer): Answer {
  const onAppOrigin = request.host.kind === 'app';
  const type = answer.headers?.['Content-Type'] ?? '';
  if (onAppOrigin && isActive(type) && answer.status < 300) {
    const away = toContentOrigin(request);
    if (away !== undefined) return { ...away, headers: { ...away.headers, ...publicHeaders } };
    return secureContent(request, { ...answer, headers: { ...answer.headers, 'Content-Type': 'text/plain; charset=utf-8' } });
  }
  return {
    ...answer,
    headers: {
      ...publicHeaders,
      'Content-Security-Policy': onAppOrigin
        ? "sandbox; default-src 'none'"
        : "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'",
      'Cross-Origin-Resource-Policy': onAppOrigin ? 'same-origin' : 'cross-origin',
      'X-Frame-Options': 'DENY',
      ...answer.headers,
    },
  };
}

const header = (request: GatewayRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};
