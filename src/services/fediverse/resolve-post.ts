import { makeAcct, type WebAddress } from '../../protocol/fediverse/acct.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { isJsonObject } from '../../protocol/proof/signed-json.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { RemoteFound } from './remote-found.ts';
import { resolveAcct, type Resolving } from './resolve-acct.ts';
import { jsonOf } from './resolve-ask.ts';
import { type ResolveError, whyNot } from './resolve-error.ts';
import { taken } from './resolve-target.ts';

type Found = Result<RemoteFound, ResolveError>;

/** `/@user/123`, `/users/user/statuses/123`, `/web/statuses/123`, Pleroma's `/notice/…`, Pixelfed's `/p/user/123`. */
const mastodonPaths =
  /^\/(?:(?:web\/|deck\/)?@[^/]+|users\/[^/]+\/statuses|(?:web\/)?statuses|@[^/]+\/statuses|ap\/users\/[^/]+\/statuses|notice|p\/[^/]+)\/([A-Za-z0-9]{6,64})\/?$/;
const misskeyPath = /^\/notes\/([A-Za-z0-9]{8,64})\/?$/;

/** The author of a post, by the server's own interface, where its address says which post it is. undefined: it does not. */
export async function resolvePostPlace(resolving: Resolving, address: WebAddress): Promise<Found | undefined> {
  const { pathname } = new URL(address.url);
  const status = mastodonPaths.exec(pathname)?.[1];
  if (status !== undefined) return byStatus(resolving, address, status);
  const note = misskeyPath.exec(pathname)?.[1];
  return note === undefined ? undefined : byNote(resolving, address, note);
}

async function byStatus(resolving: Resolving, { origin, host }: WebAddress, key: string): Promise<Found> {
  const url = `${origin}/api/v1/statuses/${key}`;
  const answer = await resolving.ask({ url, accept: 'application/json', allowGateway: false });
  if (!answer.ok) return notHere(whyNot(answer.error, host));
  const json = jsonOf(answer.value);
  const account = isJsonObject(json) ? json['account'] : undefined;
  if (!isJsonObject(account)) return err({ type: 'not-found', host });
  const { reading } = answer.value;
  const [{ mastodonStatus }, { mastodonAccount }] = await Promise.all([
    import('../../protocol/fediverse/mastodon-status.ts'),
    import('../../protocol/fediverse/mastodon-account.ts'),
  ]);
  const [post] = mastodonStatus(json, reading).posts;
  const own = taken(mastodonAccount(account, reading), 'mastodon', reading.origin, { host });
  // A server's word about its own people is enough; others are asked for at home.
  if (own.ok && own.value.person.id === post?.author) return ok({ ...own.value, post: post.id });
  return byAuthor(resolving, account, host, post);
}

async function byNote(resolving: Resolving, { origin, host }: WebAddress, noteId: string): Promise<Found> {
  const answer = await resolving.ask({
    url: `${origin}/api/notes/show`,
    body: { noteId },
    accept: 'application/json',
    allowGateway: false,
  });
  if (!answer.ok) return notHere(whyNot(answer.error, host));
  const json = jsonOf(answer.value);
  const user = isJsonObject(json) ? json['user'] : undefined;
  if (!isJsonObject(user)) return err({ type: 'not-found', host });
  const { misskeyNotes } = await import('../../protocol/fediverse/misskey-note.ts');
  const [post] = misskeyNotes([json], answer.value.reading).posts;
  return byAuthor(resolving, user, host, post);
}

/** `acct` (Mastodon) or `host` (Misskey) names the author's server; none: this one. */
async function byAuthor(
  resolving: Resolving,
  author: JsonObject,
  host: string,
  post: { readonly id: RemoteFound['post']; readonly author: string } | undefined,
): Promise<Found> {
  const { username, acct: named, host: theirs } = author;
  const home = typeof named === 'string' ? named.split('@')[1] : theirs;
  const acct = makeAcct(typeof username === 'string' ? username : '', typeof home === 'string' ? home : host, resolving.appBase);
  if (acct === undefined) return err({ type: 'not-found', host });
  const found = await resolveAcct(resolving, acct);
  const isTheirs = found.ok && post?.id !== undefined && found.value.person.id === post.author;
  return isTheirs ? ok({ ...found.value, post: post.id }) : found;
}

/** The interface may be closed while the post itself is not. */
const notHere = (error: ResolveError): Found =>
  err(error.type === 'unreachable' && error.retryAfterMs === undefined ? { type: 'not-found', host: error.host } : error);
