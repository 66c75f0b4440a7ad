// Trees that somebody tampered with, thousands of them: whatever a source serves, a reader takes over nothing that the account did
// not sign, loses nothing that it knew, asks for a bounded number of files, and comes to the truth once an honest source answers.
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/protocol/json.ts';
import { accountOf } from '../../src/protocol/identity/ids.ts';
import type { Verifier } from '../../src/protocol/ports/crypto.ts';
import { basePath } from '../../src/protocol/identity/paths.ts';
import { createContexts, hostileCase } from './support/hostile-case.ts';
import type { HostileCase } from './support/hostile-case.ts';
import type { HostileContext } from './support/hostile-context.ts';
import { createMemoVerifier } from './support/memo-verifier.ts';
import { mutate } from './support/mutate.ts';
import type { HonestAccount } from './support/honest-account.ts';
import { readAll, readFrom, startingPoints } from './support/reading.ts';
import type { Reader, Reading } from './support/reading.ts';
import { runsOf } from './support/settings.ts';
import { liked, shown } from './support/shelf.ts';

const verifier = createMemoVerifier();
let contexts: Awaited<ReturnType<typeof createContexts>>;
let starts: Awaited<ReturnType<typeof startingPoints>>[];

beforeAll(async () => {
  contexts = await createContexts();
  starts = await Promise.all(contexts.map(({ account }) => startingPoints(account, verifier)));
}, 60_000);

/** Small, so that a case is cheap; what is left becomes a gap. */
const budgetPages = 2;
/** Paths that one run may ask for: outbox, actor twice, guess; pages and a batch or two asked for in vain; 64 named objects. */
const mostPaths = 4 + budgetPages + 2 * 16 + 64;
const mostRequests = 16;

/** What is wrong with what was taken over, in words; empty when nothing is. */
function problemsOf(
  before: Reader,
  reading: Reading,
  { account, published, pageProofs, owner }: HostileContext,
  isOwn: boolean,
): string[] {
  const { outcome, asked, requests, state, shelf } = reading;
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => void (holds || problems.push(what));
  const isSigned = (document: JsonObject): boolean =>
    published.has(JSON.stringify(document)) || (isOwn && owner.hasSigned(document));

  for (const { id, account: by, activity, object } of outcome.activities) {
    must(by === account.did && id.startsWith(`ap://${account.did}/outbox.jsonld#`), `an activity of somebody else: ${id}`);
    must(isSigned(activity), `an activity that was never signed: ${id}`);
    must(accountOf(String(activity['actor'])) === account.did, `an activity in somebody else’s name: ${id}`);
    const owner = object?.['attributedTo'] ?? object?.['id'];
    must(object === undefined || accountOf(String(owner)) === account.did, `an object of somebody else: ${id}`);
    must(
      object === undefined || (isSigned(object) && accountOf(String(object['id'])) === account.did),
      `a false object in ${id}`,
    );
  }
  for (const [page, proof] of Object.entries(state?.pages ?? {}))
    must(isOwn || pageProofs.get(Number(page))?.has(proof) === true, `something else in the place of page ${page}`);
  must(outcome.actor === undefined || isSigned(outcome.actor), 'an actor that was never signed');

  const base = `${basePath(account.did).slice(1)}/`;
  must(asked.length <= mostPaths && requests <= mostRequests, `${requests} requests for ${asked.length} files`);
  must(
    asked.every((path) => path.startsWith(base) && !path.includes('..')),
    'asked for what is not of this account',
  );

  must((state?.outboxUpdatedMs ?? 0) >= (before.state?.outboxUpdatedMs ?? 0), 'went back to an older outbox');
  must(
    before.shelf.posts.entries().every(([id, { updatedMs }]) => (shelf.posts.get(id)?.updatedMs ?? -1) >= updatedMs),
    'lost a post, or went back to an older version',
  );
  for (const kind of ['deleted', 'reactions', 'undone'] as const)
    must(shelf[kind].isSupersetOf(before.shelf[kind]), `forgot ${kind}`);
  return problems;
}

const outcomes = new Map<string, number>();

