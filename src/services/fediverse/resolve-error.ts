import type { Did } from '../../protocol/brand.ts';
import type { WebError } from '../../protocol/ports/fediverse.ts';
import type { FollowError } from '../app-api.ts';

/** Why nobody was found. */
export type ResolveError =
  | Exclude<FollowError, { readonly type: 'unreachable' }>
  /** `retryAfterMs`: the server said when it may be asked again. */
  | { readonly type: 'unreachable'; readonly host: string; readonly reason: string; readonly retryAfterMs?: number }
  /** The address belongs to a key: somebody on Pollen, who can be followed as such. */
  | { readonly type: 'on-pollen'; readonly did: Did; readonly via: string };

/** Why a server did not tell, in words of the app. */
export function whyNot(error: WebError, host: string): ResolveError {
  switch (error.type) {
    case 'refused': {
      const { status, retryAfterMs } = error;
      if (status === 410) return { type: 'gone', host };
      if (status === 401 || status === 403) return { type: 'forbidden', host };
      if (retryAfterMs === undefined && status < 500) return { type: 'not-found', host };
      return { type: 'unreachable', host, reason: `HTTP ${status}`, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    }
    case 'unreachable':
      return { type: 'unreachable', host, reason: error.reason };
    case 'not-allowed':
      return { type: 'not-found', host };
    default:
      return { type: 'unreachable', host, reason: error.type };
  }
}

const weights: Readonly<Record<ResolveError['type'], number>> = {
  'on-pollen': 6,
  yourself: 5,
  gone: 4,
  forbidden: 3,
  unreachable: 2,
  'not-found': 1,
  'not-an-address': 0,
};

/** Of several ways that failed, what says most about the person. */
export const mostTelling = (errors: readonly ResolveError[]): ResolveError | undefined =>
  errors.toSorted((left, right) => weights[right.type] - weights[left.type])[0];
