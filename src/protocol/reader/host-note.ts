import type { ObjectId } from '../brand.ts';
import { objectId } from '../identity/ids.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { tagsOf, textMember } from './person.ts';

/** What can be shown as a post; anything else of a host is no answer. */
const noteTypes = new Set<unknown>(['Note', 'Article', 'Page', 'Question', 'Event', 'Image', 'Video', 'Audio']);
const mostTags = 30;
const mostAttachments = 8;
const longestName = 200;
const longestWarning = 500;
const longestDescription = 1500;
const largestSide = 100_000;

/**
 * A post that a host wrote, cut down to what is shown of it, every member of the type that the app expects: nobody has checked what
 * comes from there (bridge-spec section 12). The text itself goes through the sanitiser and is not kept. Undefined: no post.
 */
export function hostNote(object: JsonObject, nowMs: number): (JsonObject & { readonly id: ObjectId }) | undefined {
  const id = objectId(textMember(object, 'id') ?? '');
  const { type } = object;
  if (id === undefined || typeof type !== 'string' || !noteTypes.has(type)) return undefined;
  const published = dateOf(object, 'published', nowMs);
  const updated = dateOf(object, 'updated', nowMs);
  const warning = plain(textMember(object, 'summary'), longestWarning);
  const language = languageOf(object);
  const inReplyTo = objectId(textMember(object, 'inReplyTo') ?? '');
  const attachment = listOf(object['attachment']).slice(0, mostAttachments).flatMap(attachmentOf);
  return {
    id,
    type,
    attributedTo: textMember(object, 'attributedTo') ?? '',
    ...(published !== undefined && { published }),
    ...(updated !== undefined && updated !== published && { updated }),
    ...(warning !== '' && { summary: warning }),
    ...(language !== undefined && { contentMap: { [language]: '' } }),
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(attachment.length > 0 && { attachment }),
    tag: hostTags(object),
    to: addresses(object['to']),
    cc: addresses(object['cc']),
  };
}

/** Hashtags and mentions of a host's post, bounded. */
export function hostTags(object: JsonObject): JsonObject[] {
  return tagsOf(object)
    .slice(0, mostTags)
    .flatMap((tag) => {
      const type = textMember(tag, 'type');
      const name = plain(textMember(tag, 'name'), longestName);
      const href = objectId(textMember(tag, 'href') ?? '');
      if ((type !== 'Mention' && type !== 'Hashtag') || name === '') return [];
      return [{ type, name, ...(href !== undefined && { href }) }];
    });
}

/** One line of text without markup, control characters and signs that turn the direction of what follows. */
export function plain(text: string | undefined, longest: number): string {
  const source = (text ?? '').slice(0, 4 * longest).toWellFormed();
  const words = source.replaceAll(/<[^>]*>/g, ' ').replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ');
  return words.replaceAll(/\s+/g, ' ').trim().slice(0, longest).toWellFormed();
}

/** Pictures are named by their address only: a digest would make this device ask its peers for them. */
function attachmentOf(attachment: JsonObject): JsonObject[] {
  const url = textMember(attachment, 'url') ?? textMember(attachment, 'href') ?? '';
  if (!url.startsWith('https://') || objectId(url) === undefined) return [];
  const mediaType = textMember(attachment, 'mediaType') ?? '';
  const name = plain(textMember(attachment, 'name'), longestDescription);
  const [width, height] = [sideOf(attachment, 'width'), sideOf(attachment, 'height')];
  return [
    {
      type: 'Document',
      url,
      ...(/^[a-z]{1,20}\/[a-z0-9.+-]{1,60}$/.test(mediaType) && { mediaType }),
      ...(name !== '' && { name }),
      ...(width !== undefined && height !== undefined && { width, height }),
    },
  ];
}

function sideOf(attachment: JsonObject, member: string): number | undefined {
  const side = attachment[member];
  return typeof side === 'number' && Number.isInteger(side) && side > 0 && side <= largestSide ? side : undefined;
}

/** A date that can be shown: nothing from the future. */
function dateOf(object: JsonObject, member: string, nowMs: number): string | undefined {
  const ms = Date.parse(textMember(object, member) ?? '');
  return Number.isNaN(ms) || ms < 0 ? undefined : new Date(Math.min(ms, nowMs)).toISOString();
}

function languageOf({ contentMap }: JsonObject): string | undefined {
  const [language = ''] = isJsonObject(contentMap) ? Object.keys(contentMap) : [];
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/.test(language) ? language : undefined;
}

const addresses = (value: JsonValue | undefined): string[] =>
  [value]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? [one] : []))
    .slice(0, 10);

const listOf = (value: JsonValue | undefined): readonly JsonObject[] => [value].flat().filter((one) => isJsonObject(one));
