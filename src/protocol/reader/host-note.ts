import { quoteOf } from '../activity-streams/quote-of.ts';
import type { ObjectId } from '../brand.ts';
import { maximumUrlLength, objectId } from '../identity/ids.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { hostCounts, hostPoll } from './host-poll.ts';
import { hostTags } from './host-tags.ts';
import { plain } from './host-text.ts';
import { textMember } from './person.ts';

/** What can be shown as a post; anything else of a host is no answer. */
const noteTypes = new Set<unknown>(['Note', 'Article', 'Page', 'Question', 'Event', 'Image', 'Video', 'Audio']);
const mostAttachments = 8;
const longestWarning = 500;
const longestDescription = 1500;
const largestSide = 100_000;
const blurhashPattern = /^[0-9A-Za-z#$%*+,.:;=?@[\]^_{|}~-]{6,90}$/;

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
  const url = pageOf(object['url']);
  const quote = quoteOf(object);
  return {
    id,
    type,
    attributedTo: objectId(textMember(object, 'attributedTo') ?? '') ?? '',
    ...(published !== undefined && { published }),
    ...(updated !== undefined && updated !== published && { updated }),
    ...(warning !== '' && { summary: warning }),
    ...(language !== undefined && { contentMap: { [language]: '' } }),
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(url !== undefined && { url }),
    ...(quote !== undefined && { quote }),
    ...(object['sensitive'] === true && { sensitive: true }),
    ...hostPoll(object),
    ...hostCounts(object),
    ...(attachment.length > 0 && { attachment }),
    tag: hostTags(object),
    to: addresses(object['to']),
    cc: addresses(object['cc']),
  };
}

/** Pictures are named by their address only: a digest would make this device ask its peers for them. */
function attachmentOf(attachment: JsonObject): JsonObject[] {
  const url = textMember(attachment, 'url') ?? textMember(attachment, 'href') ?? '';
  if (!url.startsWith('https://') || objectId(url) === undefined) return [];
  const mediaType = textMember(attachment, 'mediaType') ?? '';
  const name = plain(textMember(attachment, 'name'), longestDescription);
  const [width, height] = [sideOf(attachment, 'width'), sideOf(attachment, 'height')];
  const blurhash = textMember(attachment, 'blurhash') ?? '';
  const preview = textMember(attachment, 'preview') ?? '';
  const focus = focusOf(attachment['focalPoint']);
  return [
    {
      type: 'Document',
      url,
      ...(/^[a-z]{1,20}\/[a-z0-9.+-]{1,60}$/.test(mediaType) && { mediaType }),
      ...(name !== '' && { name }),
      ...(width !== undefined && height !== undefined && { width, height }),
      ...(blurhashPattern.test(blurhash) && { blurhash }),
      ...(preview.startsWith('https://') && objectId(preview) !== undefined && { preview }),
      ...(focus !== undefined && { focalPoint: focus }),
      ...(attachment['loops'] === true && { loops: true }),
    },
  ];
}

/** Right and up from the middle, thousandths (`cleanJson` makes them so). */
function focusOf(value: JsonValue | undefined): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  return value.every((one) => typeof one === 'number' && Math.abs(one) <= 1000) ? (value as number[]) : undefined;
}

/** The page for people: a text, a Link, or the first of several that is HTML. */
function pageOf(value: JsonValue | undefined): string | undefined {
  const pages = [value]
    .flat()
    .slice(0, mostAttachments)
    .flatMap((one) => {
      if (typeof one === 'string') return [one];
      return isJsonObject(one) && (textMember(one, 'mediaType') ?? 'text/html') === 'text/html'
        ? [textMember(one, 'href') ?? '']
        : [];
    });
  return pages.find((page) => objectId(page) !== undefined);
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
    .flatMap((one) => (typeof one === 'string' && one.length <= maximumUrlLength ? [one] : []))
    .slice(0, 10);

const listOf = (value: JsonValue | undefined): readonly JsonObject[] => [value].flat().filter((one) => isJsonObject(one));
