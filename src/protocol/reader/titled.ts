import type { JsonObject } from '../json.ts';
import type { RichText } from '../rich-text.ts';
import { plain } from './host-text.ts';
import { textMember } from './person.ts';

const longestTitle = 300;

/** The text of an object with its `name`, where it has one, as the first line: articles are not shown anywhere else by their title. */
export function titled(object: JsonObject, text: RichText): RichText {
  const title = plain(textMember(object, 'name'), longestTitle);
  return title === '' ? text : [{ tag: 'p', children: [{ tag: 'strong', children: [title] }] }, ...text];
}
