import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface CommandStep {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}
export type Step = CommandStep | { readonly name: string; readonly run: () => void };

const root = join(import.meta.dirname, '..');
/** Many processes load the same libraries: Node keeps there what it has compiled of them. */
const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'pollen-compiled') };

/**
 * Runs steps one after the other with this Node and the project's own tools; ends the process at the first that fails. Commands in a list
 * of their own run side by side: what the first says is shown at once, what the others say when they have ended.
 */
export async function runSteps(steps: readonly (Step | readonly CommandStep[])[]): Promise<void> {
  for (const step of steps) {
    const outcomes = await Promise.all(isList(step) ? step.map((one, index) => runStep(one, index > 0)) : [runStep(step, false)]);
    const failed = outcomes.find((status) => status !== 0);
    if (failed !== undefined) process.exit(failed);
  }
}

const isList = (step: Step | readonly CommandStep[]): step is readonly CommandStep[] => Array.isArray(step);

async function runStep(step: Step, isHeldBack: boolean): Promise<number> {
  const startMs = performance.now();
  const header = `\n== ${step.name}`;
  if (!isHeldBack) console.log(header);
  const { status, output } = 'run' in step ? (step.run(), { status: 0, output: '' }) : await runCommand(step, isHeldBack);
  if (isHeldBack) console.log(`${header}\n${output}`);
  if (status === 0) console.log(`== ${step.name}: passed in ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
  else console.error(`== ${step.name}: failed`);
  return status;
}

async function runCommand(step: CommandStep, isHeldBack: boolean): Promise<{ readonly status: number; readonly output: string }> {
  const command = step.command === 'node' ? process.execPath : join(root, 'node_modules/.bin', step.command);
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`;
  const child = spawn(command, [...step.args], {
    cwd: root,
    stdio: isHeldBack ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...compiled, ...process.env, PATH: path },
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => void said.push(data));
  const [code] = (await once(child, 'close')) as [number | null];
  return { status: code ?? 1, output: Buffer.concat(said).toString() };
}
