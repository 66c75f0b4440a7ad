import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { createAccountFixture } from './account-fixture.ts';
import type { AccountFixture } from './account-fixture.ts';
import { itemsOf, liveBlocks, page, pathOf, paths, read } from './account-reads.ts';
import { removedBlocks } from './diff.ts';

describe('any history', { timeout: 60_000 }, () => {
  const step = fc.record({
    kind: fc.constantFrom('create', 'create', 'create', 'update', 'remove', 'like'),
    which: fc.nat(),
    batch: fc.boolean(),
  });

  it('published in steps: same contents as at once, only live blocks, sealed pages stable but for deletes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 50 }), async (steps) => {
        const account = createAccountFixture();
        const history: JsonObject[] = [];
        const creates: JsonObject[] = [];
        let waiting: JsonObject[] = [];
        await account.publish([]);
        for (const { kind, which, batch } of steps) {
          const chosen = creates[which % Math.max(1, creates.length)];
          const activity =
            kind === 'create' || chosen === undefined
              ? await account.create(`<p>${which}</p>`)
              : kind === 'update'
                ? await account.update(chosen, `<p>edited ${which}</p>`)
                : kind === 'remove'
                  ? await account.remove(chosen)
                  : await account.about('Like', 'https://example.com/1');
          if (activity['type'] === 'Create') creates.push(activity);
          history.push(activity);
          waiting.push(activity);
          if (batch) continue;
          const sealed = history.length - waiting.length >= 20 ? await page(account, 0) : undefined;
          const before = account.root;
          const deletes = waiting.some((entry) => entry['type'] === 'Delete' || entry['type'] === 'Update');
          await account.publish(waiting);
          waiting = [];
          if (sealed !== undefined && !deletes) expect(await page(account, 0)).toEqual(sealed);
          if (before !== undefined && account.root !== undefined)
            expect(await removedBlocks(account.store, before, account.root)).toEqual([]);
        }
        await account.publish(waiting);
        const atOnce = createAccountFixture();
        await atOnce.publish(history);
        const contents = async (one: AccountFixture): Promise<unknown> => ({
          featured: (await read(one, paths(one).featured))['orderedItems'],
          objects: await Promise.all([...new Set(creates.map(pathOf))].map((path) => read(one, path))),
          total: (await read(one, paths(one).outbox))['totalItems'],
          pages: await Promise.all(
            Array.from({ length: Math.max(1, Math.ceil(history.length / 20)) }, async (_, number) =>
              itemsOf(await page(one, number)),
            ),
          ),
        });
        expect(await contents(account)).toEqual(await contents(atOnce));
        expect(account.store.size).toBe(await liveBlocks(account));
        expect(atOnce.store.size).toBe(await liveBlocks(atOnce));
      }),
      { numRuns: 15 },
    );
  });
});
