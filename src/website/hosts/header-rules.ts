import { contentSecurityPolicy } from '../pages/page.ts';

export type Headers = readonly (readonly [name: string, value: string])[];

/** Headers for the paths that begin with, or are, `path`. No header stands in two rules that meet: hosts would join the two values. */
export interface HeaderRule {
  readonly path: string;
  readonly isFolder: boolean;
  readonly headers: Headers;
}

/** ActivityStreams as servers that trust hosts want it (FEP-fe34); readers that verify do not care. */
export const documentType = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"';
const readableByAll: Headers = [
  ['Access-Control-Allow-Origin', '*'],
  ['Access-Control-Expose-Headers', 'ETag'],
];
const revalidate: Headers = [['Cache-Control', 'no-cache']];
const year = 'public, max-age=31536000, immutable';

/** For every answer of the site. */
export const commonHeaders: Headers = [
  ['Content-Security-Policy', contentSecurityPolicy(false)],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
];

/** bridge-spec section 7. */
export const headerRules: readonly HeaderRule[] = [
  { path: '/.well-known/apgateway/', isFolder: true, headers: [['Content-Type', documentType], ...readableByAll, ...revalidate] },
  { path: '/m/', isFolder: true, headers: [...readableByAll, ['Cache-Control', year]] },
  {
    path: '/.well-known/webfinger',
    isFolder: false,
    headers: [['Content-Type', 'application/jrd+json'], ...readableByAll, ...revalidate],
  },
  {
    path: '/.well-known/host-meta',
    isFolder: false,
    headers: [['Content-Type', 'application/xrd+xml'], ...readableByAll, ...revalidate],
  },
  {
    path: '/feed.xml',
    isFolder: false,
    headers: [['Content-Type', 'application/atom+xml; charset=utf-8'], ...readableByAll, ...revalidate],
  },
];
