import { readJson } from '../../protocol/fediverse/clean-json.ts';
import type { Reading } from '../../protocol/fediverse/reading.ts';
import type { JsonValue } from '../../protocol/json.ts';
import type { FediverseWeb, WebError, WebRequest } from '../../protocol/ports/fediverse.ts';
import type { HtmlToRichText } from '../../protocol/reader/person.ts';
import { err, ok, type Result } from '../../protocol/result.ts';

export interface ResolveQuestion {
  readonly url: string;
  /** Sent as JSON by POST. */
  readonly body?: unknown;
  readonly accept: string;
  readonly allowGateway: boolean;
}

export interface ResolveAnswer {
  /** After redirects. */
  readonly url: string;
  /** Lower case, without parameters. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Whose word it is: the server that answered in the end. */
  readonly reading: Reading;
}

/** Asks one server one question, in the lane and as long as somebody wants to know. */
export type ResolveAsk = (question: ResolveQuestion) => Promise<Result<ResolveAnswer, WebError>>;

export interface ResolveParts {
  readonly web: FediverseWeb;
  readonly htmlToRichText: HtmlToRichText;
  readonly clock: { nowMs(): number };
  /** Where the app comes from: on this machine, servers on it may be asked, too. */
  readonly appBase: string;
}

const mostBytes = 2 ** 20;
// Without the quoted profile, which would need a preflight (Fetch standard, CORS-safelisted request-header).
export const activityTypes = 'application/activity+json, application/ld+json';
export const jrdTypes = 'application/jrd+json, application/json';
export const feedTypes = 'application/feed+json, application/atom+xml;q=0.9, application/rss+xml;q=0.8, application/xml;q=0.5';
export const pageTypes = 'text/html, application/activity+json;q=0.9';
/** What an actor, a note, a page or a feed may be asked for at once; the page only for its links. */
export const anyTypes = 'application/activity+json, text/html;q=0.5, application/atom+xml;q=0.4, application/rss+xml;q=0.4';

export function createResolveAsk(parts: ResolveParts, lane: WebRequest['lane'], signal: AbortSignal | undefined): ResolveAsk {
  return async (question) => {
    const asked = await parts.web.ask({ ...question, lane, maxBytes: mostBytes }, { signal });
    if (!asked.ok) return asked;
    const { url, contentType, bytes } = asked.value;
    const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (!URL.canParse(url)) return err({ type: 'not-allowed' });
    const reading = { origin: new URL(url).origin, nowMs: parts.clock.nowMs(), htmlToRichText: parts.htmlToRichText };
    return ok({ url, type, bytes, reading });
  };
}

/** An answer that is JSON; a page instead of it (as many servers answer for what they do not know) is none. */
export const jsonOf = ({ bytes, type }: ResolveAnswer): JsonValue | undefined =>
  type === 'text/html' ? undefined : readJson(bytes);

/** Nothing more is asked of a server that has no time, or after the question was given up. */
export function endsAll(error: WebError): boolean {
  if (error.type === 'refused') return error.retryAfterMs !== undefined || error.status >= 500;
  return error.type === 'aborted' || error.type === 'timed-out';
}
