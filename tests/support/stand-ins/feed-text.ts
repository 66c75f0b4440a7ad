import type { Addresses } from './activity-json.ts';
import { escaped, htmlOf, isOpen, type StandInPerson, type StandInPost } from './world.ts';

const newest = (person: StandInPerson): [number, StandInPost][] =>
  [...person.posts.entries()]
    .filter(([, post]) => isOpen(post) && post.boosts === undefined)
    .toReversed()
    .slice(0, 20);

/** RSS as Mastodon writes it: no titles, pictures as media:content. */
export function rssText(person: StandInPerson, addresses: Addresses): string {
  const page = addresses.page(person);
  const items = newest(person).map(([index, post]) => {
    const at = addresses.notePage(person, index);
    const pictures = (post.pictures ?? []).map(
      ({ url, description = '' }) =>
        `<media:content url="${escaped(url)}" type="image/png" fileSize="1000" medium="image"><media:rating scheme="urn:simple">nonadult</media:rating><media:description type="plain">${escaped(description)}</media:description></media:content>`,
    );
    const tags = (post.tags ?? []).map((tag) => `<category>${escaped(tag)}</category>`);
    return `<item><guid isPermaLink="true">${at}</guid><link>${at}</link><pubDate>${new Date(post.atMs).toUTCString()}</pubDate><description>${escaped(post.html ?? htmlOf(post.text))}</description>${pictures.join('')}${tags.join('')}</item>`;
  });
  const name = escaped(person.name ?? person.user);
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:webfeeds="http://webfeeds.org/rss/1.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>${name}</title><description>Public posts from @${person.user}</description><link>${page}</link>${person.avatar === undefined ? '' : `<image><url>${person.avatar}</url><title>${name}</title><link>${page}</link></image>`}<lastBuildDate>${new Date(person.posts.at(-1)?.atMs ?? 0).toUTCString()}</lastBuildDate>${items.join('')}</channel></rss>`;
}

/** Atom as blogs write it: the first line is the title. */
export function atomText(person: StandInPerson, addresses: Addresses, feedUrl: string): string {
  const entries = newest(person).map(([index, post]) => {
    const [title = '', ...rest] = post.text.split('\n');
    const html = post.html ?? htmlOf(rest.join('\n').trim() || title);
    const dates = `<published>${new Date(post.atMs).toISOString()}</published><updated>${new Date(post.editedMs ?? post.atMs).toISOString()}</updated>`;
    return `<entry><id>${addresses.note(person, index)}</id><title>${escaped(title)}</title><link rel="alternate" type="text/html" href="${addresses.notePage(person, index)}"/>${dates}<content type="html">${escaped(html)}</content></entry>`;
  });
  const name = escaped(person.name ?? person.user);
  return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>${feedUrl}</id><title>${name}</title><subtitle>${escaped(person.bio ?? '')}</subtitle><updated>${new Date(person.posts.at(-1)?.atMs ?? 0).toISOString()}</updated><link rel="self" href="${feedUrl}"/><link rel="alternate" type="text/html" href="${addresses.page(person)}"/><author><name>${name}</name></author>${entries.join('')}</feed>`;
}
