import { pageLinksType } from '../../protocol/fediverse/page-links.ts';

/** Media types that pass, and as what. Nothing that a browser would run or draw. */
const passing: Readonly<Record<string, string>> = {
  'application/json': 'application/json',
  'application/activity+json': 'application/activity+json',
  'application/ld+json': 'application/activity+json',
  'application/jrd+json': 'application/jrd+json',
  'application/feed+json': 'application/json',
  'application/xml': 'application/xml',
  'text/xml': 'application/xml',
  'application/rss+xml': 'application/xml',
  'application/atom+xml': 'application/xml',
  'application/rdf+xml': 'application/xml',
};
const pages = new Set(['text/html', 'application/xhtml+xml']);

/** As what an answer is passed on; `page`: only its links are; undefined: it is not. The charset of XML is kept. */
export function passedAs(contentType: string, accept: string): string | 'page' | undefined {
  const [essence = ''] = contentType.toLowerCase().split(';', 1);
  const type = essence.trim();
  if (pages.has(type)) return accept.includes('text/html') ? 'page' : undefined;
  const passed = Object.hasOwn(passing, type) ? passing[type] : undefined;
  const charset = /;\s*charset="?([\w.:-]{1,40})"?/i.exec(contentType)?.[1];
  return passed === 'application/xml' && charset !== undefined ? `${passed}; charset=${charset}` : passed;
}

export { pageLinksType };
