import type { Tag } from '../activity-streams/object.ts';
import type { ObjectId } from '../brand.ts';
import { objectId } from '../identity/ids.ts';
import { hostTags } from '../reader/host-tags.ts';
import { plain } from '../reader/host-text.ts';
import type { JsonObject } from '../json.ts';
import type { RichText } from '../rich-text.ts';
import type { ArchiveItem } from './archive-item.ts';
import { isLooseObject, looseList, looseText, type LooseObject } from './archive-json.ts';
import { readArchiveMedia, type ArchiveMedia } from './archive-media.ts';
import { readArchivePoll, type ArchivePoll } from './archive-poll.ts';

/** A post of the archive, cut down to what is written of it: no member of the original is taken over as it is. */
export interface ArchivePost {
  readonly key: ObjectId;
  readonly url: string;
  readonly atMs: number;
  readonly audience: 'public' | 'unlisted';
  readonly type: 'Note' | 'Article' | 'Question';
  readonly title?: string;
  /** HTML made here of what the sanitiser left. */
  readonly html: string;
  /** What every reader's sanitiser makes of `html`. */
  readonly content: RichText;
  readonly language?: string;
  readonly warning?: string;
  readonly sensitive: boolean;
  readonly tags: readonly Tag[];
  /** What it answers, as the archive names it. */
  readonly inReplyTo?: ObjectId;
  readonly poll?: ArchivePoll;
  readonly media: readonly ArchiveMedia[];
}

/** Makes HTML of the server into HTML of our own, and the text that it is. */
export type OwnHtml = (html: string, tags: readonly JsonObject[]) => { readonly html: string; readonly content: RichText };

const longestWarning = 500;
const longestTitle = 500;

/** The post in an entry that is one. */
export function readArchivePost(item: ArchiveItem & { readonly type: 'post' }, nowMs: number, ownHtml: OwnHtml): ArchivePost {
  const { object, key, url, atMs, audience } = item;
  const tags = tagsOf(object);
  const poll = object['type'] === 'Question' ? readArchivePoll(object, atMs, nowMs) : undefined;
  const title = plain(looseText(object, 'name'), longestTitle);
  const warning = plain(looseText(object, 'summary'), longestWarning);
  const language = languageOf(object);
  const inReplyTo = objectId(looseText(object, 'inReplyTo') ?? '');
  const { media } = readArchiveMedia(object);
  return {
    key,
    url,
    atMs,
    audience,
    type: poll !== undefined ? 'Question' : object['type'] === 'Article' ? 'Article' : 'Note',
    ...(title !== '' && { title }),
    ...ownHtml(looseText(object, 'content') ?? '', tags),
    ...(language !== undefined && { language }),
    ...(warning !== '' && { warning }),
    sensitive: object['sensitive'] === true || warning !== '',
    tags,
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(poll !== undefined && { poll }),
    media,
  };
}

/** Hashtags and mentions. Hashtags lose their address: it is a page of the old server. */
function tagsOf(object: LooseObject): Tag[] {
  const known = looseList(object, 'tag', 100).flatMap((tag): JsonObject[] => {
    if (!isLooseObject(tag)) return [];
    const [type, name, href] = [looseText(tag, 'type'), looseText(tag, 'name'), looseText(tag, 'href')];
    return type === undefined || name === undefined ? [] : [{ type, name, ...(href !== undefined && { href }) }];
  });
  return hostTags({ tag: known }).flatMap((tag): Tag[] => {
    const [type, name, href] = [looseText(tag, 'type') ?? '', looseText(tag, 'name') ?? '', looseText(tag, 'href')];
    if (type === 'Hashtag') return [{ type, name: name.startsWith('#') ? name : `#${name}` }];
    return type !== 'Mention' || href === undefined ? [] : [{ type, name, href }];
  });
}

function languageOf(object: LooseObject): string | undefined {
  const map = object['contentMap'];
  const languages = isLooseObject(map) ? Object.keys(map) : [];
  const [language = ''] = languages;
  return languages.length === 1 && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/.test(language) ? language : undefined;
}
