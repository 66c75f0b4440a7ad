import { extname } from 'node:path';

export const activityStreamsType = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"';

const types: Readonly<Record<string, string>> = {
  '.jsonld': activityStreamsType,
  '.json': 'application/json; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.xml': 'application/atom+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.wav': 'audio/wav',
};

/** Content type of a published file, by its name: nothing is guessed from bytes, and scripts and styles have no type of their own. */
export function mediaTypeOf(path: string): string {
  if (path.endsWith('.well-known/webfinger')) return 'application/jrd+json';
  return types[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

/** Types that a browser may run or render as a page when somebody opens them. */
export const isActive = (type: string): boolean => /^(text\/html|image\/svg|application\/(atom\+)?xml)/.test(type);

export const isText = (type: string): boolean => /^(text\/|application\/(ld\+|jrd\+|atom\+)?(json|xml)|image\/svg)/.test(type);
