import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export type Step = { readonly name: string } & (
  | { readonly command: string; readonly args: readonly string[] }
  | { readonly run: () => void }
);

/** Runs steps one after the other with this Node and the project's own tools; stops the process at the first that fails. */
export function runSteps(steps: readonly Step[]): void {
  const root = join(import.meta.dirname, '..');
  for (const step of steps) {
    const startMs = performance.now();
    console.log(`\n== ${step.name}`);
    if ('run' in step) {
      step.run();
    } else {
      const command = step.command === 'node' ? process.execPath : join(root, 'node_modules/.bin', step.command);
      const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`;
      const result = spawnSync(command, [...step.args], { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
      if (result.status !== 0) {
        console.error(`== ${step.name}: failed`);
        process.exit(result.status ?? 1);
      }
    }
    console.log(`== ${step.name}: passed in ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
  }
}
