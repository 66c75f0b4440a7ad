/** Written by people or by machines, so not by us: names, posts, codes, moments. */
const notOurs = 'bdi, code, time, [dir="auto"], [lang]:not(html), option[lang], svg, canvas, [translate="no"]';
const attributes = ['aria-label', 'title', 'placeholder', 'alt'] as const;

/** What is left of a text when everything that was translated (in brackets) is taken away. */
function leftOf(text: string): string {
  return text.replaceAll(/⟦[^⟧]*⟧/gu, ' ').trim();
}

/** Names of languages come from Intl, in the language of the reader. */
const isLanguage = (element: Element): boolean => element instanceof HTMLOptionElement && /^[a-z]{2,3}$/.test(element.value);

/**
 * Texts below `root` that are not in the brackets of the pseudo-language, although the interface said them: words that no catalogue has.
 * For tests.
 */
export function visibleTexts(root: Element): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent?.closest(notOurs) === null && !isLanguage(parent)) found.push(leftOf(node.textContent ?? ''));
  }
  for (const name of attributes) {
    for (const element of root.querySelectorAll(`[${name}]`)) {
      if (element.closest(notOurs) === null) found.push(leftOf(element.getAttribute(name) ?? ''));
    }
  }
  return [...new Set(found)].filter((text) => /\p{L}{2}/u.test(text));
}
