import { objectId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { plain } from './host-text.ts';
import { tagsOf, textMember } from './person.ts';

const mostTags = 30;
const mostEmoji = 60;
const longestName = 200;

/** Hashtags, mentions and custom emoji of a host's post or person, bounded. */
export function hostTags(object: JsonObject): JsonObject[] {
  const tags = tagsOf(object).slice(0, mostTags + mostEmoji);
  const named = tags.flatMap(namedTag).slice(0, mostTags);
  return [...named, ...tags.flatMap(emojiTag).slice(0, mostEmoji)];
}

function namedTag(tag: JsonObject): JsonObject[] {
  const type = textMember(tag, 'type');
  const name = plain(textMember(tag, 'name'), longestName);
  const href = objectId(textMember(tag, 'href') ?? '');
  if ((type !== 'Mention' && type !== 'Hashtag') || name === '') return [];
  return [{ type, name, ...(href !== undefined && { href }) }];
}

/** A picture that stands for `:name:` in text; only its https address is kept. */
function emojiTag(tag: JsonObject): JsonObject[] {
  const { icon } = tag;
  const name = (textMember(tag, 'name') ?? '').slice(0, longestName).replaceAll(/^:|:$/g, '');
  const url = isJsonObject(icon) ? (textMember(icon, 'url') ?? '') : '';
  if (textMember(tag, 'type') !== 'Emoji' || !/^[\p{L}\p{N}_.+-]{1,100}$/u.test(name)) return [];
  if (!url.startsWith('https://') || objectId(url) === undefined) return [];
  return [{ type: 'Emoji', name: `:${name}:`, icon: { type: 'Image', url } }];
}
