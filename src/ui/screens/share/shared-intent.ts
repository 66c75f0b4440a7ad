import type { SharedText } from '../../../sw/shared-box.ts';

export type SharedIntent =
  | { readonly kind: 'person'; readonly address: string }
  | { readonly kind: 'text'; readonly text: string };

/** Longest text that goes into the composer, UTF-16 units; what is beyond has no room in a post. */
const longest = 5000;

/** `@user@host`, an address of ours, or a page that looks like somebody's profile. */
const person =
  /^(?:@?[^\s@/]+@[^\s@/]+\.[^\s@/]+|ipns:\/\/k51\w+|k51\w+|did:key:z\w+|https:\/\/[^\s/]+\/(?:@[^\s/]+|users\/[^\s/]+|profile\/[^\s/]+|channel\/[^\s/]+)\/?|https?:\/\/\S*#\/@\S+)$/;

/** What somebody means who shares this: a person to follow when that is all there is, else something to write about. */
export function sharedIntent({ title, text, url }: SharedText): SharedIntent | undefined {
  const parts = [...new Set([text.trim(), url.trim()].filter((part) => part !== ''))];
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && person.test(only)) return { kind: 'person', address: only };
  const words = sharedWords({ title, text, url });
  return words === '' ? undefined : { kind: 'text', text: words };
}

/** What files are for: pictures, films and sounds for a post, everything else for the import. */
export function sharedKind(types: readonly string[]): 'none' | 'media' | 'import' {
  if (types.length === 0) return 'none';
  return types.every((type) => /^(?:image|video|audio)\//.test(type)) ? 'media' : 'import';
}

/** The words of a share, each once. */
export function sharedWords({ title, text, url }: SharedText): string {
  const parts = [...new Set([text.trim(), url.trim()].filter((part) => part !== ''))];
  // Many apps put the title at the beginning of the text already.
  const words = title.trim() === '' || text.includes(title.trim()) ? parts : [title.trim(), ...parts];
  const all = words.filter(
    (word, index) => !words.some((other, place) => place !== index && other !== word && other.includes(word)),
  );
  return all.join('\n\n').slice(0, longest);
}
