import type { ObjectId } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import type { PersonRecord } from '../ports/records.ts';
import { hostOf } from './apply-host.ts';
import { plain } from './host-text.ts';
import type { HtmlToRichText } from './person.ts';
import { tagsOf, textMember } from './person.ts';

const actorTypes = new Set<unknown>(['Person', 'Service', 'Application', 'Group', 'Organization']);
const usernamePattern = /^[\p{L}\p{N}_.-]{1,64}$/u;
const longestName = 100;

/**
 * Somebody whose word comes by way of their host, as far as their id tells: `@bob@social.example` of
 * `https://social.example/profile/bob`. Any actor document that is read later counts more.
 */
export function guessedPerson(actor: ObjectId): PersonRecord {
  const { host, pathname } = new URL(actor);
  const last = decode(pathname.split('/').findLast((part) => part !== '') ?? '').replace(/^[@~]/, '');
  const username = usernamePattern.test(last) ? `${last}@${host}` : host;
  return {
    id: actor,
    actor: { id: actor, type: 'Person' },
    name: usernamePattern.test(last) ? last : host,
    username,
    summary: [],
    updatedMs: 0,
    provenance: hostOf(actor),
  };
}

/**
 * The same from the actor document that the host itself serves. The name is theirs to choose, the host behind the user name is not.
 * Undefined when the document is another's. Pictures stay where they are: fetching one would tell who reads.
 */
export function hostPerson(
  actor: ObjectId,
  document: JsonObject,
  htmlToRichText: HtmlToRichText,
  nowMs: number,
): PersonRecord | undefined {
  if (textMember(document, 'id') !== actor || !actorTypes.has(document['type'])) return undefined;
  const guess = guessedPerson(actor);
  const said = textMember(document, 'preferredUsername') ?? '';
  const username = usernamePattern.test(said) ? `${said}@${new URL(actor).host}` : guess.username;
  return {
    ...guess,
    name: plain(textMember(document, 'name'), longestName) || guess.name,
    username,
    summary: htmlToRichText(textMember(document, 'summary') ?? '', tagsOf(document)),
    updatedMs: nowMs,
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
