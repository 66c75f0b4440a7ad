import type { Did, ObjectId } from '../../protocol/brand.ts';

/** Routes behind the `#`. Ids contain slashes and colons, so they are one encoded segment. */
export const paths = {
  home: '/',
  follow: '/follow',
  compose: '/compose',
  notifications: '/notifications',
  me: '/me',
  settings: '/settings',
  backup: '/settings/backup',
  connection: '/connection',
} as const;

export const personPath = (id: Did | ObjectId): string => `/person/${encodeURIComponent(id)}`;

export const postPath = (id: ObjectId): string => `/post/${encodeURIComponent(id)}`;

export const postDetailsPath = (id: ObjectId): string => `${postPath(id)}/details`;

/** Somebody by address, as in links that people pass on: `#/@k51…`. Shows who it is before anything is followed. */
export const addressPath = (address: string): string => `/@${encodeURIComponent(address)}`;

/** A link to a post that works in any copy of the app served from here. */
export function postLink(id: ObjectId, location: Pick<Location, 'origin' | 'pathname'>): string {
  return `${location.origin}${location.pathname}#${postPath(id)}`;
}
