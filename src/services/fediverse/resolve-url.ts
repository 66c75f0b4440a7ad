import type { ObjectId } from '../../protocol/brand.ts';
import { type Acct, makeAcct, type WebAddress } from '../../protocol/fediverse/acct.ts';
import { pageLinksType, readPageLinks } from '../../protocol/fediverse/page-links.ts';
import { actorTypes } from '../../protocol/fediverse/remote-person.ts';
import { isSameHost } from '../../protocol/fediverse/reading.ts';
import { accountOf, objectId } from '../../protocol/identity/ids.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { isJsonObject } from '../../protocol/proof/signed-json.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { RemoteFound } from './remote-found.ts';
import { resolveAcct, resolveFinger, type Resolving } from './resolve-acct.ts';
import { activityTypes, anyTypes, feedTypes, jsonOf, type ResolveAnswer } from './resolve-ask.ts';
import { type ResolveError, whyNot } from './resolve-error.ts';
import { feedLinks, isFeed, takeFeed } from './resolve-feed.ts';
import { resolvePostPlace } from './resolve-post.ts';
import { takeActor, tryWays } from './resolve-ways.ts';

type Found = Result<RemoteFound, ResolveError>;

/** Finds who stands behind an address of the web: a profile, an actor, a post (then its author, and the post), a feed. */
export async function resolveUrl(resolving: Resolving, address: WebAddress): Promise<Found> {
  const placed = await resolvePostPlace(resolving, address);
  if (placed !== undefined && (placed.ok || isFinal(placed.error))) return placed;
  if (address.guess !== undefined) {
    const guessed = await resolveAcct(resolving, address.guess);
    if (guessed.ok || isFinal(guessed.error)) return guessed;
  }
  return resolvePage(resolving, address.url);
}

/** Others would not say more: they have been asked about the right person. */
const isFinal = ({ type }: ResolveError): boolean => type === 'gone' || type === 'on-pollen' || type === 'unreachable';

async function resolvePage(resolving: Resolving, url: string, mayLead = true): Promise<Found> {
  const { host, origin } = new URL(url);
  const answer = await resolving.ask({ url, accept: mayLead ? anyTypes : activityTypes, allowGateway: true });
  if (!answer.ok) {
    const { error } = answer;
    // Servers that show documents only to servers may still say by WebFinger whose it is.
    const isClosed = error.type === 'unreachable' || (error.type === 'refused' && [401, 403, 406, 415].includes(error.status));
    if (!isClosed) return err(whyNot(error, host));
    const byName = await resolveFinger(resolving, { url }, origin);
    return byName.ok || byName.error.type !== 'not-found' ? byName : err(whyNot(error, host));
  }
  if (isFeed(answer.value)) return feedAt(answer.value);
  const json = jsonOf(answer.value);
  if (answer.value.type === pageLinksType && mayLead) return resolveLinks(resolving, answer.value);
  return isJsonObject(json) ? resolveDocument(resolving, answer.value, json) : err({ type: 'not-found', host });
}

/** A page: the actor or note that it stands for, else its feed. */
async function resolveLinks(resolving: Resolving, { bytes, url }: ResolveAnswer): Promise<Found> {
  const same = readPageLinks(bytes).find(({ rel, type }) => rel === 'alternate' && type === 'application/activity+json');
  const did = same && accountOf(same.href);
  if (did !== undefined) return err({ type: 'on-pollen', did, via: new URL(url).origin });
  const found = same === undefined ? undefined : await resolvePage(resolving, same.href, false);
  if (found?.ok === true) return found;
  for (const feed of feedLinks(bytes)) {
    const answer = await resolving.ask({ url: feed, accept: feedTypes, allowGateway: true });
    if (answer.ok) return feedAt(answer.value);
  }
  return found ?? err({ type: 'not-found', host: new URL(url).host });
}

/** A feed by its own address: nobody but the feed says whose it is. */
async function feedAt(answer: ResolveAnswer): Promise<Found> {
  const found = await takeFeed(answer, {});
  return found.ok ? found : err(found.error.why);
}

async function resolveDocument(resolving: Resolving, answer: ResolveAnswer, json: JsonObject): Promise<Found> {
  const { host, origin } = new URL(answer.url);
  const nobody: Found = err({ type: 'not-found', host });
  const did = typeof json['id'] === 'string' ? accountOf(json['id']) : undefined;
  if (did !== undefined) return err({ type: 'on-pollen', did, via: origin });
  const id = textOf(json['id']);
  if (id === undefined || new URL(id).host !== host) return nobody;
  if (actorTypes.has(json['type'])) return resolveActor(resolving, answer, json, id);
  const [by] = [json['attributedTo'] ?? json['actor']].flat();
  const author = textOf(isJsonObject(by) ? by['id'] : by);
  if (author === undefined || !isSameHost(author, id)) return nobody;
  const actor = await resolving.ask({ url: author, accept: activityTypes, allowGateway: true });
  const person = actor.ok ? jsonOf(actor.value) : undefined;
  const found =
    actor.ok && isJsonObject(person)
      ? await resolveActor(resolving, actor.value, person, author)
      : await resolveFinger(resolving, { url: author }, new URL(author).origin);
  return found.ok && found.value.person.id === author ? ok({ ...found.value, post: id }) : found.ok ? nobody : found;
}

/** By the address that the actor's own server confirms; where it names none, by the actor itself. */
async function resolveActor(resolving: Resolving, answer: ResolveAnswer, json: JsonObject, id: ObjectId): Promise<Found> {
  const { host, origin } = new URL(id);
  const acct = acctOf(json, host, resolving.appBase);
  if (acct === undefined || !isSameHost(answer.url, id)) return err({ type: 'not-found', host });
  const named = await resolveAcct(resolving, acct);
  if (named.ok && named.value.person.id === id) return named;
  if (!named.ok && isFinal(named.error) && named.error.type !== 'unreachable') return named;
  const target = { acct, id, origin };
  const itself = await takeActor(answer, target);
  if (itself.ok) return itself;
  // Some show who they are but no outbox.
  return itself.error.isLast ? err(itself.error.why) : tryWays(resolving.ask, target, ['feed']);
}

function acctOf(json: JsonObject, host: string, appBase: string): Acct | undefined {
  const name = json['preferredUsername'];
  return typeof name === 'string' ? makeAcct(name, host, appBase) : undefined;
}

const textOf = (value: unknown): ObjectId | undefined => {
  const id = typeof value === 'string' ? objectId(value) : undefined;
  return id === undefined || id.startsWith('ap:') ? undefined : id;
};
