import { bodyTag } from '../../protocol/fediverse/body-tag.ts';
import { pageLinks, pageLinksType, writePageLinks } from '../../protocol/fediverse/page-links.ts';
import type { WebAnswer, WebRequest } from '../../protocol/ports/fediverse.ts';

/** A page, by its media type. */
export const isPage = (contentType: string): boolean => /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType);

/** An answer with status 200 as the app gets it: of pages that were asked for only the links, and nothing of what is known already. */
export function takeAnswer(
  request: WebRequest,
  answer: Pick<WebAnswer, 'url' | 'contentType' | 'bytes' | 'link' | 'throughGateway'>,
): WebAnswer {
  const isLinks = isPage(answer.contentType) && request.accept.includes('text/html');
  const read = isLinks ? { ...answer, contentType: pageLinksType, bytes: linksOf(answer.bytes, answer.url) } : answer;
  const etag = bodyTag(read.bytes);
  return etag === request.etag ? { ...read, status: 304, etag, bytes: new Uint8Array(0) } : { ...read, status: 200, etag };
}

const linksOf = (bytes: Uint8Array, url: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(writePageLinks(pageLinks(new TextDecoder().decode(bytes), url)));
