// What benches make the app do in a page.
import type { Page } from 'playwright-core';
import type { Did } from '../../../src/protocol/brand.ts';

/** Makes an account in the page, posts leaving at once or after an undo window, and connects; resolves when the relay is connected. */
export async function becomePerson(
  page: Page,
  name: string,
  undoSeconds = 0,
): Promise<{ readonly did: Did; readonly address: string }> {
  const made = await page.evaluate(
    async ([username, seconds]) => {
      const app = await globalThis.bench.startApp();
      globalThis.bench.app = app;
      const account = await app.createAccount({ name: username, username });
      if (!account.ok) throw new Error(account.error.type);
      await app.putSettings({ undoSeconds: seconds });
      await app.connect();
      return { did: account.value.did, address: account.value.link };
    },
    [name, undoSeconds] as const,
  );
  await page.waitForFunction(() => globalThis.bench.app?.connection.get().gateways.some(({ connected }) => connected));
  return made;
}

/** Posts; returns the moment (ms since the epoch, the machine's clock) at which its undo window is over. */
export async function post(page: Page, text: string): Promise<number> {
  return page.evaluate(async (content) => {
    const { app } = globalThis.bench;
    if (app === undefined) throw new Error('no app');
    const made = await app.post({
      id: crypto.randomUUID(),
      text: content,
      warning: '',
      language: 'en',
      audience: 'public',
      attachments: [],
      savedAtMs: Date.now(),
    });
    if (!made.ok) throw new Error(made.error.type);
    return made.value.undoUntilMs;
  }, text);
}

/** The moment at which the home timeline of the page has the post, as a screen would learn of it. */
export async function seen(page: Page, text: string): Promise<number> {
  return page.evaluate(async (content) => {
    const { app } = globalThis.bench;
    if (app === undefined) throw new Error('no app');
    return new Promise<number>((resolve) => {
      const look = async (): Promise<void> => {
        const { items } = await app.home({ limit: 40 });
        if (!items.some((item) => item.text === content)) return;
        stop();
        resolve(performance.timeOrigin + performance.now());
      };
      const stop = app.changes((topics) => {
        if (topics.has('posts')) void look();
      });
      void look();
    });
  }, text);
}

/** Resolves when everything posted in the page is in a published root. */
export async function published(page: Page, did: Did): Promise<void> {
  await page.waitForFunction(
    async (account) => {
      const store = await globalThis.bench.openAccount(account);
      const [waiting, tree] = await Promise.all([store.outboxWaiting(Number.MAX_SAFE_INTEGER), store.ownTree()]);
      return waiting.length === 0 && tree !== undefined && tree.root === tree.publishedRoot;
    },
    did,
    { timeout: 120_000, polling: 200 },
  );
}
