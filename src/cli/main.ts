// Entry point of `npm run pollen -- <command>`.
import type { Output } from './command.ts';
import { runCommand } from './run-command.ts';

const output: Output = {
  line: (text) => console.log(text),
  error: (text) => console.error(text),
  colours: process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '',
};
// Set, not exited with: what was printed into a pipe must still arrive.
process.exitCode = await runCommand(process.argv.slice(2), output);
