import type { JobRecord } from '../../../protocol/ports/jobs.ts';
import { err, ok, type Result } from '../../../protocol/result.ts';
import { serialQueue } from '../../publish/serial-queue.ts';
import type { OutboxError } from '../../publish/own-outbox.ts';
import { isStorageFull } from '../../storage-full.ts';
import type { ArchiveRunner } from '../archive-port.ts';
import type { ImportProblem } from '../files-api.ts';
import { archiveData, changeArchiveData } from './archive-job.ts';
import type { ArchiveParts } from './archive-parts.ts';
import { bringMedia } from './bring-media.ts';
import { createFileExchange, type FileExchange } from './file-exchange.ts';
import { isSameFile } from './fingerprint.ts';
import { importProfile } from './import-profile.ts';
import { openJobFile } from './job-file.ts';
import { readProfile } from './read-profile.ts';
import { signRows } from './sign-rows.ts';
import { stageRows } from './stage-rows.ts';

type Outcome = Awaited<ReturnType<ArchiveRunner['run']>>;

/** Brings archives in, one at a time. `close` lets go of the channel by which other tabs hand over files. */
export function createArchiveRunner(parts: ArchiveParts): ArchiveRunner & { close(): void } {
  const exchange = createFileExchange(parts.store.did);
  const inTurn = serialQueue();
  return {
    run: (job, signal) => inTurn(() => run(parts, exchange, job, signal)),
    close: () => exchange.close(),
  };
}

async function run(parts: ArchiveParts, exchange: FileExchange, given: JobRecord, signal: AbortSignal): Promise<Outcome> {
  try {
    for (;;) {
      signal.throwIfAborted();
      const job = await parts.store.jobs.job(given.id);
      if (job === undefined) return 'ended';
      const { phase } = archiveData(job);
      if (phase === 'sign') return await sign(parts, job, signal);
      const opened = await openJobFile(parts.store, exchange, job);
      if (!opened.ok) return { waitsFor: opened.error };
      const done = await (phase === 'stage' ? stage(parts, job, opened.value, signal) : bring(parts, job, opened.value, signal));
      // A file that was readable when it was picked, and no longer is, is not the file any more.
      if (!done.ok) return { waitsFor: 'file' };
    }
  } catch (error) {
    if (signal.aborted) return { waitsFor: 'file' };
    if (error instanceof Error && (error.name === 'NotReadableError' || error.name === 'NotFoundError'))
      return { waitsFor: 'file' };
    if (isStorageFull(error)) return { waitsFor: 'storage' };
    throw error;
  }
}

async function stage(parts: ArchiveParts, job: JobRecord, file: Blob, signal: AbortSignal): Promise<Result<void, ImportProblem>> {
  const staged = await stageRows(parts, job, file, signal);
  if (staged.ok) await changeArchiveData(parts.store, job.id, { phase: 'media' });
  return staged;
}

async function bring(parts: ArchiveParts, job: JobRecord, file: Blob, signal: AbortSignal): Promise<Result<void, ImportProblem>> {
  const { choices, profileDone } = archiveData(job);
  if (choices.profile !== 'none' && profileDone === undefined) {
    const profile = await readProfile(file, signal);
    const isDone = profile === undefined || (await importProfile(parts, profile.account, profile.picture, choices.profile));
    if (isDone) await changeArchiveData(parts.store, job.id, { profileDone: true });
  }
  const brought: Result<void, ImportProblem> = choices.media ? await bringMedia(parts, job, file, signal) : ok(undefined);
  if (!(await isSameFile(file, archiveData(job).fingerprint))) return err({ type: 'aborted' });
  // What is damaged is no better at the next try: its posts go without it.
  if (!brought.ok && brought.error.type === 'aborted') return brought;
  await changeArchiveData(parts.store, job.id, { phase: 'sign' });
  return ok(undefined);
}

async function sign(parts: ArchiveParts, job: JobRecord, signal: AbortSignal): Promise<Outcome> {
  // What is left to do is in the rows: the copy of the file makes room.
  if ((await parts.store.jobs.file(job.id)) !== undefined) await parts.store.jobs.putFile(job.id, new Blob([]));
  const signed = await signRows(parts, job, signal);
  return signed.ok ? 'ended' : { waitsFor: waitsAfterWriting(signed.error) };
}

/** An account that was restored and not read back yet: the network brings it. */
const waitsAfterWriting = (error: OutboxError): 'storage' | 'network' => (error.type === 'storage-full' ? 'storage' : 'network');
