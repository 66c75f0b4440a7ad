// Two readers, written apart from the same text, meet the same mistreated trees: they must come to the same verdict.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContexts, hostileCase } from './support/hostile-case.ts';
import type { HostileCase } from './support/hostile-case.ts';
import type { Edition, HonestAccount } from './support/honest-account.ts';
import { createMemoVerifier } from './support/memo-verifier.ts';
import { mutate } from './support/mutate.ts';
import { startPhpReader } from './support/php-reader.ts';
import type { PhpReader } from './support/php-reader.ts';
import { newReader, readFrom } from './support/reading.ts';
import type { Reader } from './support/reading.ts';
import { runsOf } from './support/settings.ts';

const verifier = createMemoVerifier();
/** The moment that the line tool takes for now. */
const nowMs = 4_102_444_800_000;
/** Small editions: the sample is about verdicts, not about long walks. */
const editions = 5;
const pages = 2;
const junk = Buffer.from('junk');
let contexts: Awaited<ReturnType<typeof createContexts>>;
let php: PhpReader;

beforeAll(async () => {
  contexts = (await createContexts()).map((context) => ({ ...context, account: { ...context.account, nowMs } }));
  php = startPhpReader();
}, 60_000);
afterAll(() => php.close());

/** What both can say of a tree. */
interface Verdict {
  readonly accepted: readonly string[];
  readonly objects: Readonly<Record<string, string | null>>;
  readonly reactions: readonly string[];
}

/** As the line tool does it: a poll, then older pages until no gap is left. */
async function readHere(files: ReadonlyMap<string, Uint8Array>, account: HonestAccount, start: Reader) {
  const accepted = new Set<string>();
  let reading = await readFrom(files, account, verifier, start, 'poll', start === newReader ? pages : undefined);
  for (const { id } of reading.outcome.activities) accepted.add(id);
  for (let turn = 0; turn < 20 && (reading.state?.gaps.length ?? 0) > 0; turn++) {
    reading = await readFrom(files, account, verifier, reading, 'older');
    for (const { id } of reading.outcome.activities) accepted.add(id);
  }
  return { reading, accepted };
}

const readings = new WeakMap<Edition, ReturnType<typeof readHere>>();

/** What was known before is the same in many cases. */
function readBefore(edition: Edition, account: HonestAccount): ReturnType<typeof readHere> {
  const reading = readings.get(edition) ?? readHere(edition.files, account, newReader);
  readings.set(edition, reading);
  return reading;
}

function verdictOf({ shelf }: Reader, accepted: ReadonlySet<string>): Verdict {
  const objects: Record<string, string | null> = {};
  for (const [id, { object }] of shelf.posts)
    if (object['type'] !== 'Announce') objects[id] = typeof object['content'] === 'string' ? object['content'] : '';
  for (const id of shelf.deleted) objects[id] = null;
  return {
    accepted: [...accepted].toSorted(),
    objects,
    reactions: [...shelf.reactions].filter((id) => !shelf.undone.has(id)).toSorted(),
  };
}

let agreements = 0;
let takenOver = 0;

async function compare({ account: which, known, later, mutations }: HostileCase): Promise<void> {
  const context = contexts[which];
  if (context === undefined) throw new Error('no such case');
  const { account } = context;
  const before = known % 2 === 0 ? undefined : account.editions[known % editions];
  const edition = account.editions[Math.abs((known + later) % editions)];
  if (edition === undefined) throw new Error('no such edition');
  const view = new Map(edition.files);
  for (const mutation of mutations) await mutate(view, { ...context, edition }, mutation);
  // How far to look below pages that are missing is left to readers (bridge-spec section 8.3); past bad ones all must look.
  for (const path of account.editions.at(-1)?.files.keys() ?? []) if (!view.has(path)) view.set(path, junk);

  const first = before === undefined ? undefined : await readBefore(before, account);
  const here = await readHere(view, account, first?.reading ?? newReader);
  const news = new Set([...here.accepted].filter((id) => first?.accepted.has(id) !== true));
  const there = await php.read({ did: account.did, files: view, ...(before !== undefined && { before: before.files }), pages });
  expect({
    accepted: [...new Set(there.accepted)].filter((id) => first?.accepted.has(id) !== true).toSorted(),
    objects: Array.isArray(there.objects) ? {} : there.objects,
    reactions: there.reactions,
  }).toEqual(verdictOf(here.reading, news));
  agreements++;
  if (news.size > 0) takenOver++;
}

describe('the PHP reader', () => {
  it('agrees with the TypeScript one about a thousand trees', async () => {
    await fc.assert(fc.asyncProperty(hostileCase, compare), runsOf(1_000));
    expect(agreements).toBeGreaterThan(0);
    expect(takenOver).toBeGreaterThan(agreements / 20);
  }, 600_000);
});
