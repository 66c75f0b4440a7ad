import type { FilterPlace, FilterRecord } from '../../protocol/ports/filters.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import { textsOfPost } from '../search/documents.ts';
import { fold } from '../search/fold.ts';
import { isUnspaced, termsOf } from '../search/words.ts';

/** What becomes of a post in a place: undefined: it is shown. `text`: of the filter, for the one who reads why. */
export type Sift = (post: PostRecord, place: FilterPlace) => Pick<FilterRecord, 'action' | 'text'> | undefined;

interface Compiled extends FilterRecord {
  matches(text: { readonly folded: string; readonly terms: string }): boolean;
}

/** Filters ready to be used. Of several that fit, one that hides wins. What has ended by `nowMs` does not count. */
export function compileFilters(filters: readonly FilterRecord[], nowMs: number): Sift {
  const compiled = filters.filter(({ untilMs }) => untilMs === undefined || untilMs > nowMs).map(compile);
  return (post, place) => {
    const here = compiled.filter(({ places }) => places.includes(place));
    if (here.length === 0) return undefined;
    const texts = textsOfPost(post);
    const text = {
      folded: fold(texts.join('\n')),
      // A line break is no term: words of one text and of the next are not one after the other.
      terms: texts.map((one) => ` ${termsOf(one).join(' ')} `).join('\n'),
    };
    const found = here.filter((filter) => filter.matches(text));
    const first = found.find(({ action }) => action === 'hide') ?? found[0];
    return first && { action: first.action, text: first.text };
  };
}

function compile(filter: FilterRecord): Compiled {
  const terms = termsOf(filter.text);
  const part = fold(filter.text.trim());
  if (filter.text.trim().startsWith('#') && terms[0]?.startsWith('#') === true) {
    const tag = ` ${terms[0]} `;
    return { ...filter, matches: (text) => text.terms.includes(tag) };
  }
  // Scripts without blanks have no whole words.
  if (!filter.wholeWords || terms.length === 0 || terms.some(isUnspaced)) {
    return { ...filter, matches: (text) => text.folded.includes(part) };
  }
  const words = ` ${terms.join(' ')} `;
  return { ...filter, matches: (text) => text.terms.includes(words) };
}
