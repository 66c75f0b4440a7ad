import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const words = join(import.meta.dirname, '../../../src/ui/locales/en');

/** Every id of a text of the interface. */
const ids = readdirSync(words)
  .filter((file) => file.endsWith('.po'))
  .flatMap((file) => [...readFileSync(join(words, file), 'utf8').matchAll(/^msgid "([^"]+)"$/gm)])
  .map(([, id = '']) => id);

/** Ids that stand where a text should: its words were not loaded. */
export async function findRawWords(page: Page): Promise<string[]> {
  return page.evaluate((known) => {
    const all = new Set(known);
    const shown: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) shown.push(node.textContent?.trim() ?? '');
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-description']) {
        shown.push(element.getAttribute(name) ?? '');
      }
    }
    return shown.filter((text) => all.has(text)).map((id) => `no words for ${id}`);
  }, ids);
}
