import type { AcctUri, ObjectId } from '../../protocol/brand.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import type { RemoteFound } from '../fediverse/remote-found.ts';
import type { FakeFediverse } from './fake-fediverse.ts';

type Json = Readonly<Record<string, unknown>>;

/** A status as `fake-mastodon` makes it; anything more as Mastodon's interface names it. */
export interface FakeStatus extends Json {
  readonly id: string;
}

/** One person on one Mastodon of the fake world. */
export interface FakeMastodonPerson {
  readonly id: ObjectId;
  readonly account: Json;
  readonly found: RemoteFound;
  /** Address of the newest statuses. */
  readonly timeline: string;
  /** A status of theirs, newer than those before; nothing shows it yet. */
  status(text: string, more?: Json): FakeStatus;
  /** What the server shows from now on, newest first. */
  show(statuses: readonly FakeStatus[], etag?: string): void;
}

let keys = 100_000;

export function createFakeMastodonPerson(
  { serve }: Pick<FakeFediverse, 'serve'>,
  host: string,
  name: string,
  nowMs: () => number,
): FakeMastodonPerson {
  const origin = `https://${host}`;
  const id = `${origin}/users/${name}` as ObjectId;
  const key = String(keys++);
  const account = {
    id: key,
    username: name,
    acct: name,
    uri: id,
    url: `${origin}/@${name}`,
    display_name: name,
    note: '',
    locked: false,
    emojis: [],
    fields: [],
  };
  const person: PersonRecord & { readonly id: ObjectId } = {
    id,
    actor: { id, type: 'Person', url: account.url },
    name,
    username: `${name}@${host}`,
    summary: [],
    updatedMs: nowMs(),
    provenance: { type: 'host', host },
  };
  const timeline = `${origin}/api/v1/accounts/${key}/statuses?limit=20`;
  return {
    id,
    account,
    timeline,
    found: { person, acct: `acct:${name}@${host}` as AcctUri, way: 'mastodon', source: origin, key },
    status(text, more = {}) {
      const number = String(keys++);
      return {
        id: number,
        uri: `${id}/statuses/${number}`,
        url: `${account.url}/${number}`,
        created_at: new Date(nowMs()).toISOString(),
        edited_at: null,
        visibility: 'public',
        content: `<p>${text}</p>`,
        spoiler_text: '',
        account,
        media_attachments: [],
        mentions: [],
        tags: [],
        emojis: [],
        in_reply_to_id: null,
        in_reply_to_account_id: null,
        reblog: null,
        favourites_count: 0,
        ...more,
      };
    },
    show: (statuses, etag) => serve(timeline, statuses, etag === undefined ? {} : { etag }),
  };
}
