import type { Acct } from '../../protocol/fediverse/acct.ts';
import type { Asked } from '../../protocol/fediverse/webfinger.ts';
import type { RemoteWay } from '../../protocol/ports/fediverse.ts';
import { err, type Result } from '../../protocol/result.ts';
import type { RemoteFound } from './remote-found.ts';
import type { ResolveAsk } from './resolve-ask.ts';
import { mostTelling, type ResolveError } from './resolve-error.ts';
import { findFinger } from './resolve-finger.ts';
import type { ResolveMemory } from './resolve-memory.ts';
import type { Target } from './resolve-target.ts';
import { tryWays } from './resolve-ways.ts';

export interface Resolving {
  readonly ask: ResolveAsk;
  readonly memory: ResolveMemory;
  readonly appBase: string;
}

/** Finds who has an address. One question where the host's kind is known, two at first, up to five in odd cases. */
export async function resolveAcct(resolving: Resolving, acct: Acct): Promise<Result<RemoteFound, ResolveError>> {
  const { ask, memory } = resolving;
  const lesson = memory.lesson(acct.host);
  // The server's own interface says the same as its WebFinger, and more.
  if (lesson?.isOwn === true && (lesson.way === 'mastodon' || lesson.way === 'misskey')) {
    const found = await tryWays(ask, { acct, origin: lesson.origin }, [lesson.way]);
    if (found.ok || found.error.type !== 'forbidden') return found;
  }
  return resolveFinger(resolving, { acct: acct.acct }, acct.origin, acct);
}

/** As `resolveAcct`, of somebody named by address or id; `acct` is tried where only the server's own interface can tell. */
export async function resolveFinger(
  { ask, memory, appBase }: Resolving,
  asked: Asked,
  origin: string,
  acct?: Acct,
): Promise<Result<RemoteFound, ResolveError>> {
  const named = await findFinger(ask, asked, origin, appBase);
  if (!named.ok) {
    if (named.error.type !== 'ask-anyway') return named as Result<never, ResolveError>;
    const { why } = named.error;
    if (acct === undefined) return err(why);
    const found = await tryWays(ask, { acct, origin }, ['mastodon']);
    return found.ok ? found : err(mostTelling([why, found.error]) ?? why);
  }
  const { finger, isMisskey } = named.value;
  const target: Target = {
    acct: named.value.acct,
    origin: finger.self === undefined ? origin : new URL(finger.self).origin,
    ...(finger.self !== undefined && { id: finger.self }),
    ...(finger.profile !== undefined && { profile: finger.profile }),
    ...(finger.feed !== undefined && { feed: finger.feed }),
  };
  const { host } = target.acct;
  const found = await tryWays(ask, target, waysOf(memory.lesson(host)?.way, isMisskey, finger.self !== undefined));
  if (found.ok) memory.learn(host, { way: found.value.way, origin: target.origin, isOwn: new URL(target.origin).host === host });
  return found;
}

/** The way that worked for others there goes first. */
function waysOf(known: RemoteWay | undefined, isMisskey: boolean, isActor: boolean): readonly RemoteWay[] {
  const usual: readonly RemoteWay[] = isActor ? [isMisskey ? 'misskey' : 'mastodon', 'activitypub', 'feed'] : ['feed'];
  return known !== undefined && usual.includes(known) ? [known, ...usual.filter((way) => way !== known)] : usual;
}
