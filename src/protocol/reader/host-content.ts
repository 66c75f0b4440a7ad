import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import type { RichText } from '../rich-text.ts';
import { hostTags } from './host-tags.ts';
import { plain } from './host-text.ts';
import type { HtmlToRichText } from './person.ts';
import { textMember } from './person.ts';

const longestTitle = 300;
/** In UTF-16 units. */
const longestHtml = 100_000;

/** The text of a host's post, with its title on top where it has one. */
export function hostContent(object: JsonObject, htmlToRichText: HtmlToRichText): RichText {
  const html = textMember(object, 'content') ?? firstText(object['contentMap']) ?? '';
  const title = plain(textMember(object, 'name'), longestTitle);
  const text = htmlToRichText(html.slice(0, longestHtml), hostTags(object));
  return title === '' ? text : [{ tag: 'p', children: [{ tag: 'strong', children: [title] }] }, ...text];
}

function firstText(map: JsonValue | undefined): string | undefined {
  const [first] = isJsonObject(map) ? Object.values(map) : [];
  return typeof first === 'string' ? first : undefined;
}
