/** Who is on a server and what they wrote; the stand-ins show it in the form of their software. */
export interface StandInPerson {
  readonly user: string;
  readonly name?: string;
  /** Plain text. */
  readonly bio?: string;
  /** Rows of the profile; values are plain text, addresses become links. */
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
  readonly avatar?: string;
  /** By shortcode; https. */
  readonly emoji?: Readonly<Record<string, string>>;
  readonly alsoKnownAs?: readonly string[];
  readonly isLocked?: boolean;
  readonly isBot?: boolean;
  readonly isSuspended?: boolean;
  /** Oldest first; may grow while the server runs. */
  readonly posts: StandInPost[];
}

export interface StandInPost {
  /** Plain text; empty lines separate paragraphs, addresses become links. */
  readonly text: string;
  /** Instead of what would be made of the text, where the software shows HTML. */
  readonly html?: string;
  readonly atMs: number;
  readonly editedMs?: number;
  readonly visibility?: 'public' | 'unlisted' | 'private' | 'direct';
  readonly warning?: string;
  readonly language?: string;
  readonly tags?: readonly string[];
  readonly pictures?: readonly StandInPicture[];
  readonly poll?: StandInPoll;
  /** Of the same server: whose post, counted from 0. */
  readonly answers?: PostRef;
  /** A boost, of the same server or of another. */
  readonly boosts?: PostRef | ForeignPost;
  readonly counts?: { readonly replies?: number; readonly boosts?: number; readonly likes?: number };
}

export interface StandInPicture {
  readonly url: string;
  readonly description?: string;
  readonly width?: number;
  readonly height?: number;
}

export interface StandInPoll {
  readonly options: readonly { readonly title: string; readonly votes: number }[];
  readonly isMultiple?: boolean;
  readonly endsMs: number;
  readonly voters?: number;
}

export interface PostRef {
  readonly user: string;
  readonly index: number;
}

/** Somebody else's post as this server has it. */
export interface ForeignPost {
  readonly user: string;
  readonly host: string;
  readonly actor: string;
  readonly id: string;
  readonly html: string;
  readonly atMs: number;
}

/** Finds people of a server by user name, lower case. */
export interface World {
  find(user: string): StandInPerson | undefined;
}

export function worldOf(people: readonly StandInPerson[]): World {
  const byName = new Map(people.map((person) => [person.user.toLowerCase(), person]));
  return { find: (user) => byName.get(user.toLowerCase()) };
}

export const isForeign = (boosted: PostRef | ForeignPost): boosted is ForeignPost => 'id' in boosted;

export const visibilityOf = ({ visibility }: StandInPost): NonNullable<StandInPost['visibility']> => visibility ?? 'public';

/** Whoever is not signed in sees it. */
export const isOpen = (post: StandInPost): boolean => ['public', 'unlisted'].includes(visibilityOf(post));

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Plain text as servers write it as HTML. */
export function htmlOf(text: string): string {
  const linked = escaped(text).replaceAll(
    /https?:\/\/[^\s<]+/g,
    (url) => `<a href="${url}" rel="nofollow noopener" target="_blank">${url}</a>`,
  );
  return linked
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br />')}</p>`)
    .join('');
}

/** Follows addresses of the `resource` of WebFinger to one of the server's people. */
export function askedPerson(world: World, resource: string, host: string, origin: string): StandInPerson | undefined {
  const acct = /^(?:acct:)?@?([^@]+)@(.+)$/.exec(resource);
  if (acct !== null && !resource.startsWith('http'))
    return acct[2]?.toLowerCase() === host ? world.find(acct[1] ?? '') : undefined;
  const path = resource.startsWith(`${origin}/`) ? resource.slice(origin.length) : '';
  const user = /^\/(?:@|users\/)([^/]+)\/?$/.exec(path)?.[1];
  return user === undefined ? undefined : world.find(user);
}
