import type { PersonView, PostView } from '../../services/app-api.ts';
import { hasPhrases } from '../../services/search/phrases.ts';
import { asksNothing, parseQuery } from '../../services/search/parse-query.ts';
import type { SearchDesk } from '../../services/search/search-api.ts';
import { termsOf } from '../../services/search/words.ts';
import { listing } from './fake-listing.ts';

/** Searches the sample posts by looking through all of them. */
export function createFakeSearch(posts: () => readonly PostView[], people: () => readonly PersonView[]): SearchDesk {
  let pinned: readonly string[] = ['garden'];
  const hasWords = (text: string, typed: string): boolean => {
    const terms = termsOf(text);
    return parseQuery(typed).clauses.every(({ terms: wanted, not }) => {
      const has = wanted.every(({ term, whole }) => terms.some((one) => (whole ? one === term : one.startsWith(term))));
      return has !== not;
    });
  };
  const matches = (post: PostView, typed: string): boolean => {
    const marks = `${post.attachments.length > 0 ? ' !picture' : ''}${post.poll === undefined ? '' : ' !poll'}`;
    const words = parseQuery(typed);
    const special = words.clauses.filter(({ terms }) => terms.some(({ term }) => term.startsWith('!')));
    const plain = words.clauses.filter((clause) => !special.includes(clause));
    if (!special.every(({ terms }) => terms.every(({ term }) => marks.includes(term)))) return false;
    if (words.from.some(({ text }) => (text === 'me' ? !post.author.me : !post.author.name.toLowerCase().includes(text))))
      return false;
    if (post.atMs < words.sinceMs || post.atMs >= words.untilMs) return false;
    const typedWords = plain.map(({ terms }) => terms.map(({ term }) => term).join(' ')).join(' ');
    return (
      hasWords(`${post.text} ${post.tags.map((tag) => `#${tag}`).join(' ')}`, typedWords) &&
      hasPhrases({ content: post.content, object: {} } as never, words)
    );
  };
  return {
    async search(text, page) {
      const query = parseQuery(text);
      const found = asksNothing(query) ? [] : posts().filter((post) => matches(post, text));
      const words = text.toLowerCase();
      return {
        posts: await listing(found, page, (post) => post.cursor),
        total: found.length,
        isAbout: query.clauses.some(({ phrase }) => phrase !== undefined),
        people: /[:#"]/.test(text)
          ? []
          : people()
              .filter(({ name, username }) => hasWords(`${name} ${username}`, text))
              .slice(0, 8),
        tags: ['garden', 'gardening', 'rain'].filter((tag) => `#${tag}`.includes(words)).map((name) => ({ name, posts: 12 })),
        problems: query.problems,
        searched: posts().length,
        isBuilding: false,
        marks: query.clauses.flatMap(({ terms }) => terms.filter(({ term }) => !term.startsWith('!'))),
      };
    },
    async tagged(tag, page) {
      const found = posts().filter((post) => post.tags.includes(tag) || post.text.toLowerCase().includes(tag.toLowerCase()));
      return { ...(await listing(found, page, (post) => post.cursor)), total: found.length };
    },
    tags: async (start) => [{ name: `${start}garden`, posts: 3 }],
    pinned: async () => pinned,
    async pin(tag, isPinned) {
      const others = pinned.filter((one) => one !== tag);
      pinned = isPinned ? [...others, tag] : others;
    },
    state: async () => ({ searched: posts().length, isBuilding: false }),
  };
}
