import { readFile, writeFile } from 'node:fs/promises';
import { checkAccount } from '../protocol/conformance/check-account.ts';
import type { CheckedAccount } from '../protocol/conformance/check-account.ts';
import type { AccountReport } from '../protocol/conformance/report.ts';
import type { WalkMemory } from '../protocol/conformance/walk-memory.ts';
import { isWalkMemory } from '../protocol/conformance/walk-memory.ts';
import { createVerifier } from '../protocol/proof/verifier.ts';
import type { CheckRequest } from './check-arguments.ts';
import { checkHelp, parseCheckArguments } from './check-arguments.ts';
import type { PlaceToCheck } from './check-places.ts';
import { findPlaces } from './check-places.ts';
import type { Command, Output } from './command.ts';
import { usageExitCode } from './command.ts';
import { createNodeAsker } from './node-asker.ts';
import { formatReport } from './print-report.ts';

/** A remembered walk of the largest account that is kept, bytes. */
const largestState = 256 * 2 ** 20;

/** `pollen check`: see `checkHelp`. */
export const command: Command = {
  summary: 'Checks an account: at a gateway, on a website, in a folder, in a CAR file.',
  async run(args, output) {
    const parsed = parseCheckArguments(args);
    if (!parsed.ok) {
      output.error(`${parsed.error}\nTry: npm run pollen -- check --help`);
      return usageExitCode;
    }
    if (parsed.value === 'help') {
      output.line(checkHelp);
      return 0;
    }
    return check(parsed.value, output);
  },
};

async function check(request: CheckRequest, output: Output): Promise<number> {
  const signal = AbortSignal.timeout(request.seconds * 1000);
  const places = await findPlaces(request, createNodeAsker(signal));
  if (!places.ok) {
    output.error(places.error);
    return usageExitCode;
  }
  const before = await readState(request.stateFile);
  const checked: CheckedAccount[] = [];
  for (const place of places.value) checked.push(await checkPlace(request, place, before, signal));
  await writeState(request.stateFile, checked, before);
  const isLate = signal.aborted;
  if (request.json) output.line(JSON.stringify(jsonOf(request, checked, isLate), undefined, 2));
  else
    for (const { report, isReadable } of checked)
      output.line(formatReport(report, { isReadable, isLate, all: request.all, colours: output.colours, wanted: request.level }));
  return exitCode(request, checked);
}

async function checkPlace(
  request: CheckRequest,
  { target, did, place, close }: PlaceToCheck,
  before: WalkMemory | undefined,
  signal: AbortSignal,
): Promise<CheckedAccount> {
  try {
    const { budget } = request;
    return await checkAccount({ target, did, place, verifier: createVerifier(), nowMs: Date.now(), budget, before, signal });
  } finally {
    await close?.();
  }
}

/** Cannot be read goes before broken: what is not known must not look like what was judged. */
function exitCode({ level }: CheckRequest, checked: readonly CheckedAccount[]): number {
  if (checked.some(({ isReadable }) => !isReadable)) return usageExitCode;
  return checked.every(({ report }) => report.levels.L0 === 'reached' && report.levels[level] === 'reached') ? 0 : 1;
}

interface JsonReport {
  readonly version: 1;
  readonly wanted: string;
  readonly passed: boolean;
  /** The time was up before everything was read. */
  readonly isLate: boolean;
  readonly accounts: readonly (AccountReport & { readonly isReadable: boolean })[];
}

const jsonOf = (request: CheckRequest, checked: readonly CheckedAccount[], isLate: boolean): JsonReport => ({
  version: 1,
  wanted: request.level,
  passed: exitCode(request, checked) === 0,
  isLate,
  accounts: checked.map(({ report, isReadable }) => ({ ...report, isReadable })),
});

async function readState(file: string | undefined): Promise<WalkMemory | undefined> {
  if (file === undefined) return undefined;
  try {
    const text = await readFile(file, 'utf8');
    const state: unknown = text.length > largestState ? undefined : JSON.parse(text);
    return isWalkMemory(state) ? state : undefined;
  } catch {
    // The first time there is none.
    return undefined;
  }
}

/** Keeps the newest that was seen; going back is never remembered. */
async function writeState(
  file: string | undefined,
  checked: readonly CheckedAccount[],
  before: WalkMemory | undefined,
): Promise<void> {
  const newest = checked
    .flatMap(({ memory }) => memory ?? [])
    .toSorted((left, right) => (left.outboxUpdated < right.outboxUpdated ? 1 : -1))[0];
  if (file === undefined || newest === undefined) return;
  if (before !== undefined && before.did === newest.did && newest.outboxUpdated < before.outboxUpdated) return;
  await writeFile(file, JSON.stringify(newest));
}
