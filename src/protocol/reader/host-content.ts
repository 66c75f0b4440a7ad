import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import type { RichText } from '../rich-text.ts';
import { hostTags } from './host-tags.ts';
import type { HtmlToRichText } from './person.ts';
import { textMember } from './person.ts';
import { titled } from './titled.ts';

/** In UTF-16 units. */
const longestHtml = 100_000;

/** The text of a host's post, with its title on top where it has one. */
export function hostContent(object: JsonObject, htmlToRichText: HtmlToRichText): RichText {
  const html = textMember(object, 'content') ?? firstText(object['contentMap']) ?? '';
  return titled(object, htmlToRichText(html.slice(0, longestHtml), hostTags(object)));
}

function firstText(map: JsonValue | undefined): string | undefined {
  const [first] = isJsonObject(map) ? Object.values(map) : [];
  return typeof first === 'string' ? first : undefined;
}
