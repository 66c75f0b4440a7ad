import type { JsonObject } from '../../json.ts';
import { descriptorOf, textAnswer } from './host-fixture.ts';
import type { HostFixture } from './host-fixture.ts';
import type { HttpAnswer, HttpQuestion } from '../http-exchange.ts';
import type { RuleId } from '../rules.ts';

/** Something that a host does wrong, and the rules that must be named then: exactly these. */
export interface BrokenHost {
  readonly rules: readonly RuleId[];
  readonly how: string;
  readonly change: (question: HttpQuestion, answer: HttpAnswer, host: HostFixture) => HttpAnswer | undefined;
}

const isDocument = ({ url, method }: HttpQuestion): boolean => method === 'GET' && url.endsWith('.jsonld');
const isMedia = ({ url }: HttpQuestion): boolean => url.endsWith('.jpg');
const isWebFinger = ({ url }: HttpQuestion): boolean => url.includes('/.well-known/webfinger');

/** Sets a header on answers to some questions; undefined takes it away. */
const header =
  (applies: (question: HttpQuestion) => boolean, name: string, value: string | undefined): BrokenHost['change'] =>
  (question, answer) => {
    if (!applies(question)) return answer;
    const { [name]: _, ...rest } = answer.headers;
    return { ...answer, headers: value === undefined ? rest : { ...rest, [name]: value } };
  };

const answerWith =
  (applies: (question: HttpQuestion) => boolean, change: (answer: HttpAnswer) => HttpAnswer | undefined): BrokenHost['change'] =>
  (question, answer) =>
    applies(question) ? change(answer) : answer;

const descriptor =
  (change: (descriptor: JsonObject) => JsonObject): BrokenHost['change'] =>
  (question, answer, host) =>
    isWebFinger(question) ? { ...answer, body: textAnswer(200, JSON.stringify(change(descriptorOf(host)))).body } : answer;

const isPost = ({ method }: HttpQuestion): boolean => method === 'POST';

export const brokenHosts: readonly BrokenHost[] = [
  {
    rules: ['http-status', 'file-unreadable'],
    how: 'a server that fails for one file',
    change: answerWith(
      ({ url }) => url.endsWith('inbox.jsonld'),
      ({ status }) => textAnswer(status === 405 ? 405 : 500),
    ),
  },
  {
    rules: ['http-redirect'],
    how: 'the actor is somewhere else',
    change: (question, answer) => {
      if (!question.url.endsWith('/actor.jsonld') || question.headers['Accept-Encoding'] !== undefined) return answer;
      return textAnswer(302, '', { location: `${question.url}?there` });
    },
  },
  { rules: ['http-type'], how: 'plain JSON', change: header(isDocument, 'content-type', 'application/json') },
  {
    rules: ['http-type'],
    how: 'JSON-LD of no profile',
    change: header(isDocument, 'content-type', 'application/ld+json; charset=utf-8'),
  },
  { rules: ['http-cors'], how: 'not for other pages', change: header(isDocument, 'access-control-allow-origin', undefined) },
  { rules: ['http-expose'], how: 'ETag hidden', change: header(isDocument, 'access-control-expose-headers', undefined) },
  { rules: ['http-validator'], how: 'no ETag', change: header(isDocument, 'etag', undefined) },
  {
    rules: ['http-validator'],
    how: 'a weak ETag',
    change: (question, answer) =>
      isDocument(question) && question.headers['If-None-Match'] === undefined
        ? { ...answer, headers: { ...answer.headers, etag: `W/${answer.headers['etag']}` } }
        : isDocument(question)
          ? textAnswer(304)
          : answer,
  },
  {
    rules: ['http-unchanged'],
    how: 'everything anew every time',
    change: answerWith(isDocument, (answer) => (answer.status === 304 ? { ...answer, status: 200 } : answer)),
  },
  {
    rules: ['http-unchanged'],
    how: '304 with a body',
    change: answerWith(isDocument, (answer) => (answer.status === 304 ? { ...answer, body: new Uint8Array(9) } : answer)),
  },
  { rules: ['http-cache'], how: 'an hour', change: header(isDocument, 'cache-control', 'max-age=3600') },
  { rules: ['http-media-cache'], how: 'media asked for again', change: header(isMedia, 'cache-control', 'no-cache') },
  { rules: ['http-media-type'], how: 'a picture as bytes', change: header(isMedia, 'content-type', 'application/octet-stream') },
  { rules: ['http-inbox'], how: 'an inbox that takes letters', change: answerWith(isPost, () => textAnswer(202)) },
  { rules: ['http-inbox-405'], how: 'an inbox that is not found', change: answerWith(isPost, () => textAnswer(404)) },
  {
    rules: ['http-compression'],
    how: 'a large outbox as it is',
    change: (question, answer) => {
      if (question.headers['Accept-Encoding'] === undefined || answer.status !== 200) return answer;
      const { 'content-encoding': _, ...headers } = answer.headers;
      return { ...answer, headers, body: new Uint8Array(5000) };
    },
  },
  {
    rules: ['http-colons'],
    how: 'no %3A',
    change: answerWith(
      ({ url }) => url.includes('/did%3A'),
      () => textAnswer(404),
    ),
  },
  { rules: ['webfinger-missing'], how: 'no WebFinger', change: answerWith(isWebFinger, () => textAnswer(404)) },
  {
    rules: ['webfinger-missing'],
    how: 'a page',
    change: answerWith(isWebFinger, (answer) => ({ ...answer, body: textAnswer(200, '<html>').body })),
  },
  { rules: ['webfinger-missing'], how: 'no answer', change: answerWith(isWebFinger, () => undefined) },
  { rules: ['webfinger-type'], how: 'WebFinger as text', change: header(isWebFinger, 'content-type', 'text/plain') },
  {
    rules: ['webfinger-type'],
    how: 'WebFinger not for other pages',
    change: header(isWebFinger, 'access-control-allow-origin', undefined),
  },
  {
    rules: ['webfinger-subject'],
    how: 'another name',
    change: descriptor((found) => ({ ...found, subject: 'acct:bob@me.example' })),
  },
  {
    rules: ['webfinger-self'],
    how: 'another actor',
    change: descriptor((found) => {
      const [self, ...links] = found['links'] as JsonObject[];
      return { ...found, links: [{ ...self, href: 'https://me.example/users/alice' }, ...links] };
    }),
  },
  {
    rules: ['webfinger-self'],
    how: 'a second one, which servers take that look for the last',
    change: descriptor((found) => {
      const links = found['links'] as JsonObject[];
      return {
        ...found,
        links: links.map((link) => ({ ...link, ...(link['rel'] === 'self' && { type: 'application/activity+json' }) })),
      };
    }),
  },
  {
    rules: ['webfinger-links'],
    how: 'nothing but the actor',
    change: descriptor((found) => ({ ...found, links: (found['links'] as JsonObject[]).slice(0, 1) })),
  },
  {
    rules: ['host-meta'],
    how: 'no host-meta',
    change: answerWith(
      ({ url }) => url.endsWith('/host-meta'),
      () => textAnswer(404),
    ),
  },
];
