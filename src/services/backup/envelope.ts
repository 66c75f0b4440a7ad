import type { Result } from '../../protocol/result.ts';
import { trustedScript } from '../trusted-script.ts';
import type { AgeFileError } from './age-file.ts';

/** What a worker is asked for, once. */
export type AgeWork =
  | { readonly kind: 'open'; readonly file: Uint8Array; readonly passphrase: string }
  | { readonly kind: 'seal'; readonly content: Uint8Array; readonly passphrase: string; readonly workFactor: number | undefined };

/** What it says in the end; before it comes `ready`. */
export type AgeAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

let waiting: Promise<Worker | undefined> | undefined;

/** Opens an age file (age-file.ts), beside the screens: scrypt takes from a third of a second to some seconds. */
export async function open(file: Uint8Array, passphrase: string): Promise<Result<Uint8Array, AgeFileError>> {
  const worker = await takeWorker();
  if (worker === undefined) return (await import('./age-file.ts')).open(file, passphrase);
  return run<Result<Uint8Array, AgeFileError>>(worker, { kind: 'open', file, passphrase });
}

/** Seals bytes with a passphrase into an age file (age-file.ts), beside the screens. */
export async function seal(content: Uint8Array, passphrase: string, workFactor?: number): Promise<Uint8Array<ArrayBuffer>> {
  const worker = await takeWorker();
  if (worker === undefined) return (await import('./age-file.ts')).seal(content, passphrase, workFactor);
  return run<Uint8Array<ArrayBuffer>>(worker, { kind: 'seal', content, passphrase, workFactor });
}

/** Makes ready for a passphrase that somebody begins to type. Never fails: without a worker the work is done here. */
export function prepareEnvelope(): void {
  waiting ??= startWorker();
}

function takeWorker(): Promise<Worker | undefined> {
  const worker = waiting ?? startWorker();
  waiting = undefined;
  return worker;
}

/** Undefined where there are no workers (Node), and where this one does not start (a host that does not serve it). */
async function startWorker(): Promise<Worker | undefined> {
  if (typeof Worker === 'undefined') return undefined;
  try {
    const { default: url } = await import('./age-worker.ts?worker&url');
    const worker = new Worker(trustedScript(url), { type: 'module' });
    const { promise, resolve } = Promise.withResolvers<boolean>();
    worker.addEventListener('message', () => resolve(true), { once: true });
    worker.addEventListener('error', () => resolve(false), { once: true });
    if (await promise) return worker;
    worker.terminate();
  } catch {
    // Then it is done here.
  }
  return undefined;
}

async function run<T>(worker: Worker, work: AgeWork): Promise<T> {
  try {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    worker.addEventListener('message', ({ data }: MessageEvent<AgeAnswer>) =>
      data.ok ? resolve(data.value as T) : reject(new Error(data.reason)),
    );
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(work);
    return await promise;
  } finally {
    worker.terminate();
  }
}
