import { readPoll, voteOf } from '../protocol/activity-streams/poll.ts';
import { audienceOf } from '../protocol/activity-streams/audience.ts';
import type { Attachment, Post } from '../protocol/activity-streams/object.ts';
import type { Rkey } from '../protocol/brand.ts';
import { canonicalId, isWebUrl } from '../protocol/identity/ids.ts';
import { idToTreePath } from '../protocol/identity/paths.ts';
import { parseRkey } from '../protocol/identity/rkey.ts';
import type { JsonObject } from '../protocol/json.ts';
import { plainText } from '../protocol/plain-text.ts';
import type { RichText } from '../protocol/rich-text.ts';
import { postPagePath } from './paths.ts';
import { type Sanitise, treePathOf } from './site-author.ts';

export interface SiteMedia {
  readonly kind: 'image' | 'video' | 'audio' | 'file';
  readonly mediaType: string;
  /** In the account's own tree; such files are shown. */
  readonly path?: string;
  /** Elsewhere on the web; such files are linked to, not loaded. */
  readonly url?: string;
  readonly alt: string;
  readonly width?: number;
  readonly height?: number;
}

/** A post as the pages and the feed show it. */
export interface SitePost {
  /** As written in the document. */
  readonly id: string;
  readonly rkey: Rkey;
  /** Its page, from the root of the site. */
  readonly page: string;
  /** Its signed document in the account's tree. */
  readonly document: string;
  readonly published: string;
  readonly updated?: string;
  readonly language?: string;
  readonly title?: string;
  readonly warning?: string;
  readonly sensitive: boolean;
  readonly content: RichText;
  readonly text: string;
  readonly media: readonly SiteMedia[];
  readonly tags: readonly string[];
  readonly inReplyTo?: string;
  /** Where it was written first, when that is elsewhere. */
  readonly original?: string;
  /** Public and answers nobody: it stands on the first page and in the feed. */
  readonly isTopLevel: boolean;
}

/** Record key of an own object; undefined for ids that this layout does not know. */
export function rkeyOfObject(id: string): Rkey | undefined {
  const path = idToTreePath(id);
  return path === undefined ? undefined : parseRkey(path.slice(path.lastIndexOf('/') + 1, -'.jsonld'.length));
}

/** Belongs on the first page and into the feed (bridge-spec section 1). */
export const isTopLevel = (post: Post): boolean => post.inReplyTo === undefined && audienceOf(post) === 'public';

/** What a checked post comes to; undefined when its id is of a layout that this one does not know. */
export function sitePost(post: Post, document: JsonObject, sanitise: Sanitise): SitePost | undefined {
  const rkey = rkeyOfObject(post.id);
  const path = idToTreePath(post.id);
  // A vote is no post (bridge-spec section 6.8).
  if (rkey === undefined || path === undefined || voteOf(document) !== undefined) return undefined;
  const [language, translated] = Object.entries(post.contentMap ?? {})[0] ?? [];
  const content = [...sanitise(post.content ?? translated ?? '', objectsOf(document['tag'])), ...answersOf(document)];
  // Counting votes makes a new version, too.
  const updated = post.type === 'Question' ? textOf(document['edited']) : post.updated;
  const page = postPagePath(post.published, rkey);
  const warning = plainText(sanitise(post.summary ?? '', []));
  const isSameWords = post.content === undefined || post.content === translated;
  return {
    id: post.id,
    rkey,
    page,
    document: path,
    published: post.published,
    ...(updated !== undefined && updated > post.published && { updated }),
    ...(isSameWords && language !== undefined && { language }),
    ...(post.name !== undefined && post.name.trim() !== '' && { title: post.name.trim() }),
    ...(warning !== '' && { warning }),
    sensitive: post.sensitive === true,
    content,
    text: plainText(content),
    media: (post.attachment ?? []).flatMap((attachment) => siteMedia(attachment) ?? []),
    tags: (post.tag ?? []).flatMap(({ type, name }) =>
      type === 'Hashtag' && name !== undefined ? [name.replace(/^#/, '')] : [],
    ),
    ...(post.inReplyTo !== undefined && { inReplyTo: post.inReplyTo }),
    ...(post.url !== undefined && !post.url.endsWith(`/${page}`) && { original: post.url }),
    isTopLevel: isTopLevel(post),
  };
}

/** The answers of a poll, with how often each was given as far as that was counted. */
function answersOf(document: JsonObject): RichText {
  const poll = readPoll(document);
  if (poll === undefined) return [];
  const answers = poll.options.map(({ title, votes }) => ({
    tag: 'li' as const,
    children: [votes === undefined || votes === 0 ? title : `${title} (${votes})`],
  }));
  return [{ tag: 'ul', children: answers }];
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function siteMedia(attachment: Attachment): SiteMedia | undefined {
  const { mediaType = 'application/octet-stream', url, name = '', width, height } = attachment;
  const path = treePathOf(attachment);
  const elsewhere = path === undefined && url !== undefined && canonicalId(url) === undefined && isWebUrl(url) ? url : undefined;
  if (path === undefined && elsewhere === undefined) return undefined;
  return {
    kind: kindOf(mediaType),
    mediaType,
    ...(path !== undefined && { path }),
    ...(elsewhere !== undefined && { url: elsewhere }),
    alt: name,
    ...(width !== undefined && height !== undefined && width > 0 && height > 0 && { width, height }),
  };
}

function kindOf(mediaType: string): SiteMedia['kind'] {
  const major = mediaType.split('/', 1)[0];
  // SVG is a document that can do things, not a picture.
  if (mediaType.startsWith('image/svg')) return 'file';
  return major === 'image' || major === 'video' || major === 'audio' ? major : 'file';
}

const objectsOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((item): item is JsonObject => typeof item === 'object' && item !== null) : [];
