/**
 * What the app's pages may do (architecture section 4). The same lines belong into the `_headers` of static hosts.
 * `img-src https:` because a stranger's picture may be loaded after a tap; `connect-src` because gateways and relays are a user's list.
 * Trusted Types: `dompurify` parses strangers' HTML, `pollen` names the scripts of workers.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  // The second: what fetches files ahead, in the page itself (scripts/fetch-ahead.ts).
  "script-src 'self' 'sha256-PA6YglQXP98zlqcPjGW8Ty8zsd4i9RYSWRF03AcWZBM='",
  "style-src 'self'",
  "img-src 'self' blob: https:",
  "media-src 'self' blob: https:",
  "font-src 'self'",
  "connect-src 'self' http://localhost:* ws://localhost:* http://127.0.0.1:* ws://127.0.0.1:* https: wss:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types dompurify pollen',
].join('; ');

export const appHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=()',
  'X-Frame-Options': 'DENY',
};
