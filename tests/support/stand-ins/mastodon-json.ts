import { inlineHtml } from './activity-json.ts';
import {
  htmlOf,
  isForeign,
  isOpen,
  visibilityOf,
  type ForeignPost,
  type PostRef,
  type StandInPerson,
  type StandInPost,
  type World,
} from './world.ts';

/** What the serializers need to know of the server. */
export interface MastodonServer {
  readonly origin: string;
  readonly world: World;
}

/** Snowflakes: milliseconds, then 16 bits. Posts of one person in one millisecond differ by their index. */
export const statusId = (post: StandInPost, index: number): string => String((BigInt(post.atMs) << 16n) + BigInt(index % 65_536));

/** Any number will do, as long as it is always the same one. */
export function accountId(user: string): string {
  let id = 109_000_000_000_000_000n;
  for (const character of user.toLowerCase()) id = (id * 31n + BigInt(character.codePointAt(0) ?? 0)) % 900_000_000_000_000_000n;
  return String(id + 1n);
}

/** `REST::AccountSerializer` of 4.5. */
export function accountJson(person: StandInPerson, { origin }: MastodonServer): Record<string, unknown> {
  const picture = person.avatar ?? `${origin}/avatars/original/missing.png`;
  const shown = person.posts.filter(isOpen);
  return {
    id: accountId(person.user),
    username: person.user,
    acct: person.user,
    display_name: person.name ?? '',
    locked: person.isLocked === true,
    bot: person.isBot === true,
    discoverable: true,
    indexable: false,
    group: false,
    created_at: '2026-01-01T00:00:00.000Z',
    note: htmlOf(person.bio ?? ''),
    url: `${origin}/@${person.user}`,
    uri: `${origin}/users/${person.user}`,
    avatar: picture,
    avatar_static: picture,
    avatar_description: '',
    header: `${origin}/headers/original/missing.png`,
    header_static: `${origin}/headers/original/missing.png`,
    header_description: '',
    followers_count: 3,
    following_count: -1,
    statuses_count: shown.length,
    last_status_at: shown.at(-1) === undefined ? null : new Date(shown.at(-1)?.atMs ?? 0).toISOString().slice(0, 10),
    hide_collections: null,
    noindex: false,
    ...(person.isSuspended === true && { suspended: true }),
    emojis: emojisJson(person.emoji),
    roles: [],
    fields: (person.fields ?? []).map(({ name, value }) => ({ name, value: inlineHtml(value), verified_at: null })),
  };
}

/** `REST::StatusSerializer` of 4.5 for somebody who is not signed in. */
export function statusJson(person: StandInPerson, index: number, server: MastodonServer): Record<string, unknown> | undefined {
  const post = person.posts[index];
  if (post === undefined) return undefined;
  const { origin, world } = server;
  const id = statusId(post, index);
  const { answers, boosts, counts = {} } = post;
  const parent = answers && world.find(answers.user);
  const parentPost = answers && parent?.posts[answers.index];
  const uri = `${origin}/users/${person.user}/statuses/${id}`;
  return {
    id,
    created_at: new Date(post.atMs).toISOString(),
    in_reply_to_id: answers !== undefined && parentPost !== undefined ? statusId(parentPost, answers.index) : null,
    in_reply_to_account_id: parent === undefined ? null : accountId(parent.user),
    sensitive: post.warning !== undefined,
    spoiler_text: post.warning ?? '',
    visibility: visibilityOf(post),
    language: post.language ?? null,
    uri: boosts === undefined ? uri : `${uri}/activity`,
    url: boosts === undefined ? `${origin}/@${person.user}/${id}` : `${uri}/activity`,
    replies_count: counts.replies ?? 0,
    reblogs_count: counts.boosts ?? 0,
    favourites_count: counts.likes ?? 0,
    quotes_count: 0,
    edited_at: post.editedMs === undefined ? null : new Date(post.editedMs).toISOString(),
    content: boosts === undefined ? (post.html ?? htmlOf(post.text)) : '',
    reblog: boosts === undefined ? null : boostedJson(boosts, server),
    application: null,
    account: accountJson(person, server),
    media_attachments: (post.pictures ?? []).map((picture, number) => mediaJson(picture, `${id}${number}`)),
    mentions: parent === undefined || parent.user === person.user ? [] : [mentionJson(parent, origin)],
    tags: (post.tags ?? []).map((name) => ({ name, url: `${origin}/tags/${name}` })),
    emojis: emojisJson(person.emoji),
    quote: null,
    quote_approval: { automatic: [], manual: [], current_user: 'denied' },
    card: null,
    poll: post.poll === undefined ? null : pollJson(post.poll, id),
  };
}

function boostedJson(boosts: PostRef | ForeignPost, server: MastodonServer): Record<string, unknown> | null {
  if (isForeign(boosts)) return foreignStatus(boosts, server);
  const author = server.world.find(boosts.user);
  return (author && statusJson(author, boosts.index, server)) ?? null;
}

/** As a server shows what it has from another one. */
function foreignStatus(post: ForeignPost, server: MastodonServer): Record<string, unknown> {
  const person: StandInPerson = { user: post.user, name: post.user, posts: [{ text: '', html: post.html, atMs: post.atMs }] };
  const page = `https://${post.host}/@${post.user}`;
  const account = { ...accountJson(person, server), acct: `${post.user}@${post.host}`, url: page, uri: post.actor };
  return { ...statusJson(person, 0, server), uri: post.id, url: post.id, account };
}

const mentionJson = ({ user }: StandInPerson, origin: string): object => ({
  id: accountId(user), username: user, url: `${origin}/@${user}`, acct: user,
}); // prettier-ignore

const emojisJson = (emoji: Readonly<Record<string, string>> = {}): object[] =>
  Object.entries(emoji).map(([shortcode, url]) => ({ shortcode, url, static_url: url, visible_in_picker: true }));

function mediaJson(
  { url, description, width = 640, height = 480 }: NonNullable<StandInPost['pictures']>[number],
  id: string,
): object {
  const size = { width, height, size: `${width}x${height}`, aspect: width / height };
  return {
    id, type: 'image', url, preview_url: url, remote_url: null, preview_remote_url: null, text_url: null,
    meta: { original: size, small: size }, description: description ?? null, blurhash: 'UBL_:rOpGG-;~qRjWBay%MWBj[j[',
  }; // prettier-ignore
}

const pollJson = (poll: NonNullable<StandInPost['poll']>, id: string): object => ({
  id,
  expires_at: new Date(poll.endsMs).toISOString(),
  expired: false,
  multiple: poll.isMultiple === true,
  votes_count: poll.options.reduce((sum, { votes }) => sum + votes, 0),
  voters_count: poll.voters ?? null,
  options: poll.options.map(({ title, votes }) => ({ title, votes_count: votes })),
  emojis: [],
});
