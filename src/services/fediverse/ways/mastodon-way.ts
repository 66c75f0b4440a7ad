import { readJson } from '../../../protocol/fediverse/clean-json.ts';
import { mastodonContext, mastodonStatus, mastodonStatuses } from '../../../protocol/fediverse/mastodon-status.ts';
import { readAnswer, readPage } from './read-answer.ts';
import type { Way } from './way.ts';

const pageLength = 20;

/** Mastodon's interface, as Mastodon, Pleroma, Akkoma, GoToSocial, Pixelfed and Friendica offer it to everybody. */
export const mastodonWay: Way = {
  async posts(ask, { id, source, key = '', etag }, older) {
    const url = new URL(`/api/v1/accounts/${encodeURIComponent(key)}/statuses`, source);
    url.searchParams.set('limit', String(pageLength));
    if (older !== undefined) url.searchParams.set('max_id', older);
    const answer = await ask({ url: url.href, etag: older === undefined ? etag : undefined });
    return readAnswer(answer, (json, { reading }) => mastodonStatuses(json, reading, { id, key }));
  },
  async post(ask, { origin, key }) {
    const answer = await ask({ url: statusUrl(origin, key) });
    return readPage(answer, (json, { reading }) => mastodonStatus(json, reading));
  },
  async conversation(ask, { origin, key }) {
    const status = await ask({ url: statusUrl(origin, key) });
    if (!status.ok) return status;
    const context = await ask({ url: `${statusUrl(origin, key)}/context` });
    const json = status.value === 'unchanged' ? undefined : readJson(status.value.bytes);
    // Answers name each other by keys, so that they must be read together with what they answer.
    const around = readPage(context, (around, { reading }) => mastodonContext(around, reading, json));
    return around.ok ? around : readPage(status, (alone, { reading }) => mastodonStatus(alone, reading));
  },
};

const statusUrl = (origin: string, key: string): string => new URL(`/api/v1/statuses/${encodeURIComponent(key)}`, origin).href;
