import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A file as it would lie in somebody's downloads. */
export interface HandedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export const textFile = ({ fileName, text }: { readonly fileName: string; readonly text: string }): HandedFile => ({
  fileName,
  bytes: new TextEncoder().encode(text),
});

/** "Bring people along", as people use it. */
export interface ImportScreen {
  open(): Promise<void>;
  /** Lets the files fall on the page, all at once. */
  drop(files: readonly HandedFile[]): Promise<void>;
  /** The card of a file that was handed over and not started yet. */
  preview(fileName: string): Locator;
  /** Presses the main button of a preview. */
  start(fileName: string, button: string | RegExp): Promise<void>;
  /** The card of an import under way or done. */
  job(fileName: string): Locator;
  /** Waits until the import of the file says that it is done. */
  isDone(fileName: string): Promise<void>;
  /** What came of its rows: `{ Followed: 3, 'No answer': 1 }`. */
  counts(fileName: string): Promise<Record<string, number>>;
}

export function importScreen(page: Page, origin: string): ImportScreen {
  const main = page.getByRole('main');
  const preview = (fileName: string): Locator => main.getByRole('region', { name: fileName, exact: true });
  const job = (fileName: string): Locator => main.getByRole('region', { name: new RegExp(`, ${escaped(fileName)}$`) });
  return {
    async open() {
      await page.goto(`${origin}/#/settings/import`);
      await page.getByRole('heading', { name: 'Bring people along', level: 1 }).waitFor();
    },
    async drop(files) {
      const plain = files.map(({ fileName, bytes }) => ({ fileName, base64: Buffer.from(bytes).toString('base64') }));
      await page.evaluate((given) => {
        const transfer = new DataTransfer();
        for (const { fileName, base64 } of given) {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          transfer.items.add(new File([bytes], fileName));
        }
        const target = document.querySelector('main') ?? document.body;
        for (const type of ['dragenter', 'dragover', 'drop'])
          target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }, plain);
    },
    preview,
    async start(fileName, button) {
      await preview(fileName).getByRole('button', { name: button }).click();
      await job(fileName).first().waitFor();
    },
    job,
    async isDone(fileName) {
      await job(fileName).first().getByText('Done', { exact: true }).waitFor();
    },
    async counts(fileName) {
      const filters = job(fileName).first().getByRole('group', { name: 'What came of it' }).getByRole('button');
      const texts = await filters.allInnerTexts();
      return Object.fromEntries(
        texts.map((text) => {
          const [, name, count] = /^(.*?)\s*([\d,]+)$/.exec(text.trim()) ?? [];
          expect(name, text).toBeDefined();
          return [name ?? '', Number(count?.replaceAll(',', ''))];
        }),
      );
    },
  };
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
