import type { JobRecord } from '../../protocol/ports/jobs.ts';
import type { Live } from '../app-api.ts';
import type { LaterParts } from '../later-parts.ts';
import { createLive } from '../live.ts';
import type { ArchiveDesk } from './archive-port.ts';
import type { FileKind, JobView, RowState } from './files-api.ts';
import { isCsvKind, jobData } from './import-data.ts';

/** Between two looks at the store, however much changes there; longer where counting many rows takes long. */
const pauseMs = 250;
const pausePerLook = 20;

/** All jobs as screens show them, the newest first; the same value while nothing changed. */
export function watchJobs(
  { store, clock, timers, report }: Pick<LaterParts, 'store' | 'clock' | 'timers' | 'report'>,
  archives: () => Promise<Pick<ArchiveDesk, 'mediaBytes' | 'counts'>>,
): Live<readonly JobView[]> {
  const live = createLive<readonly JobView[]>([]);
  let shown = '[]';
  let isBusy = false;
  let isOld = false;

  async function look(): Promise<void> {
    const jobs = (await store.jobs.jobs()).filter((job) => jobData(job).isLoading !== true);
    const views = await Promise.all(jobs.map(view));
    const sorted = views.toSorted((one, other) => other.createdAtMs - one.createdAtMs);
    const text = JSON.stringify(sorted);
    if (text === shown) return;
    shown = text;
    live.set(sorted);
  }

  async function view(job: JobRecord): Promise<JobView> {
    const { fileName, waitsFor, expected = 0 } = jobData(job);
    const archive = isCsvKind(job.kind) ? undefined : await archives();
    const counts = shownCounts(job, archive?.counts(job) ?? (await store.jobs.counts(job.id)));
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const isGoing = job.state === 'running';
    return {
      id: job.id,
      kind: job.kind as FileKind,
      fileName,
      state: job.state,
      ...(isGoing && waitsFor !== undefined && { waitsFor }),
      createdAtMs: job.createdAtMs,
      total: isGoing || job.state === 'paused' ? Math.max(rows, expected) : rows,
      done: rows - (counts.waiting ?? 0) - (counts.cancelled ?? 0),
      counts,
      ...(archive !== undefined && { mediaBytes: archive.mediaBytes(job) }),
    };
  }

  function wake(): void {
    isOld = true;
    if (isBusy) return;
    isBusy = true;
    isOld = false;
    const startMs = clock.nowMs();
    look()
      .catch(report)
      .finally(() => {
        timers.after(Math.max(pauseMs, pausePerLook * (clock.nowMs() - startMs)), () => {
          isBusy = false;
          if (isOld) wake();
        });
      });
  }

  store.onChange((topics) => {
    if (topics.has('jobs')) wake();
  });
  wake();
  return live;
}

/** Rows of a cancelled job that had not been done are cancelled themselves. */
function shownCounts(job: JobRecord, counts: ReadonlyMap<string, number>): Partial<Record<RowState, number>> {
  const { waiting, ...others }: Partial<Record<RowState, number>> = Object.fromEntries(counts);
  if (waiting === undefined) return others;
  return job.state === 'cancelled' ? { ...others, cancelled: waiting } : { ...others, waiting };
}
