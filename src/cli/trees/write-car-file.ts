import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { carOf } from '../../protocol/tree/write-car.ts';
import { type Output, usageExitCode } from '../command.ts';
import type { OpenTree } from './open-tree.ts';

/** Writes a tree as a CAR; the file is there when it is whole. Resolves to an exit code. */
export async function writeCarFile({ store, root }: OpenTree, file: string, output: Output): Promise<number> {
  const part = `${file}.part`;
  try {
    await pipeline(Readable.from(carOf(store, root)), createWriteStream(part));
  } catch (error) {
    await rm(part, { force: true });
    output.error(`Not everything is there: ${error instanceof Error ? error.message : String(error)}`);
    return usageExitCode;
  }
  await rename(part, file);
  output.line(`${file}: root ${root.toString()}`);
  return 0;
}
