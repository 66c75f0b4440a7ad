// The command `pollen export` in a process of its own, so that its memory is its own: time and the most memory it held.
import { command } from '../../../src/cli/export.ts';
import { answerTasks } from '../support/worker-process.ts';

export interface ExportFigures {
  readonly ms: number;
  readonly peakMegabytes: number;
  readonly said: string;
}

async function run({ from, to }: { readonly from: string; readonly to: string }): Promise<ExportFigures> {
  const said: string[] = [];
  const output = { line: (text: string) => void said.push(text), error: (text: string) => void said.push(text), colours: false };
  const startMs = performance.now();
  const code = await command.run([from, '--to', to, '--origin', 'https://me.example'], output);
  const ms = performance.now() - startMs;
  if (code !== 0) throw new Error(`export ended with ${code}: ${said.join('\n')}`);
  // Linux and macOS give the peak of the whole process, in kilobytes.
  return { ms, peakMegabytes: process.resourceUsage().maxRSS / 1000, said: said.join(' ') };
}

answerTasks({ export: run });
