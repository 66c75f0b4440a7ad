import type { ObjectId } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import type { PersonRecord } from '../ports/records.ts';
import { textMember } from '../reader/person.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { RichText } from '../rich-text.ts';
import type { Acct } from './acct.ts';
import { makeAcct } from './acct.ts';
import { cleanObject, keyMember, objectMember, objectsOf } from './clean-json.ts';
import { mfmToRichText } from './mfm.ts';
import type { Expected, FoundPerson, PersonError, Reading } from './reading.ts';
import { isSameHost, plausibleHost, webId } from './reading.ts';
import { remotePerson } from './remote-person.ts';

/**
 * Somebody out of `POST /api/users/show` of their own server: Misskey's, or of one of its descendants. The account must be the server's
 * own, and whom `expected` names.
 */
export function misskeyUser(json: unknown, reading: Reading, expected: Expected = {}): Result<FoundPerson, PersonError> {
  const user = cleanObject(json);
  const key = user === undefined ? undefined : keyMember(user, 'id');
  const acct = user === undefined ? undefined : acctOfUser(user, reading);
  if (user === undefined || key === undefined || acct === undefined) return err({ type: 'malformed' });
  if (user['isSuspended'] === true || user['isDeleted'] === true) return err({ type: 'gone' });
  const { origin } = reading;
  const isOwn = textMember(user, 'host') === undefined || acct.host === new URL(origin).host;
  const isAsked = expected.acct === undefined || expected.acct.user.toLowerCase() === acct.user.toLowerCase();
  const id = webId(`${origin}/users/${key}`, reading);
  const isExpected = expected.id === undefined || expected.id === id;
  if (!isOwn || !isAsked || !isExpected || id === undefined) return err({ type: 'somebody-else' });
  const moved = webId(user['movedToUri'] ?? user['movedTo'], reading);
  return ok({
    person: userPerson(user, { id, username: (expected.acct ?? acct).label }, reading),
    key,
    ...(moved !== undefined && { moved }),
  });
}

/**
 * Somebody as they stand beside a note. Of other servers' people Misskey does not say the id: it is read off the note's, else their page
 * stands for it.
 */
export function userBeside(user: JsonObject, note: ObjectId, reading: Reading): PersonRecord | undefined {
  const acct = acctOfUser(user, reading);
  const key = keyMember(user, 'id');
  if (acct === undefined || key === undefined) return undefined;
  const { origin } = reading;
  const isOwn = acct.host === new URL(origin).host;
  const written = webId(user['uri'], reading);
  const id = isOwn
    ? webId(`${origin}/users/${key}`, reading)
    : (written ?? actorOfNote(note, acct) ?? pageOf(acct, note, reading));
  if (id === undefined || !isSameHost(id, note)) return undefined;
  return userPerson(user, { id, username: `${acct.user}@${plausibleHost(acct.host, new URL(id).host)}` }, reading);
}

/** `https://host/users/ada` of Mastodon's `https://host/users/ada/statuses/1`. */
function actorOfNote(note: ObjectId, { user }: Acct): ObjectId | undefined {
  const [, actor, name] = /^(https?:\/\/[^/]+\/users\/([^/]+))\/statuses\//.exec(note) ?? [];
  return name?.toLowerCase() === user.toLowerCase() ? (actor as ObjectId) : undefined;
}

const pageOf = ({ user }: Acct, note: ObjectId, reading: Reading): ObjectId | undefined =>
  webId(`${new URL(note).origin}/@${encodeURIComponent(user)}`, reading);

const acctOfUser = (user: JsonObject, { origin }: Reading): Acct | undefined =>
  makeAcct(textMember(user, 'username') ?? '', textMember(user, 'host') ?? new URL(origin).host, origin);

function userPerson(user: JsonObject, who: { readonly id: ObjectId; readonly username: string }, reading: Reading): PersonRecord {
  const { origin } = reading;
  const isOwn = isSameHost(who.id, origin);
  const actor: JsonObject = {
    type: user['isBot'] === true ? 'Service' : 'Person',
    name: textMember(user, 'name') ?? '',
    url: isOwn ? `${origin}/@${textMember(user, 'username') ?? ''}` : (textMember(user, 'url') ?? who.id),
    icon: { url: textMember(user, 'avatarUrl') ?? '' },
    tag: emojiTags(user, `${textMember(user, 'name') ?? ''} ${textMember(user, 'description') ?? ''}`, reading),
    manuallyApprovesFollowers: user['isLocked'] === true,
  };
  return remotePerson(actor, who, reading, {
    summary: mfmToRichText(textMember(user, 'description') ?? '', origin),
    fields: objectsOf(user['fields']).map((field) => ({
      name: textMember(field, 'name') ?? '',
      value: oneLine(mfmToRichText(textMember(field, 'value') ?? '', origin)),
    })),
  });
}

/** Without the paragraph around it, where there is only one. */
function oneLine(text: RichText): RichText {
  const [only, ...others] = text;
  return typeof only === 'object' && only.tag === 'p' && others.length === 0 ? (only.children ?? []) : text;
}

/** Pictures of the `:names:` in a text: of other servers' as the answer says, the server's own at the place that all of them have. */
export function emojiTags(object: JsonObject, text: string, { origin }: Pick<Reading, 'origin'>): JsonObject[] {
  const given = objectMember(object, 'emojis');
  const names = new Set([...text.slice(0, 10_000).matchAll(/:([A-Za-z0-9_+-]{1,100}):/g)].map(([, name = '']) => name));
  return [...names].flatMap((name) => {
    const url = given === undefined ? `${origin}/emoji/${name}.webp` : Object.hasOwn(given, name) ? given[name] : undefined;
    return typeof url === 'string' ? [{ type: 'Emoji', name: `:${name}:`, icon: { url } }] : [];
  });
}
