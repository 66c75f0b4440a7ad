// What stands in outbox.json of an account archive, as Mastodon's serialisers write it.
const everybody = 'https://www.w3.org/ns/activitystreams#Public';

/** Whose archive is made. */
export interface ArchiveOwner {
  readonly host: string;
  readonly username: string;
}

export interface PostOptions {
  readonly owner: ArchiveOwner;
  readonly number: number;
  readonly atMs: number;
  readonly audience?: 'public' | 'unlisted' | 'followers-only' | 'direct';
  readonly html?: string;
  readonly object?: Readonly<Record<string, unknown>>;
  readonly activity?: Readonly<Record<string, unknown>>;
}

export const actorId = ({ host, username }: ArchiveOwner): string => `https://${host}/users/${username}`;
export const statusId = (owner: ArchiveOwner, number: number): string => `${actorId(owner)}/statuses/${number}`;
export const statusUrl = ({ host, username }: ArchiveOwner, number: number): string => `https://${host}/@${username}/${number}`;

export const isoDate = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

export function addresses(owner: ArchiveOwner, audience: NonNullable<PostOptions['audience']>): { to: string[]; cc: string[] } {
  const followers = `${actorId(owner)}/followers`;
  switch (audience) {
    case 'public':
      return { to: [everybody], cc: [followers] };
    case 'unlisted':
      return { to: [followers], cc: [everybody] };
    case 'followers-only':
      return { to: [followers], cc: [] };
    case 'direct':
      return { to: ['https://elsewhere.example/users/eve'], cc: [] };
  }
}

/** A status as the archives of 4.x have it. */
export function createItem(options: PostOptions): Record<string, unknown> {
  const { owner, number, atMs, audience = 'public', html = `<p>Post number ${number}</p>` } = options;
  const published = isoDate(atMs);
  const id = statusId(owner, number);
  return {
    id: `${id}/activity`,
    type: 'Create',
    actor: actorId(owner),
    published,
    ...addresses(owner, audience),
    object: {
      id,
      type: 'Note',
      summary: null,
      inReplyTo: null,
      published,
      url: statusUrl(owner, number),
      attributedTo: actorId(owner),
      ...addresses(owner, audience),
      sensitive: false,
      atomUri: id,
      inReplyToAtomUri: null,
      conversation: `tag:${owner.host},${published.slice(0, 10)}:objectId=${number}:objectType=Conversation`,
      content: html,
      contentMap: { en: html },
      attachment: [],
      tag: [],
      replies: {
        id: `${id}/replies`,
        type: 'Collection',
        first: {
          type: 'CollectionPage',
          next: `${id}/replies?only_other_accounts=true&page=true`,
          partOf: `${id}/replies`,
          items: [],
        },
      },
      ...options.object,
    },
    ...options.activity,
  };
}

export function boostItem(owner: ArchiveOwner, number: number, atMs: number, target: string): Record<string, unknown> {
  const id = statusId(owner, number);
  return {
    id: `${id}/activity`,
    type: 'Announce',
    actor: actorId(owner),
    published: isoDate(atMs),
    ...addresses(owner, 'public'),
    object: target,
  };
}

/** As Mastodon's serialiser of attachments has it; `path` is that of the file in the archive. */
export const attachmentOf = (path: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  type: 'Document',
  mediaType: 'image/jpeg',
  url: `/${path}`,
  name: null,
  blurhash: 'UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH',
  width: 640,
  height: 480,
  ...more,
});

/** `media_attachments/files/000/000/012/original/0123456789abcdef.jpg`, as Paperclip files them. */
export function mediaPath(number: number, ending = 'jpg'): string {
  const digits = String(number).padStart(9, '0');
  return `media_attachments/files/${digits.slice(0, 3)}/${digits.slice(3, 6)}/${digits.slice(6)}/original/${digits}abcdef.${ending}`;
}

export function actorJson(owner: ArchiveOwner, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const id = actorId(owner);
  return {
    '@context': [
      'https://www.w3.org/ns/activitystreams',
      'https://w3id.org/security/v1',
      { toot: 'http://joinmastodon.org/ns#', Device: 'toot:Device' },
    ],
    id,
    type: 'Person',
    following: `${id}/following`,
    followers: `${id}/followers`,
    inbox: `${id}/inbox`,
    outbox: 'outbox.json',
    featured: `${id}/collections/featured`,
    preferredUsername: owner.username,
    name: 'Ada of the old days',
    summary: '<p>Gardens &amp; engines<br>since 2017</p>',
    url: `https://${owner.host}/@${owner.username}`,
    manuallyApprovesFollowers: false,
    published: '2017-04-01T00:00:00Z',
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n' },
    tag: [],
    attachment: [{ type: 'PropertyValue', name: 'Site', value: '<a href="https://ada.example" rel="me">ada.example</a>' }],
    icon: { type: 'Image', mediaType: 'image/png', url: 'avatar.png' },
    image: { type: 'Image', mediaType: 'image/png', url: 'header.png' },
    likes: 'likes.json',
    bookmarks: 'bookmarks.json',
    ...more,
  };
}
