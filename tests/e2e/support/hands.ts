import type { Locator, Page } from 'playwright-core';

/** How somebody operates the app: with keys alone, or with fingers alone. */
export interface Hands {
  readonly name: 'keys' | 'touch';
  /** A button, a link, a check box. */
  press(target: Locator): Promise<void>;
  type(field: Locator, text: string): Promise<void>;
  /** Opens the browser's own dialog for files, and takes one. */
  chooseFile(input: Locator, path: string): Promise<void>;
  /** One of several: the radio button with this label. */
  choose(label: string): Promise<void>;
  /** An option of a drop-down list, by its words. */
  select(list: Locator, words: string): Promise<void>;
}

const mostPresses = 150;

/** From now on the browser's own dialog for files stays away, and tells the test instead. */
const awaitFiles = (page: Page): void => void page.on('filechooser', () => {});

const hasFocus = (locator: Locator): Promise<boolean> =>
  locator.evaluateAll((elements) => elements.some((element) => element === document.activeElement));

/** Tab, Enter, arrows and letters; no shortcuts of the app, which a newcomer does not know. */
export function keyboard(page: Page): Hands {
  awaitFiles(page);
  async function goTo(target: Locator): Promise<void> {
    await target.first().waitFor({ state: 'attached' });
    for (let presses = 0; presses < mostPresses; presses++) {
      if (await hasFocus(target.first())) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the focus does not come to ${String(target)}`);
  }
  return {
    name: 'keys',
    async press(target) {
      // One that is not ready takes the focus and does nothing.
      await target.first().and(page.locator(':not([aria-disabled="true"])')).waitFor();
      await goTo(target);
      await page.keyboard.press('Enter');
    },
    async type(field, text) {
      await goTo(field);
      await page.keyboard.type(text);
    },
    async chooseFile(input, path) {
      await goTo(input);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
      await chooser.setFiles(path);
    },
    async choose(label) {
      const wanted = page.getByRole('radio', { name: label, exact: true });
      await wanted.waitFor();
      const name = await wanted.getAttribute('name');
      await goTo(page.locator(`input[type=radio][name="${name}"]:checked`));
      for (let presses = 0; presses < mostPresses && !(await wanted.isChecked()); presses++) {
        await page.keyboard.press('ArrowDown');
        await page.locator('input[type=radio]:focus:checked').waitFor();
      }
    },
    async select(list, words) {
      await goTo(list);
      await page.keyboard.type(words);
    },
  };
}

/** Taps; lists and files are the system's own. */
export function fingers(page: Page): Hands {
  awaitFiles(page);
  return {
    name: 'touch',
    press: (target) => target.first().tap(),
    async type(field, text) {
      await field.tap();
      await field.fill(text);
    },
    async chooseFile(input, path) {
      // A finger meets what is drawn over the field.
      const drawn = input.locator('xpath=ancestor-or-self::*[self::label or self::input][last()]');
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), drawn.tap()]);
      await chooser.setFiles(path);
    },
    choose: (label) => page.getByText(label, { exact: true }).tap(),
    select: async (list, words) => void (await list.selectOption({ label: words })),
  };
}
