import type { Addresses } from './activity-json.ts';
import { atomText, rssText } from './feed-text.ts';
import { openToAll, startStandIn, type StandIn, type StandInManners } from './stand-in.ts';
import { escaped, type StandInPerson } from './world.ts';

/** Somebody's own site: a page that names its feeds (`/atom.xml`, `/rss.xml`), and posts. Closed to other origins unless `isOpen`. */
export function startFeedSite(
  person: StandInPerson,
  options: { readonly isOpen?: boolean; readonly manners?: StandInManners } = {},
): Promise<StandIn> {
  return startStandIn(({ method, url }, origin) => {
    if (method !== 'GET') return { status: 405, body: '' };
    const cors = options.isOpen === true ? openToAll : {};
    const addresses: Addresses = {
      actor: () => `${origin}/`,
      page: () => `${origin}/`,
      note: (_, index) => `${origin}/posts/${index}`,
      notePage: (_, index) => `${origin}/posts/${index}`,
      personOf: () => undefined,
    };
    const html = (title: string, head = '') => ({
      headers: { ...cors, 'content-type': 'text/html; charset=utf-8' },
      body: `<!doctype html><html><head><title>${escaped(title)}</title>${head}</head><body><h1>${escaped(title)}</h1></body></html>`,
    });
    switch (url.pathname) {
      case '/':
        return html(
          person.name ?? person.user,
          '<link rel="alternate" type="application/atom+xml" href="/atom.xml"><link rel="alternate" type="application/rss+xml" href="/rss.xml">',
        );
      case '/atom.xml':
        return {
          headers: { ...cors, 'content-type': 'application/atom+xml' },
          body: atomText(person, addresses, `${origin}/atom.xml`),
        };
      case '/rss.xml':
        return { headers: { ...cors, 'content-type': 'application/rss+xml' }, body: rssText(person, addresses) };
      default: {
        const post = person.posts[Number(/^\/posts\/(\d+)$/.exec(url.pathname)?.[1] ?? Number.NaN)];
        return post && html(post.text.split('\n')[0] ?? '');
      }
    }
  }, options.manners);
}
