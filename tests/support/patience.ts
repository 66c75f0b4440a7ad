// `vi.waitFor` waits as long as `expect.poll` does (vite.config.ts): there is no setting for it.
import { vi } from 'vitest';

const patienceMs = 10_000;
const patient = Symbol.for('pollen.patient');

type Wait = typeof vi.waitFor;

const withPatience =
  (wait: Wait): Wait =>
  (run, options = {}) =>
    wait(run, typeof options === 'number' ? options : { timeout: patienceMs, ...options });

// Files that share a process share `vi`, too.
if (!(patient in vi))
  Object.assign(vi, { [patient]: true, waitFor: withPatience(vi.waitFor), waitUntil: withPatience(vi.waitUntil as Wait) });
