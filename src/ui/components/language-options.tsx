import type { ReactNode } from 'react';
import { languageNames } from '../text/language-names.ts';
import { displayLocale } from '../text/translate.ts';

/** Languages that many people write in; one's own stand first, whichever they are. */
const common =
  'ar bg bn ca cs cy da de el en eo es et eu fa fi fr ga gl he hi hr hu id is it ja ko lt lv mr ms nb nl nn pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur vi zh'.split(
    ' ',
  );

/** Options of a choice of language, named in the reader's own. */
export function LanguageOptions(props: { readonly including: string }): ReactNode {
  const nameOf = languageNames();
  const own = [...new Set([props.including, ...navigator.languages.map((tag) => tag.split('-')[0] ?? tag)])].filter(
    (tag) => tag !== '',
  );
  const rest = common
    .filter((tag) => !own.includes(tag))
    .map((tag) => ({ tag, name: nameOf(tag) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, displayLocale()));
  return (
    <>
      {[...own.map((tag) => ({ tag, name: nameOf(tag) })), ...rest].map(({ tag, name }) => (
        <option key={tag} value={tag}>
          {name}
        </option>
      ))}
    </>
  );
}