async function mistreat({ account: which, known, later, mutations, honestly }: HostileCase, verifier: Verifier): Promise<void> {
  const chosen = contexts[which];
  const start = starts[which]?.[known];
  const served = Math.max(0, Math.min(9, (start?.edition ?? 0) + later));
  const edition = chosen?.account.editions[served];
  if (chosen === undefined || start === undefined || edition === undefined) throw new Error('no such case');
  const context: HostileContext = { ...chosen, edition };
  const { account } = context;
  const view = new Map(edition.files);
  for (const mutation of mutations) await mutate(view, context, mutation);

  const isOwn = mutations.some(({ signing }) => signing === 'owner' || signing === 'outside');
  let reader: Reader = start;
  for (const way of ['poll', 'older'] as const) {
    if (way === 'older' && (reader.state?.gaps.length ?? 0) + (reader.state?.holes?.length ?? 0) === 0) break;
    const reading = await readFrom(view, account, verifier, reader, way, budgetPages);
    const kind = `${way} ${reading.outcome.type}`;
    outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    const problems = problemsOf(reader, reading, context, isOwn);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    reader = reading;
  }

  // Whatever was served, old copies too, does no lasting harm. What the account signs against itself may.
  const newest = account.editions.at(-1);
  if (!honestly || isOwn || newest === undefined) return;
  const after = await readAll(newest.files, account, verifier, reader);
  expect(shown(after.shelf)).toEqual(newest.shown);
  expect(liked(after.shelf)).toEqual(newest.liked);
}

describe('a reader of trees that were tampered with', () => {
  it('takes over what the account signed, loses nothing, and gets over it', async () => {
    await fc.assert(
      fc.asyncProperty(hostileCase, (one) => mistreat(one, verifier)),
      runsOf(10_000),
    );
    // Every way in which a poll can end is met: the cases are neither all harmless nor all refused at the door.
    for (const type of ['read', 'partial', 'unchanged', 'stale', 'invalid', 'missing'])
      expect(outcomes.get(`poll ${type}`) ?? 0, type).toBeGreaterThan(0);
  }, 600_000);

  it('would be caught believing proofs', async () => {
    const gullible: Verifier = { verify: async () => true };
    const { failed } = await fc.check(
      fc.asyncProperty(hostileCase, (one) => mistreat(one, gullible)),
      { ...runsOf(10_000), numRuns: 200, path: '', endOnFailure: true },
    );
    expect(failed).toBe(true);
  });

  it('comes to the truth through caches that keep each file for as long as they please', async () => {
    const polls = fc.array(
      fc.record({
        salt: fc.nat(),
        way: fc.constantFrom('poll' as const, 'poll' as const, 'older' as const),
        latest: fc.nat({ max: 9 }),
      }),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 3 }), fc.nat({ max: 20 }), polls, async (which, known, times) => {
        const context = contexts[which];
        let reader: Reader | undefined = starts[which]?.[known];
        const newest = context?.account.editions.at(-1);
        if (context === undefined || reader === undefined || newest === undefined) throw new Error('no such case');
        const { account } = context;
        for (const { salt, way, latest } of times) {
          const view = new Map([...newest.files].flatMap(([path]) => cachedFile(account, path, salt, latest)));
          const reading = await readFrom(view, account, verifier, reader, way, budgetPages);
          expect(problemsOf(reader, reading, { ...context, edition: newest }, false)).toEqual([]);
          reader = reading;
        }
        const after = await readAll(newest.files, account, verifier, reader);
        expect(shown(after.shelf)).toEqual(newest.shown);
        expect(liked(after.shelf)).toEqual(newest.liked);
      }),
      runsOf(300),
    );
  }, 600_000);
});

/** A file as it was in some edition up to `latest`, another for each file; none if it did not exist then. */
function cachedFile({ editions }: HonestAccount, path: string, salt: number, latest: number): [string, Uint8Array][] {
  let hash = salt;
  for (const character of path) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  const bytes = editions[(hash >>> 3) % (latest + 1)]?.files.get(path);
  return bytes === undefined ? [] : [[path, bytes]];
}
