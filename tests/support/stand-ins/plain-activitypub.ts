import { activityType, actorJson, noteJson, outboxJson, type Addresses } from './activity-json.ts';
import { openToAll, startStandIn, type StandIn, type StandInManners } from './stand-in.ts';
import { askedPerson, escaped, type World } from './world.ts';

/**
 * A server that only speaks ActivityPub: WebFinger, actors, outboxes, notes. No page of another origin may read any of it, so that only a
 * gateway can; WebFinger too, unless `opensWebfinger`.
 */
export function startPlainActivityPub(
  world: World,
  options: { readonly opensWebfinger?: boolean; readonly manners?: StandInManners } = {},
): Promise<StandIn> {
  return startStandIn(({ method, url, headers }, origin) => {
    if (method !== 'GET') return { status: 405, body: '' };
    const { pathname, host } = url;
    const addresses = addressesOf(world, origin);
    if (pathname === '/.well-known/webfinger') {
      const person = askedPerson(world, url.searchParams.get('resource') ?? '', host, origin);
      if (person === undefined) return undefined;
      const links = [{ rel: 'self', type: 'application/activity+json', href: addresses.actor(person) }];
      const body = JSON.stringify({ subject: `acct:${person.user}@${host}`, aliases: [addresses.actor(person)], links });
      return { headers: { 'content-type': 'application/jrd+json', ...(options.opensWebfinger === true && openToAll) }, body };
    }
    const [, user = '', rest] = /^\/actors\/([^/]+)(\/outbox|\/\d+)?$/.exec(pathname) ?? [];
    const person = world.find(user);
    if (person === undefined) return undefined;
    if (!(headers.accept ?? '').includes('json'))
      return { headers: { 'content-type': 'text/html' }, body: `<!doctype html><title>${escaped(person.user)}</title>` };
    if (rest === '/outbox')
      return {
        headers: activityType,
        body: JSON.stringify(outboxJson(person, addresses, url.searchParams.has('page') ? url.href : undefined)),
      };
    const document = rest === undefined ? actorJson(person, addresses) : noteJson(person, Number(rest.slice(1)), addresses);
    return document && { headers: activityType, body: JSON.stringify(document) };
  }, options.manners);
}

const addressesOf = (world: World, origin: string): Addresses => ({
  actor: ({ user }) => `${origin}/actors/${user}`,
  page: ({ user }) => `${origin}/actors/${user}`,
  note: ({ user }, index) => `${origin}/actors/${user}/${index}`,
  notePage: ({ user }, index) => `${origin}/actors/${user}/${index}`,
  personOf: (user) => world.find(user),
});
