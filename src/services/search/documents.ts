import type { JsonObject } from '../../protocol/json.ts';
import type { PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import { isObject, objects, text, texts } from '../views/members.ts';
import { plainText } from '../views/plain-text.ts';
import type { SearchDocument } from './document.ts';
import { fold } from './fold.ts';
import { eachWord } from './words.ts';

/** Of a longer text only this is found, UTF-16 code units. */
const longestText = 100_000;

/** A post as it is searched for; undefined: it has no words of its own (a boost, something deleted). */
export function documentOfPost(post: PostRecord): SearchDocument | undefined {
  if (post.deleted === true || post.boostOf !== undefined) return undefined;
  const terms = new Set<string>();
  for (const words of textsOfPost(post)) eachWord(words, (term) => terms.add(term));
  for (const mark of marksOf(post, objects(post.object, 'attachment'))) terms.add(mark);
  return { id: post.id, atMs: post.atMs, author: post.author, terms };
}

/** What can be found of a post: text, title, warning, descriptions of pictures, options of a poll, hashtags. */
export function textsOfPost({ content, object }: Pick<PostRecord, 'content' | 'object'>): string[] {
  const named = [...objects(object, 'attachment'), ...objects(object, 'oneOf'), ...objects(object, 'anyOf')];
  const tags = objects(object, 'tag').filter(({ type }) => type === 'Hashtag');
  const texts = [
    plainText(content),
    text(object, 'name'),
    text(object, 'summary'),
    ...named.map((one) => text(one, 'name')),
    ...tags.map(hashtagText),
  ];
  return texts.flatMap((found) => (found === undefined || found === '' ? [] : [found.slice(0, longestText)]));
}

/** Somebody by name, username and address. */
export function documentOfPerson(person: PersonRecord): SearchDocument {
  const terms = new Set<string>(['!person']);
  const add = (words: string): void => eachWord(words, (term) => terms.add(term));
  add(person.name);
  add(person.username);
  const host = person.provenance.type === 'host' ? person.provenance.host : undefined;
  if (host !== undefined) add(host);
  const name = fold(person.username);
  terms.add(`@${name}`.slice(0, 200));
  if (host !== undefined && !name.includes('@')) terms.add(`@${name}@${host}`.slice(0, 200));
  if (name.includes('@')) terms.add(`@${name.slice(0, name.indexOf('@'))}`);
  return { id: person.id, atMs: Math.max(0, person.updatedMs), author: person.id, terms };
}

function hashtagText(tag: JsonObject): string | undefined {
  const name = text(tag, 'name')?.replace(/^#/, '');
  return name === undefined ? undefined : `#${name}`;
}

function marksOf(post: PostRecord, attachments: readonly JsonObject[]): string[] {
  const { object } = post;
  const marks: string[] = [];
  for (const attachment of attachments) {
    const kind = text(attachment, 'mediaType')?.split('/')[0];
    if (kind === 'image') marks.push('!picture');
    if (kind === 'video') marks.push('!video');
    if (kind === 'audio') marks.push('!audio');
  }
  if (marks.length > 0) marks.push('!media');
  if (objects(object, 'oneOf').length + objects(object, 'anyOf').length > 0) marks.push('!poll');
  if (hasLink(post.content)) marks.push('!link');
  if (text(object, 'summary')) marks.push('!warning');
  if (post.inReplyTo !== undefined) marks.push('!answer');
  const map = object['contentMap'];
  for (const language of isObject(map) ? Object.keys(map).slice(0, 5) : []) {
    marks.push(`!language ${language.toLowerCase().split('-')[0]?.slice(0, 8) ?? ''}`);
  }
  if (texts(object, 'to').length > 0 && !texts(object, 'to').some((to) => /(#|^as:|^)Public$/.test(to))) marks.push('!unlisted');
  return marks;
}

/** A link to somewhere: mentions and hashtags are none. */
function hasLink(content: PostRecord['content']): boolean {
  return content.some((node) => {
    if (typeof node === 'string') return false;
    if (node.tag === 'a' && node.kind === undefined && /^https?:/.test(node.href ?? '')) return true;
    return hasLink(node.children ?? []);
  });
}
