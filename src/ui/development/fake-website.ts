import { err, ok } from '../../protocol/result.ts';
import type { WebsiteDesk } from '../../services/app-api.ts';
import { parseOwnOrigin } from '../../services/website/own-origin.ts';

/** A website of sample data; its name says what is found there: `https://older.example`, `https://empty.example`, … */
export function createFakeWebsite(): WebsiteDesk {
  let origin: string | undefined;
  const updatedMs = Date.now();
  return {
    state: async () => ({ username: 'mira', own: { updatedMs, totalItems: 248 }, ...(origin === undefined ? {} : { origin }) }),
    async setOrigin(wanted) {
      const parsed = wanted === undefined ? ok(undefined) : parseOwnOrigin(wanted, false);
      if (!parsed.ok) return err({ type: parsed.error });
      origin = parsed.value;
      return ok(undefined);
    },
    async check() {
      const name = origin === undefined ? '' : new URL(origin).hostname.split('.')[0];
      if (name === 'unreachable' || name === 'unreadable' || name === 'empty' || name === 'web-page') return { type: name };
      if (name === 'refused') return { type: 'refused', status: 403 };
      if (name === 'older')
        return { type: 'published', atMs: updatedMs - 7_200_000, state: 'older', behind: 3, warnings: ['type'] };
      return { type: 'published', atMs: updatedMs, state: 'current', behind: 0, warnings: [] };
    },
    async download(options) {
      for (let done = 0; done <= 400; done += 40) {
        options?.onProgress?.({ done, total: 400 });
        await new Promise((resolve) => setTimeout(resolve, 80));
      }
      return ok({ file: new Blob(['sample']), fileName: 'pollen-mira-website.zip', files: 400, missingMedia: 0 });
    },
  };
}
