import {
  isForeign,
  visibilityOf,
  type ForeignPost,
  type PostRef,
  type StandInPerson,
  type StandInPost,
  type World,
} from './world.ts';

export interface MisskeyServer {
  readonly origin: string;
  readonly world: World;
}

/** aid: 8 characters of base 36 for the milliseconds since 2000, then two that tell notes of one millisecond apart. */
export function noteId(post: StandInPost, index: number): string {
  const time = Math.max(0, post.atMs - Date.UTC(2000, 0))
    .toString(36)
    .padStart(8, '0');
  return time + (index % 1296).toString(36).padStart(2, '0');
}

export const userId = (user: string): string =>
  `u${[...user.toLowerCase()].map((letter) => letter.charCodeAt(0).toString(36)).join('')}`;

/** `UserEntityService.pack` without detail: as users stand beside notes. */
export const userLiteJson = (person: StandInPerson, host: string | null = null): Record<string, unknown> => ({
  id: userId(person.user),
  name: person.name ?? null,
  username: person.user,
  host,
  avatarUrl: person.avatar ?? 'https://media.example/identicon.png',
  avatarBlurhash: null,
  avatarDecorations: [],
  isBot: person.isBot === true,
  isCat: false,
  ...(host !== null && { instance: { name: host, softwareName: 'mastodon', softwareVersion: '4.5.0' } }),
  emojis: {},
  onlineStatus: 'unknown',
  badgeRoles: [],
});

/** `users/show` to somebody who is not signed in. */
export const userJson = (person: StandInPerson): Record<string, unknown> => ({
  ...userLiteJson(person),
  url: null,
  uri: null,
  movedTo: null,
  alsoKnownAs: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: null,
  lastFetchedAt: null,
  bannerUrl: null,
  bannerBlurhash: null,
  isLocked: person.isLocked === true,
  isSilenced: false,
  isSuspended: false,
  description: person.bio ?? null,
  location: null,
  birthday: null,
  lang: null,
  fields: (person.fields ?? []).map(({ name, value }) => ({ name, value })),
  verifiedLinks: [],
  followersCount: 3,
  followingCount: 2,
  notesCount: person.posts.length,
  pinnedNoteIds: [],
  pinnedNotes: [],
  publicReactions: false,
  followingVisibility: 'public',
  followersVisibility: 'public',
  roles: [],
  memo: null,
});

const visibilities = { public: 'public', unlisted: 'home', private: 'followers', direct: 'specified' } as const;

/** `NoteEntityService.pack`; what is hidden from strangers comes without its content, as there. */
export function noteJson(
  person: StandInPerson,
  index: number,
  server: MisskeyServer,
  isDetailed = true,
): Record<string, unknown> | undefined {
  const post = person.posts[index];
  if (post === undefined) return undefined;
  const { answers, boosts, poll, counts = {} } = post;
  const isHidden = !['public', 'unlisted'].includes(visibilityOf(post));
  const parent = answers && server.world.find(answers.user);
  const parentPost = answers && parent?.posts[answers.index];
  const renote = boosts && renoted(boosts, server);
  return {
    id: noteId(post, index),
    createdAt: new Date(post.atMs).toISOString(),
    userId: userId(person.user),
    user: userLiteJson(person),
    text: isHidden || boosts !== undefined ? null : post.text,
    cw: isHidden ? null : (post.warning ?? null),
    visibility: visibilities[visibilityOf(post)],
    localOnly: false,
    reactionAcceptance: null,
    renoteCount: counts.boosts ?? 0,
    repliesCount: counts.replies ?? 0,
    reactionCount: counts.likes ?? 0,
    reactions: counts.likes === undefined ? {} : { '❤': counts.likes },
    reactionEmojis: {},
    ...(post.tags !== undefined && { tags: post.tags }),
    fileIds: [],
    files: isHidden ? [] : (post.pictures ?? []).map(fileJson),
    replyId: answers !== undefined && parentPost !== undefined ? noteId(parentPost, answers.index) : null,
    renoteId: renote?.['id'] ?? null,
    ...(isHidden && { isHidden: true }),
    ...(isDetailed && {
      clippedCount: 0,
      ...(answers !== undefined && parent !== undefined && { reply: noteJson(parent, answers.index, server, false) }),
      ...(renote !== undefined && { renote }),
      ...(poll !== undefined && {
        poll: {
          multiple: poll.isMultiple === true,
          expiresAt: new Date(poll.endsMs).toISOString(),
          choices: poll.options.map(({ title, votes }) => ({ text: title, votes, isVoted: false })),
        },
      }),
    }),
  };
}

function renoted(boosts: PostRef | ForeignPost, server: MisskeyServer): Record<string, unknown> | undefined {
  if (!isForeign(boosts)) {
    const author = server.world.find(boosts.user);
    return author && noteJson(author, boosts.index, server);
  }
  const person: StandInPerson = {
    user: boosts.user,
    name: boosts.user,
    posts: [{ text: boosts.html.replaceAll(/<[^>]*>/g, ''), atMs: boosts.atMs }],
  };
  return { ...noteJson(person, 0, server), user: userLiteJson(person, boosts.host), uri: boosts.id, url: boosts.id };
}

const fileJson = (
  { url, description, width = 640, height = 480 }: NonNullable<StandInPost['pictures']>[number],
  index: number,
): object => ({
  id: `file${index}`,
  createdAt: '2026-01-01T00:00:00.000Z',
  name: 'picture.png',
  type: 'image/png',
  md5: '0'.repeat(32),
  size: 1000,
  isSensitive: false,
  blurhash: null,
  properties: { width, height },
  url,
  thumbnailUrl: url,
  comment: description ?? null,
  folderId: null,
  folder: null,
  userId: null,
  user: null,
});
