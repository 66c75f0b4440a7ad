import type { ObjectId } from '../brand.ts';
import { objectId, parseDid } from '../identity/ids.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { plainText } from '../plain-text.ts';
import type { PersonRecord } from '../ports/records.ts';
import { hostTags } from '../reader/host-tags.ts';
import { plain } from '../reader/host-text.ts';
import { textMember } from '../reader/person.ts';
import type { RichText } from '../rich-text.ts';
import { objectsOf } from './clean-json.ts';
import type { Reading } from './reading.ts';
import { isSameHost, webId } from './reading.ts';

export const actorTypes: ReadonlySet<unknown> = new Set(['Person', 'Service', 'Application', 'Group', 'Organization']);

const longestName = 100;
const longestField = 255;
const longestSummary = 20_000;
const mostFields = 16;
const mostAliases = 16;

/** The texts of a person where they are no HTML. */
export interface PersonTexts {
  readonly summary?: RichText;
  readonly fields?: readonly { readonly name: string; readonly value: RichText }[];
}

/**
 * Somebody on a server out of an ActivityStreams-shaped `actor`, of which only what is shown is kept, every member of the type that the
 * app expects: `url`, Emoji in `tag`, rows of the profile in `attachment` (`name`, `value` as RichText), `manuallyApprovesFollowers`,
 * `alsoKnownAs`. `username` is `user@host`. What a server says about another server's people never counts as newer.
 */
export function remotePerson(
  actor: JsonObject,
  { id, username }: { readonly id: ObjectId; readonly username: string },
  reading: Reading,
  texts: PersonTexts = {},
): PersonRecord {
  const { origin, nowMs, htmlToRichText } = reading;
  const type = textMember(actor, 'type');
  const tag = hostTags(actor);
  const url = webId(textMember(actor, 'url') ?? textMember(objectsOf(actor['url'])[0] ?? {}, 'href'), reading);
  const icon = pictureOf(actor['icon']);
  const attachment = (texts.fields ?? fieldsOf(actor, htmlToRichText)).slice(0, mostFields).flatMap(fieldOf);
  const alsoKnownAs = aliasesOf(actor['alsoKnownAs']);
  const movedTo = webId(actor['movedTo'], reading);
  return {
    id,
    actor: {
      id,
      type: type !== undefined && actorTypes.has(type) ? type : 'Person',
      tag,
      ...(url !== undefined && { url }),
      ...(attachment.length > 0 && { attachment }),
      ...(alsoKnownAs.length > 0 && { alsoKnownAs }),
      ...(movedTo !== undefined && { movedTo }),
      ...(actor['manuallyApprovesFollowers'] === true && { manuallyApprovesFollowers: true }),
    },
    name: plain(textMember(actor, 'name'), longestName) || username.slice(0, username.lastIndexOf('@')),
    username,
    summary: texts.summary ?? htmlToRichText((textMember(actor, 'summary') ?? '').slice(0, longestSummary), tag),
    ...(icon !== undefined && { icon }),
    updatedMs: isSameHost(id, origin) ? nowMs : 1,
    provenance: { type: 'host', host: new URL(origin).host },
  };
}

/** The https address of the first picture. */
function pictureOf(value: JsonValue | undefined): string | undefined {
  const picture = objectsOf(value)[0];
  const url = picture === undefined ? value : (picture['url'] ?? picture['href']);
  return typeof url === 'string' && url.startsWith('https://') && objectId(url) !== undefined ? url : undefined;
}

const fieldsOf = (actor: JsonObject, htmlToRichText: Reading['htmlToRichText']): NonNullable<PersonTexts['fields']> =>
  objectsOf(actor['attachment'])
    .filter((field) => field['type'] === 'PropertyValue')
    .slice(0, mostFields)
    .map((field) => ({
      name: textMember(field, 'name') ?? '',
      value: htmlToRichText((textMember(field, 'value') ?? '').slice(0, 8 * longestField), []),
    }));

function fieldOf({ name, value }: { readonly name: string; readonly value: RichText }): JsonObject[] {
  const title = plain(name, longestField);
  const isEmpty = title === '' && plainText(value) === '';
  return isEmpty ? [] : [{ type: 'PropertyValue', name: title, value: richJson(value) }];
}

/** Text as data is JSON as it is. */
const richJson = (text: RichText): JsonValue =>
  text.map((node) => {
    if (typeof node === 'string') return node;
    const { tag, children, href, kind } = node;
    return {
      tag,
      ...(children !== undefined && { children: richJson(children) }),
      ...(href !== undefined && { href }),
      ...(kind !== undefined && { kind }),
    };
  });

const aliasesOf = (value: JsonValue | undefined): string[] =>
  [value]
    .flat()
    .flatMap((alias) => (typeof alias === 'string' ? (parseDid(alias) ?? objectId(alias) ?? []) : []))
    .slice(0, mostAliases);
