import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SyncRecord } from '../ports/records.ts';
import type { IngestBatch } from '../ports/store.ts';
import type { JsonObject } from '../json.ts';
import { createVerifier } from '../proof/verifier.ts';
import { createAccountFixture } from '../tree/account-fixture.ts';
import { objectIdOf } from '../tree/documents.ts';
import { readPath } from '../tree/read-path.ts';
import { applyActivities } from './apply.ts';
import { pollAccount, readOlder } from './consumer.ts';
import { runReader } from './read-outcome.ts';
import type { ReadOutcome } from './read-outcome.ts';

const verifier = createVerifier();

/** The rules of the real store that matter here: the newest version wins, deletes are remembered, undone likes stay undone. */
function createShelf() {
  const posts = new Map<string, { updatedMs: number; content: unknown }>();
  const deleted = new Set<string>();
  const likes = new Set<string>();
  const undone = new Set<string>();
  return {
    ingest(batch: IngestBatch) {
      for (const { id, updatedMs, content } of batch.posts)
        if ((posts.get(id)?.updatedMs ?? -1) < updatedMs) posts.set(id, { updatedMs, content: content[0] });
      for (const { id } of batch.deletedPosts) deleted.add(id);
      for (const { id } of batch.reactions) likes.add(id);
      for (const { id } of batch.undone) undone.add(id);
    },
    shown: () => new Map([...posts].filter(([id]) => !deleted.has(id)).map(([id, { content }]) => [id, content])),
    liked: () => new Set([...likes].filter((id) => !undone.has(id))),
  };
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('create', 'create', 'update', 'remove', 'like', 'undo'),
      which: fc.nat(),
      times: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('poll', 'older'),
      which: fc.nat({ max: 9 }),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

const create = { kind: 'create', which: 0, times: 1 };
const poll = (which: number) => ({ kind: 'poll', which, times: 1 });

describe('a reader that comes now and then, through sources that lack files', () => {
  it('ends with exactly what the author has published', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const account = createAccountFixture();
        const { did } = account.signer;
        await account.publish([]);
        const shelf = createShelf();
        const creates: JsonObject[] = [];
        const likes: JsonObject[] = [];
        const expected = new Map<string, unknown>();
        const liked = new Set<string>();
        let state: SyncRecord | undefined;

        const read = async (
          reader: typeof pollAccount,
          budgetPages: number | undefined,
          lacks: (path: string) => boolean,
        ): Promise<ReadOutcome> => {
          const outcome = await runReader(
            reader({ did, state, verifier, nowMs: account.nowMs, ...(budgetPages !== undefined && { budgetPages }) }),
            (paths) =>
              Promise.all(
                paths.map((path) =>
                  lacks(path) || account.root === undefined ? undefined : readPath(account.store, account.root, path),
                ),
              ),
          );
          state = outcome.state;
          shelf.ingest(
            applyActivities({
              did,
              activities: outcome.activities,
              me: did,
              home: 1,
              nowMs: account.nowMs,
              htmlToRichText: (html) => [html],
            }),
          );
          return outcome;
        };

        for (const { kind, which, times } of steps) {
          if (kind === 'poll' || kind === 'older') {
            // `which` names a page (or, at 9, the outbox) that this source lacks.
            await read(kind === 'poll' ? pollAccount : readOlder, times, (path) =>
              path.endsWith(which === 9 ? 'outbox.jsonld' : `${which}.jsonld`),
            );
            continue;
          }
          const batch: JsonObject[] = [];
          for (let index = 0; index < times; index++) {
            const chosen = creates[(which + index) % Math.max(1, creates.length)];
            const id = chosen === undefined ? undefined : (objectIdOf(chosen) as string);
            if (kind === 'update' && chosen !== undefined && id !== undefined) {
              if (expected.has(id)) expected.set(id, `<p>${which} ${index}</p>`);
              batch.push(await account.update(chosen, `<p>${which} ${index}</p>`));
            } else if (kind === 'remove' && chosen !== undefined && id !== undefined) {
              expected.delete(id);
              batch.push(await account.remove(chosen));
            } else if (kind === 'like') {
              const like = await account.about('Like', 'https://example.com/1');
              likes.push(like);
              liked.add(String(like['id']));
              batch.push(like);
            } else if (kind === 'undo' && likes.length > 0) {
              const id = String(likes[which % likes.length]?.['id']);
              liked.delete(id);
              batch.push(await account.about('Undo', id));
            } else {
              const create = await account.create(`<p>new ${which}</p>`);
              creates.push(create);
              expected.set(objectIdOf(create) as string, `<p>new ${which}</p>`);
              batch.push(create);
            }
          }
          await account.publish(batch);
        }

        await read(pollAccount, undefined, () => false);
        for (let turn = 0; turn < 50 && (state?.gaps.length ?? 0) + (state?.holes?.length ?? 0) > 0; turn++)
          await read(readOlder, undefined, () => false);
        expect(state).toMatchObject({ gaps: [], refused: 0 });
        expect(shelf.shown()).toEqual(expected);
        expect(shelf.liked()).toEqual(liked);
        const last = await read(pollAccount, undefined, () => false);
        expect(last).toMatchObject({ type: 'unchanged', activities: [] });
      }),
      {
        numRuns: 12,
        examples: [
          // The newest page could not be had at first and came by reading older pages, ahead of the outbox.
          [[poll(0), create, create, create, { kind: 'older', which: 1, times: 1 }]],
          [[create, poll(0), poll(0), create, { kind: 'older', which: 1, times: 1 }]],
        ],
      },
    );
  }, 120_000);
});
