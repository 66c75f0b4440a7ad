import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CarWriter } from '@ipld/car';
import type { CID } from 'multiformats/cid';
import { afterEach } from 'vitest';
import type { Block } from '../protocol/ports/block-store.ts';
import type { Output } from './command.ts';
import { runCommand } from './run-command.ts';

const folders = new Set<string>();

afterEach(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  folders.clear();
});

/** A folder that goes after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pollen-check-'));
  folders.add(folder);
  return folder;
}

/** Writes files by tree path, as an export does. */
export async function writeTree(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

export async function writeCar(roots: readonly CID[], blocks: Iterable<Block>): Promise<string> {
  const file = join(await temporaryFolder(), 'account.car');
  const { writer, out } = CarWriter.create([...roots]);
  const written = pipeline(Readable.from(out), createWriteStream(file));
  for (const block of blocks) await writer.put(block);
  await writer.close();
  await written;
  return file;
}

export interface Ran {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the program in this process. */
export async function runPollen(args: readonly string[], colours = false): Promise<Ran> {
  const lines: string[] = [];
  const errors: string[] = [];
  const output: Output = { line: (text) => void lines.push(text), error: (text) => void errors.push(text), colours };
  const exitCode = await runCommand(args, output);
  return { exitCode, output: lines.join('\n'), errors: errors.join('\n') };
}
