// Entry point: `node src/gateway/main.ts`. `npm start` builds the app first.
import { join } from 'node:path';
import { help, parseCommandLine } from './command-line.ts';
import { tryStartGateway } from './gateway.ts';
import { watchLists } from './lists.ts';

const command = parseCommandLine(process.argv.slice(2), process.env, join(import.meta.dirname, '../../dist'));
if (!command.ok) {
  console.error(`${command.error}\nTry --help.`);
  process.exit(2);
}
if (command.value.type === 'help') {
  console.log(help);
  process.exit(0);
}
const { options, lists } = command.value;
const started = await tryStartGateway({ ...options, log: (line) => console.log(line) });
if (!started.ok) {
  const { error } = started;
  console.error(
    error.type === 'port-taken'
      ? `Port ${error.port} is taken by another program. Pollen does not move to another port by itself, because accounts live at one\n` +
          'address in your browser. Stop that program, or choose a port for good with --port.'
      : error.reason,
  );
  process.exit(1);
}
const gateway = started.value;
console.log(`Pollen is at ${gateway.origin}`);
console.log(`  keeps its data in ${options.dataDirectory}`);
if (options.appDirectory === undefined) console.log('  serves no app');

const watched = watchLists(lists, { onLists: (read) => gateway.setLists(read), log: (line) => console.log(line) });
// Not on Windows, which does not know it.
process.on('SIGHUP', watched.reload);

let stopping = false;
const stop = (): void => {
  // A second signal means now.
  if (stopping) process.exit(1);
  stopping = true;
  watched.stop();
  setTimeout(() => process.exit(1), 10_000).unref();
  gateway.close().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
