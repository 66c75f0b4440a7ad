import type { Rkey } from '../protocol/brand.ts';
import type { SiteAuthor } from './site-author.ts';

/** A month that has an archive page. */
export interface SiteMonth {
  /** `2026-03` */
  readonly month: string;
  readonly posts: number;
}

/** What all pages of a site share. */
export interface Site {
  readonly author: SiteAuthor;
  /** Web address of the root of the site, with a slash at its end; undefined: it may lie anywhere, all links are relative. */
  readonly baseUrl?: string;
  /** Web address below which `.well-known/apgateway/…` lies, when that is not the root of the site. */
  readonly documentsUrl?: string;
  /** The stylesheet stands in each page instead of in a file of its own. */
  readonly inlineStyle: boolean;
  /** Page of another post of the account; undefined when there is none. */
  readonly pageOf?: (rkey: Rkey) => string | undefined;
  /** Tree paths of media that are there; undefined: all that are named. */
  readonly media?: ReadonlySet<string>;
}

/** Address of a page or file of the site for use outside of pages; relative when the site does not know where it lies. */
export const siteUrl = ({ baseUrl = '' }: Site, path: string): string => {
  const short = path === 'index.html' ? '' : path;
  return baseUrl === '' && short === '' ? './' : baseUrl + short;
};

/** Link from a page (`toRoot` leads from it to the root of the site) to a signed document of the account. */
export const documentLink = ({ documentsUrl }: Site, toRoot: string, path: string): string => (documentsUrl ?? toRoot) + path;

/** Is this file of the account there to be shown? */
export const hasMedia = ({ media }: Site, path: string): boolean => media === undefined || media.has(path);
