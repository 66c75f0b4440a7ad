import { readJson } from '../../../protocol/fediverse/clean-json.ts';
import { mastodonContext, mastodonStatus, mastodonStatuses } from '../../../protocol/fediverse/mastodon-status.ts';
import type { RemotePage } from '../../../protocol/fediverse/reading.ts';
import { err, ok, type Result } from '../../../protocol/result.ts';
import type { Ask, ServerAnswer } from './ask.ts';
import { emptyPage, type PageRead, type ReadError, type Way } from './way.ts';

const pageLength = 20;

/** Mastodon's interface, as Mastodon, Pleroma, Akkoma, GoToSocial, Pixelfed and Friendica offer it to everybody. */
export const mastodonWay: Way = {
  async posts(ask, { id, source, key = '', etag }, older) {
    const url = new URL(`/api/v1/accounts/${encodeURIComponent(key)}/statuses`, source);
    url.searchParams.set('limit', String(pageLength));
    if (older !== undefined) url.searchParams.set('max_id', older);
    const answer = await ask({ url: url.href, etag: older === undefined ? etag : undefined });
    return read(answer, (json, { reading }) => mastodonStatuses(json, reading, { id, key }));
  },
  async post(ask, { origin, key }) {
    const answer = await ask({ url: statusUrl(origin, key) });
    return page(read(answer, (json, { reading }) => mastodonStatus(json, reading)));
  },
  async conversation(ask, { origin, key }) {
    const status = await ask({ url: statusUrl(origin, key) });
    if (!status.ok) return status;
    const context = await ask({ url: `${statusUrl(origin, key)}/context` });
    const json = status.value === 'unchanged' ? undefined : readJson(status.value.bytes);
    // Answers name each other by keys, so that they must be read together with what they answer.
    const around = page(read(context, (around, { reading }) => mastodonContext(around, reading, json)));
    return around.ok ? around : page(read(status, (alone, { reading }) => mastodonStatus(alone, reading)));
  },
};

const statusUrl = (origin: string, key: string): string => new URL(`/api/v1/statuses/${encodeURIComponent(key)}`, origin).href;

type Json = NonNullable<ReturnType<typeof readJson>>;

/** A page out of an answer that must be JSON. */
export function read(
  answer: Awaited<ReturnType<Ask>>,
  make: (json: Json, answer: ServerAnswer) => RemotePage,
): Result<PageRead | 'unchanged', ReadError> {
  if (!answer.ok) return answer;
  if (answer.value === 'unchanged') return ok('unchanged');
  const json = readJson(answer.value.bytes);
  if (json === undefined) return err({ type: 'malformed' });
  const { etag } = answer.value;
  return ok({ page: make(json, answer.value), ...(etag !== undefined && { etag }) });
}

/** Of a question that was not conditional. */
export function page(answer: Result<PageRead | 'unchanged', ReadError>): Result<RemotePage, ReadError> {
  if (!answer.ok) return answer;
  return ok(answer.value === 'unchanged' ? emptyPage : answer.value.page);
}
