import type { ObjectId } from '../brand.ts';
import { escapeHtml } from '../activity-streams/text.ts';
import type { JsonObject } from '../json.ts';
import { textMember } from '../reader/person.ts';
import { countMember, objectMember, objectsOf } from './clean-json.ts';
import { emojiTags } from './mastodon-account.ts';
import { mediaTypeOf } from './media-type.ts';
import { audienceMembers } from './remote-post.ts';

/** Who may see a status, as far as everybody may. `private`, `direct` and what is not known are nobody's here. */
export function audienceOfStatus(status: JsonObject): 'public' | 'unlisted' | undefined {
  const { visibility } = status;
  return visibility === 'public' || visibility === 'unlisted' ? visibility : undefined;
}

/** What is known of a status from elsewhere. */
export interface StatusLinks {
  readonly id: ObjectId;
  readonly author: ObjectId;
  readonly inReplyTo?: ObjectId;
  readonly quote?: { readonly id: ObjectId; readonly url: string };
}

/** A status of Mastodon's interface as the ActivityStreams object that the server publishes of it. Nothing in it is checked. */
export function statusNote(status: JsonObject, links: StatusLinks): JsonObject {
  const poll = objectMember(status, 'poll');
  const language = textMember(status, 'language');
  const { quote } = links;
  return {
    id: links.id,
    type: poll === undefined ? 'Note' : 'Question',
    attributedTo: links.author,
    published: textMember(status, 'created_at') ?? '',
    updated: textMember(status, 'edited_at') ?? '',
    summary: textMember(status, 'spoiler_text') ?? '',
    content: withQuote(textMember(status, 'content') ?? '', quote),
    url: textMember(status, 'url') ?? '',
    sensitive: status['sensitive'] === true,
    tag: [...objectsOf(status['mentions']).map(mentionTag), ...objectsOf(status['tags']).map(hashtag), ...emojiTags(status)],
    attachment: objectsOf(status['media_attachments']).map(attachment),
    ...audienceMembers(audienceOfStatus(status) ?? 'unlisted'),
    ...(language !== undefined && { contentMap: { [language]: '' } }),
    ...(links.inReplyTo !== undefined && { inReplyTo: links.inReplyTo }),
    ...(quote !== undefined && { quote: quote.id }),
    ...totals(status, { replies: 'replies_count', shares: 'reblogs_count', likes: 'favourites_count' }),
    ...(poll !== undefined && pollMembers(poll)),
  };
}

/** Quotes are only beside the text there; here the text names them. */
function withQuote(html: string, quote: StatusLinks['quote']): string {
  if (quote === undefined || html.includes(quote.url) || html.includes(quote.id)) return html;
  const url = escapeHtml(quote.url);
  return `${html}<p>RE: <a href="${url}">${url}</a></p>`;
}

const mentionTag = (mention: JsonObject): JsonObject => ({
  type: 'Mention',
  name: `@${textMember(mention, 'acct') ?? ''}`,
  href: textMember(mention, 'url') ?? '',
});

const hashtag = (tag: JsonObject): JsonObject => ({
  type: 'Hashtag',
  name: `#${textMember(tag, 'name') ?? ''}`,
  href: textMember(tag, 'url') ?? '',
});

function attachment(media: JsonObject): JsonObject {
  // Files that the server did not copy are only where they came from.
  const url = textMember(media, 'url') ?? textMember(media, 'remote_url') ?? '';
  const meta = objectMember(media, 'meta') ?? {};
  const original = objectMember(meta, 'original') ?? {};
  const kind = textMember(media, 'type') ?? '';
  const preview = kind === 'image' ? undefined : textMember(media, 'preview_url');
  const { focus } = meta;
  const [width, height] = [countMember(original, 'width'), countMember(original, 'height')];
  return {
    url,
    mediaType: mediaTypeOf(url, kind),
    name: textMember(media, 'description') ?? '',
    blurhash: textMember(media, 'blurhash') ?? '',
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(preview !== undefined && preview !== url && { preview }),
    ...(focus !== undefined && { focalPoint: focus }),
    ...(kind === 'gifv' && { loops: true }),
  };
}

function pollMembers(poll: JsonObject): JsonObject {
  const voters = countMember(poll, 'voters_count');
  return {
    [poll['multiple'] === true ? 'anyOf' : 'oneOf']: objectsOf(poll['options']).map((option) => ({
      name: textMember(option, 'title') ?? '',
      ...totals(option, { replies: 'votes_count' }),
    })),
    endTime: textMember(poll, 'expires_at') ?? '',
    ...(voters !== undefined && { votersCount: voters }),
  };
}

/** Counts as the collections whose totals they are. */
export function totals(object: JsonObject, members: Readonly<Record<string, string>>): JsonObject {
  const counts: Record<string, JsonObject> = {};
  for (const [collection, member] of Object.entries(members)) {
    const totalItems = countMember(object, member);
    if (totalItems !== undefined) counts[collection] = { type: 'Collection', totalItems };
  }
  return counts;
}
