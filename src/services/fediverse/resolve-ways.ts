import { loadOnce } from '../../protocol/load-once.ts';
import type { RemoteWay } from '../../protocol/ports/fediverse.ts';
import { err, type Result } from '../../protocol/result.ts';
import type { RemoteFound } from './remote-found.ts';
import { activityTypes, jsonOf, type ResolveAnswer, type ResolveAsk } from './resolve-ask.ts';
import { mostTelling, type ResolveError } from './resolve-error.ts';
import { byFeed } from './resolve-feed.ts';
import { expected, failure, taken, type Target, type WayResult, whom } from './resolve-target.ts';

const loadMastodon = loadOnce(() => import('../../protocol/fediverse/mastodon-account.ts'));
const loadMisskey = loadOnce(() => import('../../protocol/fediverse/misskey-user.ts'));
const loadActor = loadOnce(() => import('../../protocol/fediverse/actor-person.ts'));

/** Tries the ways in order, until one shows the person or says that there is none. */
export async function tryWays(
  ask: ResolveAsk,
  target: Target,
  ways: readonly RemoteWay[],
): Promise<Result<RemoteFound, ResolveError>> {
  const errors: ResolveError[] = [];
  for (const way of ways) {
    const found = await tryWay(ask, target, way);
    if (found.ok) return found;
    errors.push(found.error.why);
    if (found.error.isLast) break;
  }
  return err(mostTelling(errors) ?? { type: 'not-found', host: target.acct.host });
}

function tryWay(ask: ResolveAsk, target: Target, way: RemoteWay): Promise<WayResult> {
  switch (way) {
    case 'mastodon':
      return byMastodon(ask, target);
    case 'misskey':
      return byMisskey(ask, target);
    case 'activitypub':
      return byActor(ask, target);
    case 'feed':
      return byFeed(ask, target);
  }
}

/** Mastodon's interface: `lookup` takes the name of an account of its own (since 3.4; Pleroma, Akkoma, Friendica, Pixelfed too). */
async function byMastodon(ask: ResolveAsk, target: Target): Promise<WayResult> {
  const url = new URL('/api/v1/accounts/lookup', target.origin);
  url.searchParams.set('acct', target.acct.user);
  const answer = await ask({ url: url.href, accept: 'application/json', allowGateway: false });
  if (!answer.ok) return err(failure(answer.error, target));
  const { mastodonAccount } = await loadMastodon();
  const { reading } = answer.value;
  return taken(mastodonAccount(jsonOf(answer.value), reading, expected(target)), 'mastodon', reading.origin, whom(target));
}

/** Misskey's interface, as all of its family have it. */
async function byMisskey(ask: ResolveAsk, target: Target): Promise<WayResult> {
  const url = new URL('/api/users/show', target.origin).href;
  const answer = await ask({ url, body: { username: target.acct.user }, accept: 'application/json', allowGateway: false });
  if (!answer.ok) return err(failure(answer.error, target));
  const { misskeyUser } = await loadMisskey();
  const { reading } = answer.value;
  return taken(misskeyUser(jsonOf(answer.value), reading, expected(target)), 'misskey', reading.origin, whom(target));
}

/** The actor itself, where pages or a gateway may read it. */
async function byActor(ask: ResolveAsk, target: Target): Promise<WayResult> {
  if (target.id === undefined) return err({ why: { type: 'not-found', host: target.acct.host }, isLast: false });
  const answer = await ask({ url: target.id, accept: activityTypes, allowGateway: true });
  return answer.ok ? takeActor(answer.value, target) : err(failure(answer.error, target));
}

/** An actor that was read already. */
export async function takeActor(answer: ResolveAnswer, target: Target): Promise<WayResult> {
  const { actorPerson } = await loadActor();
  return taken(actorPerson(jsonOf(answer), answer.reading, expected(target)), 'activitypub', undefined, whom(target));
}
