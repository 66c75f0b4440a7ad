// CAR files and zips that somebody tampered with: `check` and `import` say so in words, whatever they are given, and write nothing
// that does not verify, nor anywhere but where they were told to.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CarReader } from '@ipld/car';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { createAccountFixture } from '../../src/protocol/tree/account-fixture.ts';
import { carOf } from '../../src/protocol/tree/write-car.ts';
import { walkTree } from '../../src/protocol/tree/walk.ts';
import type { SiteFile } from '../../src/services/website/site-files.ts';
import { writeZip } from '../../src/services/website/write-zip.ts';
import { byteMutations } from './support/byte-mutations.ts';
import { runsOf } from './support/settings.ts';

const account = createAccountFixture();
let folder: string;
let files: SiteFile[];
let car: Uint8Array;
let zip: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pollen-archives-'));
  const posts = [await account.create('<p>one</p>'), await account.create('<p>two</p>')];
  await account.publish(posts);
  if (account.root === undefined) throw new Error('nothing published');
  const parts: Uint8Array[] = [];
  for await (const part of carOf(account.store, account.root)) parts.push(part);
  car = Buffer.concat(parts);
  files = [];
  for await (const { path, kind, bytes } of walkTree(account.store, account.root))
    if (kind === 'file' && bytes !== undefined) files.push({ path, bytes });
  zip = await zipOf(files);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function zipOf(entries: readonly SiteFile[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const sink = new WritableStream<Uint8Array>({ write: (part) => void parts.push(part) });
  await writeZip(
    (async function* () {
      yield* entries;
    })(),
    sink,
    new Date(Date.UTC(2026, 0, 1)),
  );
  return Buffer.concat(parts);
}

async function run(...args: string[]): Promise<{ exitCode: number; said: string }> {
  const said: string[] = [];
  const output: Output = { line: (text) => void said.push(text), error: (text) => void said.push(text), colours: false };
  const exitCode = await runCommand(args, output);
  return { exitCode, said: said.join('\n') };
}

/** Imports bytes as a file; what was written, when something was. */
async function imported(bytes: Uint8Array, ending: 'car' | 'zip'): Promise<Uint8Array | undefined> {
  const [from, to] = [join(folder, `in.${ending}`), join(folder, 'out.car')];
  await writeFile(from, bytes);
  const { exitCode, said } = await run('import', from, '--to', to);
  expect([0, 1, 2]).toContain(exitCode);
  expect(said).not.toBe('');
  const written = await readFile(to).catch(() => undefined);
  expect(written !== undefined).toBe(exitCode === 0);
  if (written !== undefined) await rm(to);
  expect((await readdir(folder)).toSorted()).toEqual([`in.${ending}`]);
  await rm(from);
  return written;
}

/** Blocks of a CAR, each by its CID: the order and the root are free, their bytes are not. */
async function blocksOf(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const blocks = new Map<string, Uint8Array>();
  for await (const { cid, bytes: block } of (await CarReader.fromBytes(bytes)).blocks()) blocks.set(cid.toString(), block);
  return blocks;
}

const mutation = fc.record({
  kind: fc.constantFrom(...Object.keys(byteMutations).filter((kind) => kind !== 'tooLarge')),
  at: fc.nat({ max: 100_000 }),
  value: fc.nat({ max: 10_000 }),
});
const mutated = (bytes: Uint8Array, changes: readonly { kind: string; at: number; value: number }[]): Uint8Array =>
  changes.reduce((before, { kind, at, value }) => byteMutations[kind]?.(before, at, value) ?? before, bytes);

describe.each(['car', 'zip'] as const)('a %s', (ending) => {
  it('comes in as it went out', async () => {
    const written = await imported(ending === 'car' ? car : zip, ending);
    expect(await blocksOf(written ?? new Uint8Array())).toEqual(await blocksOf(car));
  });

  it('that was tampered with brings in nothing that was not published', async () => {
    const published = await blocksOf(car);
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), async (changes) => {
        const bytes = mutated(ending === 'car' ? car : zip, changes);
        const written = await imported(bytes, ending);
        if (written === undefined) return;
        // Files beside the account may go or stay; every file is one that the account signed, or is named by what is in it.
        const known = new Set([...published.values()].map((block) => Buffer.from(block).toString('base64')));
        for (const [cid, block] of await blocksOf(written))
          if (cid.startsWith('bafkrei')) expect(known.has(Buffer.from(block).toString('base64'))).toBe(true);
      }),
      runsOf(60),
    );
  }, 120_000);
});

describe('a CAR that is checked', () => {
  it('never brings the checker down', async () => {
    const file = join(folder, 'checked.car');
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), async (changes) => {
        await writeFile(file, mutated(car, changes));
        const { exitCode, said } = await run('check', file, '--json');
        expect([0, 1, 2]).toContain(exitCode);
        expect(said).not.toBe('');
      }),
      runsOf(60),
    );
    await rm(file);
  }, 120_000);
});

describe('a CAR that was cut off', () => {
  it.each([0.2, 0.5, 0.9, 0.999])('after %s of it is checked as far as it goes', async (part) => {
    const file = join(folder, 'short.car');
    await writeFile(file, car.subarray(0, Math.floor(part * car.length)));
    expect((await run('check', file)).exitCode).toBeGreaterThan(0);
    await rm(file);
  });
});

describe('a zip', () => {
  it.each([
    ['names that lead out of it', '../evil.jsonld'],
    ['names from the top of the disk', '/tmp/evil.jsonld'],
    ['names that lead out of the account', '.well-known/apgateway/../../../evil.jsonld'],
    ['names of Windows', '..\\..\\evil.jsonld'],
    ['a second account', '.well-known/apgateway/did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp/actor.jsonld'],
    ['a program', 'index.html'],
  ])('with %s writes nothing of that kind', async (_what, path) => {
    const written = await imported(await zipOf([...files, { path, bytes: new TextEncoder().encode('evil') }]), 'zip');
    const blocks = await blocksOf(written ?? car);
    expect([...blocks.values()].some((block) => Buffer.from(block).includes('evil'))).toBe(false);
  });

  it('with an entry that unpacks to more than it says, or to more than any file may have, ends in words', async () => {
    const path = `${files.find(({ path: name }) => name.includes('/o/'))?.path ?? ''}x.jsonld`;
    const bomb = await zipOf([...files, { path, bytes: new Uint8Array(70 * 2 ** 20) }]);
    expect(bomb.length).toBeLessThan(2 ** 20);
    expect(await imported(bomb, 'zip')).toBeUndefined();
    // The size that the entry's heads give, made small.
    const lying = Buffer.from(bomb);
    for (const [signature, offset] of [
      [0x04034b50, 22],
      [0x02014b50, 24],
    ] as const)
      for (let at = 0; at + 30 < lying.length; at++)
        if (lying.readUInt32LE(at) === signature && lying.readUInt32LE(at + offset) === 70 * 2 ** 20)
          lying.writeUInt32LE(1000, at + offset);
    expect(await imported(lying, 'zip')).toBeUndefined();
  }, 60_000);
});
