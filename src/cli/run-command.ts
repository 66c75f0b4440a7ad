import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command, Output } from './command.ts';
import { usageExitCode } from './command.ts';

/** The words that may stand after `pollen`, in the order of the usage text. */
const words = ['check', 'export', 'import'] as const;

/** Runs `pollen <word> [arguments]` and answers its exit code. Only the command that was asked for is loaded. */
export async function runCommand(args: readonly string[], output: Output, folder = import.meta.dirname): Promise<number> {
  const [word, ...rest] = args;
  if (word === undefined || word === 'help' || word === '--help' || word === '-h') {
    output.line(await usage(folder));
    return word === undefined ? usageExitCode : 0;
  }
  const command = await loadCommand(word, folder);
  if (command === undefined) {
    output.error(`There is no command "${word.slice(0, 40)}".\n\n${await usage(folder)}`);
    return usageExitCode;
  }
  return command.run(rest, output);
}

async function usage(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const word of words) {
    const command = await loadCommand(word, folder);
    if (command !== undefined) lines.push(`  ${word.padEnd(8)} ${command.summary}`);
  }
  return `Usage: npm run pollen -- <command> [arguments]\n\n${lines.join('\n')}\n\nEach command tells more with --help.`;
}

async function loadCommand(word: string, folder: string): Promise<Command | undefined> {
  if (!words.some((known) => known === word)) return undefined;
  const file = join(folder, `${word}.ts`);
  if (!existsSync(file)) return undefined;
  const module: unknown = await import(pathToFileURL(file).href);
  return hasCommand(module) ? module.command : undefined;
}

function hasCommand(module: unknown): module is { readonly command: Command } {
  if (typeof module !== 'object' || module === null || !('command' in module)) return false;
  const { command } = module;
  return typeof command === 'object' && command !== null && 'run' in command && typeof command.run === 'function';
}
