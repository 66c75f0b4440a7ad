import type { Did, ObjectId } from '../../protocol/brand.ts';

/** Routes behind the `#`. Ids contain slashes and colons, so they are one encoded segment. */
export const paths = {
  home: '/',
  follow: '/follow',
  search: '/search',
  compose: '/compose',
  notifications: '/notifications',
  me: '/me',
  settings: '/settings',
  accounts: '/settings/accounts',
  backup: '/settings/backup',
  devices: '/settings/devices',
  successor: '/settings/successor',
  import: '/settings/import',
  catchUp: '/catch-up',
  bookmarks: '/bookmarks',
  lists: '/lists',
  connection: '/connection',
} as const;

/** The router unescapes an address once before it is matched, so a percent sign is escaped twice. */
const segment = (text: string): string => encodeURIComponent(text).replaceAll('%25', '%2525');

/** What `segment` made, after the router has had it; text that was never escaped stays as it is. */
export function readSegment(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    return text ?? '';
  }
}

export const personPath = (id: Did | ObjectId): string => `/person/${segment(id)}`;

export const postPath = (id: ObjectId): string => `/post/${segment(id)}`;

export const postDetailsPath = (id: ObjectId): string => `${postPath(id)}/details`;

export const listPath = (id: string): string => `/lists/${segment(id)}`;

/** Posts with a hashtag, without its `#`. */
export const tagPath = (tag: string): string => `/tag/${segment(tag)}`;

/** Somebody by address, as in links that people pass on: `#/@k51…`. Shows who it is before anything is followed. */
export const addressPath = (address: string): string => `/@${segment(address)}`;

/** A link to a post that works in any copy of the app served from here. */
export function postLink(id: ObjectId, location: Pick<Location, 'origin' | 'pathname'>): string {
  return `${location.origin}${location.pathname}#${postPath(id)}`;
}
