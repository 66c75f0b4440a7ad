import type { Reading } from '../../../protocol/fediverse/reading.ts';
import type { FediverseWeb, WebError, WebRequest } from '../../../protocol/ports/fediverse.ts';
import type { HtmlToRichText } from '../../../protocol/reader/person.ts';
import { err, ok, type Result } from '../../../protocol/result.ts';

export interface Question {
  readonly url: string;
  /** Sent as JSON by POST. */
  readonly body?: unknown;
  readonly accept?: string;
  readonly etag?: string | undefined;
  /** Where pages may not read, one's own gateway may. */
  readonly allowGateway?: boolean;
}

export interface ServerAnswer {
  readonly bytes: Uint8Array;
  readonly etag?: string;
  /** Whose word it is, and how it is read. */
  readonly reading: Reading;
}

/** Asks one server one question. */
export type Ask = (question: Question) => Promise<Result<ServerAnswer | 'unchanged', WebError>>;

/** Posts with all their tags and pictures; more is none that would be shown. */
const mostBytes = 4 * 2 ** 20;
export const activityJson = 'application/activity+json, application/ld+json';

export interface AskParts {
  readonly web: FediverseWeb;
  readonly htmlToRichText: HtmlToRichText;
  nowMs(): number;
}

/** Everything asked with the result has the same urgency and ends with `signal`. */
export function createAsk(parts: AskParts, lane: WebRequest['lane'], signal: AbortSignal): Ask {
  return async ({ url, body, accept = 'application/json', etag, allowGateway = false }) => {
    const request: WebRequest = {
      url,
      ...(body !== undefined && { body }),
      accept,
      ...(etag !== undefined && { etag }),
      maxBytes: mostBytes,
      lane,
      allowGateway,
    };
    const answer = await parts.web.ask(request, { signal });
    if (!answer.ok) return answer;
    if (answer.value.status === 304) return ok('unchanged');
    const { bytes } = answer.value;
    const origin = originOf(answer.value.url) ?? originOf(url);
    if (origin === undefined) return err({ type: 'not-allowed' });
    const { htmlToRichText } = parts;
    return ok({
      bytes,
      ...(answer.value.etag !== undefined && { etag: answer.value.etag }),
      reading: { origin, nowMs: parts.nowMs(), htmlToRichText },
    });
  };
}

const originOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined);
