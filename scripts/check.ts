// `npm run check`: the quick part of the tests: format, types, purity of protocol, lint, unit tests, vectors.
import { runSteps } from './steps.ts';

await runSteps([
  { name: 'format', command: 'oxfmt', args: ['--check', 'src', 'tests', 'scripts'] },
  { name: 'types', command: 'tsc', args: ['-p', '.'] },
  { name: 'protocol is pure', command: 'tsc', args: ['-p', 'src/protocol'] },
  { name: 'lint and layers', command: 'oxlint', args: ['--deny-warnings'] },
  { name: 'unit tests and vectors', command: 'vitest', args: ['run', '--project', 'interface', '--project', 'node'] },
]);
