import type { ObjectId } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import type { PersonRecord } from '../ports/records.ts';
import { textMember } from '../reader/person.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { makeAcct } from './acct.ts';
import type { Acct } from './acct.ts';
import { cleanObject, keyMember, objectMember, objectsOf } from './clean-json.ts';
import type { Expected, FoundPerson, PersonError, Reading } from './reading.ts';
import { isSameHost, plausibleHost, webId } from './reading.ts';
import { remotePerson } from './remote-person.ts';

/**
 * Somebody out of `GET /api/v1/accounts/lookup` or `/api/v1/accounts/:id` of their own server: Mastodon's, or of another that offers its
 * interface. The account must be the server's own, and whom `expected` names.
 */
export function mastodonAccount(json: unknown, reading: Reading, expected: Expected = {}): Result<FoundPerson, PersonError> {
  const account = cleanObject(json);
  const key = account === undefined ? undefined : keyMember(account, 'id');
  const acct = account === undefined ? undefined : acctOfAccount(account, reading);
  if (account === undefined || key === undefined || acct === undefined) return err({ type: 'malformed' });
  if (account['suspended'] === true) return err({ type: 'gone' });
  const { origin } = reading;
  const own = new URL(origin).host;
  const isOwn = acct.host === own || acct.acct === expected.acct?.acct;
  const isAsked = expected.acct === undefined || expected.acct.user.toLowerCase() === acct.user.toLowerCase();
  const id = idOfAccount(account) ?? expected.id ?? webId(`${origin}/users/${encodeURIComponent(acct.user)}`, reading);
  if (!isOwn || !isAsked || id === undefined || !isSameHost(id, origin)) return err({ type: 'somebody-else' });
  const moved = objectMember(account, 'moved');
  const movedTo = moved && (idOfAccount(moved) ?? webId(moved['url'], reading));
  return ok({
    person: accountPerson(account, { id, username: (expected.acct ?? acct).label }, reading),
    key,
    ...(movedTo !== undefined && { moved: movedTo }),
  });

  function idOfAccount(account: JsonObject): ObjectId | undefined {
    return webId(account['uri'] ?? objectMember(account, 'pleroma')?.['ap_id'], reading);
  }
}

/**
 * Somebody as they stand beside a post. Without `uri` (before Mastodon 4.2) their id is read off the post's own, else their page stands
 * for it.
 */
export function accountBeside(account: JsonObject, post: ObjectId | undefined, reading: Reading): PersonRecord | undefined {
  const acct = acctOfAccount(account, reading);
  if (acct === undefined) return undefined;
  const written = webId(account['uri'] ?? objectMember(account, 'pleroma')?.['ap_id'], reading);
  const id = written ?? actorOfPost(post, acct) ?? webId(account['url'], reading);
  if (id === undefined) return undefined;
  return accountPerson(account, { id, username: `${acct.user}@${plausibleHost(acct.host, new URL(id).host)}` }, reading);
}

/** `https://host/users/ada` of `https://host/users/ada/statuses/1`. */
function actorOfPost(post: ObjectId | undefined, { user }: Acct): ObjectId | undefined {
  const [, actor, name] = /^(https?:\/\/[^/]+\/(?:users|ap\/users)\/([^/]+))\/statuses\//.exec(post ?? '') ?? [];
  return name?.toLowerCase() === user.toLowerCase() ? (actor as ObjectId) : undefined;
}

/** `acct` has a host only where the account is another server's. */
function acctOfAccount(account: JsonObject, { origin }: Reading): Acct | undefined {
  const username = textMember(account, 'username') ?? '';
  const [, host = new URL(origin).host] = (textMember(account, 'acct') ?? '').split('@');
  return makeAcct(username, host, origin);
}

function accountPerson(
  account: JsonObject,
  who: { readonly id: ObjectId; readonly username: string },
  reading: Reading,
): PersonRecord {
  const isGroup = account['group'] === true;
  const actor: JsonObject = {
    type: isGroup ? 'Group' : account['bot'] === true ? 'Service' : 'Person',
    name: textMember(account, 'display_name') ?? '',
    summary: textMember(account, 'note') ?? '',
    url: textMember(account, 'url') ?? '',
    icon: { url: textMember(account, 'avatar_static') ?? textMember(account, 'avatar') ?? '' },
    tag: emojiTags(account),
    attachment: objectsOf(account['fields']).map((field) => ({ ...field, type: 'PropertyValue' })),
    manuallyApprovesFollowers: account['locked'] === true,
    movedTo: textMember(objectMember(account, 'moved') ?? {}, 'uri') ?? '',
  };
  return remotePerson(actor, who, reading);
}

/** Custom emoji of an account, a post or a poll as tags; pictures that stand still. */
export const emojiTags = (object: JsonObject): JsonObject[] =>
  objectsOf(object['emojis']).map((emoji) => ({
    type: 'Emoji',
    name: textMember(emoji, 'shortcode') ?? '',
    icon: { url: textMember(emoji, 'static_url') ?? textMember(emoji, 'url') ?? '' },
  }));
