// A part of a bench that runs in a Node process of its own and is driven over IPC: one `{task, …}` in, one `{value}` or `{error}` out.
import { fork } from 'node:child_process';

export interface WorkerProcess {
  ask<T>(task: string, input?: object): Promise<T>;
  stop(): Promise<void>;
}

type Answer = { readonly value: unknown } | { readonly error: string };

/** Starts `file` and waits until it says `{value: 'ready'}`. */
export async function startWorker(
  file: string,
  options: { readonly args?: readonly string[]; readonly cwd?: string } = {},
): Promise<WorkerProcess> {
  const child = fork(file, [...(options.args ?? [])], options.cwd === undefined ? {} : { cwd: options.cwd });
  const next = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`${file} ended with ${code}`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        const answer = message as Answer;
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer.value);
      });
    });
  await next();
  return {
    async ask<T>(task: string, input: object = {}): Promise<T> {
      const answer = next();
      child.send({ task, ...input });
      return (await answer) as T;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** In the child: answers tasks until the process is stopped. */
export function answerTasks(tasks: Readonly<Record<string, (input: never) => Promise<unknown>>>): void {
  const send = (answer: Answer): void => void process.send?.(answer);
  process.on('message', (message) => {
    const { task } = message as { readonly task: string };
    const run = tasks[task];
    if (run === undefined) throw new Error(`no task ${task}`);
    run(message as never).then(
      (value) => send({ value }),
      (error: unknown) => send({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  send({ value: 'ready' });
}
