import type { IncomingMessage } from 'node:http';
import { type Answer, matchingTag } from './answer.ts';

/** Answers idle polls at once: no URL is parsed, no endpoint asked, no disk touched. */
export interface PollMemory {
  /** Remembers an answer that says how long it holds (`isCurrent`). */
  remember(request: IncomingMessage, answer: Answer): void;
  /** The headers of a 304, as names and values in turn, when what was remembered still holds and the client has it. */
  notModified(request: IncomingMessage): readonly string[] | undefined;
}

interface Remembered {
  readonly answer: Answer;
  readonly isCurrent: () => boolean;
  readonly etag: string;
  /** The tag that clients sent last, and the headers for it: most send the same. */
  last?: { readonly ifNoneMatch: string; readonly headers: readonly string[] };
}

const maxEntries = 20_000;
/** Longer requests are answered the ordinary way. */
const maxKeyLength = 1024;

/** Bounded: the least recently asked is forgotten first. */
export function createPollMemory(): PollMemory {
  const entries = new Map<string, Remembered>();

  return {
    remember(request, answer) {
      const { etag, isCurrent, status } = answer;
      const key = keyOf(request);
      if (key === undefined || etag === undefined || isCurrent === undefined || status !== 200) return;
      entries.delete(key);
      // Not the body: it may be large, and a 304 has none.
      const { headers, compress } = answer;
      entries.set(key, { answer: { status, ...(headers && { headers }), ...(compress && { compress }), etag }, isCurrent, etag });
      if (entries.size <= maxEntries) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        break;
      }
    },
    notModified(request) {
      const ifNoneMatch = request.headers['if-none-match'];
      const key = ifNoneMatch === undefined ? undefined : keyOf(request);
      const entry = key === undefined ? undefined : entries.get(key);
      if (key === undefined || entry === undefined || ifNoneMatch === undefined) return undefined;
      if (!entry.isCurrent()) {
        entries.delete(key);
        return undefined;
      }
      if (entry.last?.ifNoneMatch === ifNoneMatch) return entry.last.headers;
      const tag = matchingTag(ifNoneMatch, entry.etag);
      if (tag === undefined) return undefined;
      const headers = notModifiedHeaders(entry.answer, tag);
      entries.delete(key);
      entries.set(key, { ...entry, last: { ifNoneMatch, headers } });
      return headers;
    },
  };
}

/**
 * What two requests must have in common to be answered alike. undefined: never from memory. Pages that load something as a script, a
 * frame or a document are told no by the endpoints (`guardContent`), and must go there.
 */
function keyOf({ method, headers, url }: IncomingMessage): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const destination = headers['sec-fetch-dest'];
  if ((destination !== undefined && destination !== 'empty') || headers['service-worker'] !== undefined) return undefined;
  const key = `${headers.host ?? ''} ${url ?? ''} ${headers.accept ?? ''}`;
  return key.length > maxKeyLength ? undefined : key;
}

const kept = ['Cache-Control', 'Link', 'Access-Control-Allow-Origin', 'Access-Control-Expose-Headers'] as const;

/** RFC 9110 section 15.4.5: what a cache needs to go on using what it has, and what a page needs to be allowed to. */
export function notModifiedHeaders({ headers, compress }: Answer, tag: string): string[] {
  const lines = kept.flatMap((name) => {
    const value = headers?.[name];
    return value === undefined ? [] : [name, value];
  });
  const vary = [headers?.['Vary'], compress === true ? 'Accept-Encoding' : undefined].filter((part) => part !== undefined);
  return ['ETag', tag, ...(vary.length === 0 ? [] : ['Vary', vary.join(', ')]), ...lines];
}
