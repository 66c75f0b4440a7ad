import type { JobRecord } from '../../protocol/ports/jobs.ts';
import type { LaterParts } from '../later-parts.ts';
import { isStorageFull } from '../storage-full.ts';
import type { ArchiveRunner } from './archive-port.ts';
import type { JobView } from './files-api.ts';
import { runFollowRows } from './follow-rows.ts';
import { isCsvKind, jobData, withData } from './import-data.ts';
import { runLocalRows } from './local-rows.ts';
import { retryRows } from './retry-rows.ts';

const dayMs = 24 * 60 * 60_000;
/** Rows of servers that did not answer are tried again by themselves so often, a day apart. */
const mostRetries = 3;
/** A job whose rows are still being stored after this time belongs to a tab that is gone. */
const longestLoadingMs = 10 * 60_000;
const pauseAfterFailureMs = 60_000;

type Waiting = NonNullable<JobView['waitsFor']>;

/** Goes on with the jobs of this account, in the tab that runs the network. */
export interface ImportRunner {
  /** What is under way ends by itself or is told to; jobs stay where they are. */
  stop(): void;
}

/** Begins at once, with jobs that are there and with those that come. What users want of a job is read from the store. */
export function createImportRunner(parts: LaterParts): ImportRunner {
  const { store, clock, timers } = parts;
  const closing = new AbortController();
  const running = new Map<string, AbortController>();
  /** Jobs that cannot go on now, and why; `failure`: something unexpected, which may pass. */
  const waiting = new Map<string, Waiting | 'failure'>();
  let archives: Promise<ArchiveRunner> | undefined;
  let looking = false;
  let lookAgain = false;
  let cancelTimer = (): void => undefined;

  function wake(): void {
    lookAgain = true;
    if (looking || closing.signal.aborted) return;
    looking = true;
    void lookUntilDone()
      .catch(report)
      .finally(() => (looking = false));
  }

  async function lookUntilDone(): Promise<void> {
    while (lookAgain && !closing.signal.aborted) {
      lookAgain = false;
      await look();
    }
  }

  async function look(): Promise<void> {
    const jobs = await store.jobs.jobs();
    for (const [id, control] of running) if (!jobs.some((job) => job.id === id)) control.abort();
    let retryMs = Number.POSITIVE_INFINITY;
    for (const job of jobs) retryMs = Math.min(retryMs, (await lookAt(job)) ?? Number.POSITIVE_INFINITY);
    cancelTimer();
    const delayMs = Math.min(Math.max(0, retryMs - clock.nowMs()), dayMs);
    if (retryMs !== Number.POSITIVE_INFINITY && !closing.signal.aborted) cancelTimer = timers.after(delayMs, wake);
  }

  /** Starts or stops one job; returns when it wants to be looked at again by itself. */
  async function lookAt(job: JobRecord): Promise<number | undefined> {
    const { isLoading, retryAtMs, waitsFor } = jobData(job);
    const control = running.get(job.id);
    if (isLoading === true) {
      if (clock.nowMs() - job.createdAtMs > longestLoadingMs) await store.jobs.delete(job.id);
      return undefined;
    }
    if (job.state !== 'running') control?.abort();
    else if (control === undefined && mayGoOn(job.id, waitsFor)) begin(job);
    if (job.state !== 'finished' || retryAtMs === undefined) return undefined;
    if (retryAtMs > clock.nowMs()) return retryAtMs;
    await retryRows(store, job.id, ['unreachable'], { retries: (jobData(job).retries ?? 0) + 1 });
    return undefined;
  }

  /** Whoever took away what it waited for has noted so in the store. */
  function mayGoOn(id: string, noted: Waiting | undefined): boolean {
    const reason = waiting.get(id);
    if (reason === undefined) return true;
    if (reason === 'failure' || noted !== undefined) return false;
    waiting.delete(id);
    return true;
  }

  function begin(job: JobRecord): void {
    const control = new AbortController();
    running.set(job.id, control);
    void run(job, AbortSignal.any([control.signal, closing.signal]))
      .catch((error: unknown) => failed(job, error))
      .catch(report)
      .finally(() => {
        running.delete(job.id);
        wake();
      });
  }

  async function run(job: JobRecord, signal: AbortSignal): Promise<void> {
    if (jobData(job).waitsFor !== undefined) await store.jobs.update(job.id, withData({ waitsFor: undefined }));
    const outcome = await runRows(job, signal);
    if (signal.aborted) return;
    if (outcome === 'ended') await finish(job);
    else await wait(job, outcome.waitsFor);
  }

  async function runRows(job: JobRecord, signal: AbortSignal): ReturnType<ArchiveRunner['run']> {
    const { kind } = job;
    if (kind === 'follows') return runFollowRows(parts, job, signal);
    if (isCsvKind(kind)) return runLocalRows({ ...parts, newId: () => crypto.randomUUID() }, job, kind, signal);
    archives ??= import('./archive/archive-runner.ts').then(({ createArchiveRunner }) => createArchiveRunner(parts));
    archives.catch(() => (archives = undefined));
    return (await archives).run(job, signal);
  }

  async function finish(job: JobRecord): Promise<void> {
    const counts = await store.jobs.counts(job.id);
    // Somebody has just asked for some of them again.
    if ((counts.get('waiting') ?? 0) > 0) return;
    const isAnyLeft = (counts.get('unreachable') ?? 0) > 0;
    const retryAtMs = clock.nowMs() + dayMs;
    await store.jobs.update(job.id, (now) => {
      if (now.state !== 'running') return undefined;
      const mayRetry = isAnyLeft && (jobData(now).retries ?? 0) < mostRetries;
      return withData({ waitsFor: undefined, retryAtMs: mayRetry ? retryAtMs : undefined }, 'finished')(now);
    });
  }

  async function wait(job: JobRecord, waitsFor: Waiting): Promise<void> {
    waiting.set(job.id, waitsFor);
    await store.jobs.update(job.id, withData({ waitsFor }));
  }

  async function failed(job: JobRecord, error: unknown): Promise<void> {
    if (closing.signal.aborted) return;
    const reason = isStorageFull(error) ? 'storage' : 'failure';
    waiting.set(job.id, reason);
    timers.after(pauseAfterFailureMs, () => goOn(reason));
    if (reason === 'failure') parts.report(error);
    else await store.jobs.update(job.id, withData({ waitsFor: 'storage' }));
  }

  function goOn(reason: Waiting | 'failure'): void {
    for (const [id, waitsFor] of waiting) if (waitsFor === reason) waiting.delete(id);
    wake();
  }

  function report(error: unknown): void {
    if (!closing.signal.aborted) parts.report(error);
  }

  const stops = [
    store.onChange((topics) => {
      if (topics.has('jobs')) wake();
    }),
    parts.onOnline(() => goOn('network')),
  ];
  wake();
  return {
    stop() {
      closing.abort();
      cancelTimer();
      for (const stop of stops) stop();
    },
  };
}
