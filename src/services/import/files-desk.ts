import { err, ok } from '../../protocol/result.ts';
import type { LaterParts } from '../later-parts.ts';
import type { ArchiveDesk } from './archive-port.ts';
import { exportRows } from './export-rows.ts';
import { failedRows } from './failed-rows.ts';
import type { FilePreview, FilesDesk, ImportChoices } from './files-api.ts';
import { failedStates, isCsvKind, jobData, withData } from './import-data.ts';
import { watchJobs } from './job-views.ts';
import { openLinkedFile } from './linked-file.ts';
import { looksLikeArchive } from './looks-like-archive.ts';
import { noteTwins } from './note-twins.ts';
import { createPause } from './pause.ts';
import { planRows } from './plan-rows.ts';
import { readCsv } from './read-csv.ts';
import { retryRows } from './retry-rows.ts';
import { rowLabel } from './row-label.ts';
import { rowViews } from './row-views.ts';
import { startCsvJob, type PreviewedCsv } from './start-csv-job.ts';
import { takePollen } from './take-pollen.ts';

export type * from './files-api.ts';

/** Previews that may still be started; the oldest is forgotten. */
const keptPreviews = 24;
const exampleCount = 5;

type Previewed =
  | ({ readonly type: 'csv' } & PreviewedCsv)
  | {
      readonly type: 'archive';
      readonly file: File;
      readonly handle: FileSystemFileHandle | undefined;
      readonly preview: FilePreview;
    };

/** Looks into files, begins jobs, and says how they are getting on; the jobs themselves are done where the network is. */
export function createFilesDesk(parts: LaterParts): FilesDesk {
  const { store } = parts;
  const previews = new Map<string, Previewed>();
  noteTwins(parts);
  const newId = (): string => crypto.randomUUID();
  let archives: Promise<ArchiveDesk> | undefined;
  const archiveDesk = (): Promise<ArchiveDesk> => {
    archives ??= import('./archive/archive-desk.ts').then(({ createArchiveDesk }) => createArchiveDesk(parts));
    archives.catch(() => (archives = undefined));
    return archives;
  };

  function keep(id: string, previewed: Previewed): void {
    previews.set(id, previewed);
    for (const old of [...previews.keys()].slice(0, -keptPreviews)) previews.delete(old);
  }

  async function previewCsv(file: File, options: Parameters<FilesDesk['preview']>[1] = {}): ReturnType<FilesDesk['preview']> {
    const pause = createPause(options.signal);
    const read = await readCsv(file, parts.appBase, pause, options.onProgress);
    if (!read.ok) return read;
    const content = read.value;
    const plan = await planRows(parts, content.kind, content, undefined, pause);
    const id = newId();
    keep(id, { type: 'csv', fileName: file.name, content });
    return ok({
      id,
      fileName: file.name,
      kind: content.kind,
      alternatives: content.alternatives,
      entries: plan.todo.length,
      alreadyThere: plan.present.length,
      leftOut: [...plan.leftOut].map(([reason, count]) => ({ reason, count })),
      examples: [...plan.todo, ...plan.present].slice(0, exampleCount).map(rowLabel),
    });
  }

  async function previewArchive(file: File, options: Parameters<FilesDesk['preview']>[1] = {}): ReturnType<FilesDesk['preview']> {
    const found = await (await archiveDesk()).preview(file, options);
    if (!found.ok) return found;
    const preview: FilePreview = { ...found.value, id: newId() };
    keep(preview.id, { type: 'archive', file, handle: options.handle, preview });
    return ok(preview);
  }

  async function isArchiveJob(id: string): Promise<boolean> {
    const job = await store.jobs.job(id);
    return job !== undefined && !isCsvKind(job.kind);
  }

  return {
    async preview(file, options = {}) {
      try {
        options.signal?.throwIfAborted();
        return (await looksLikeArchive(file)) ? await previewArchive(file, options) : await previewCsv(file, options);
      } catch (error) {
        if (options.signal?.aborted === true) return err({ type: 'aborted' });
        throw error;
      }
    },
    async start(previewId: string, choices: ImportChoices) {
      const previewed = previews.get(previewId);
      if (previewed === undefined) throw new Error('no such preview');
      previews.delete(previewId);
      const { type } = previewed;
      if (type === 'csv') return startCsvJob({ ...parts, newId }, previewed, choices);
      return (await archiveDesk()).start(previewed.file, previewed.preview, choices, previewed.handle);
    },
    jobs: watchJobs(parts, archiveDesk),
    async pause(job) {
      await store.jobs.update(job, (now) => (now.state === 'running' ? { ...now, state: 'paused' } : undefined));
    },
    async resume(job) {
      const known = await store.jobs.job(job);
      if (known !== undefined && jobData(known).waitsFor === 'file-permission') {
        const file = await openLinkedFile(store, job);
        if (file === undefined || !(await (await archiveDesk()).giveFile(job, file))) return;
      }
      await store.jobs.update(job, (now) =>
        now.state === 'paused' || now.state === 'running' ? withData({ waitsFor: undefined }, 'running')(now) : undefined,
      );
    },
    async cancel(job) {
      const change = withData({ waitsFor: undefined, retryAtMs: undefined }, 'cancelled');
      await store.jobs.update(job, (now) => (now.state === 'finished' ? undefined : change(now)));
    },
    retry: (job) => retryRows(store, job, failedStates),
    async forget(job) {
      const known = await store.jobs.job(job);
      if (known?.state === 'finished' || known?.state === 'cancelled') await store.jobs.delete(job);
    },
    rows: async (job, request) =>
      (await isArchiveJob(job)) ? (await archiveDesk()).rows(job, request) : rowViews(parts, job, request),
    takePollen: (job, row) => takePollen(parts, job, row),
    failures: (job) => failedRows(store, job),
    async giveFile(job, file) {
      const isTheSame = await (await archiveDesk()).giveFile(job, file);
      if (isTheSame) await store.jobs.update(job, withData({ waitsFor: undefined }));
      return isTheSame;
    },
    exportFile: (kind) => exportRows(store, kind),
  };
}
