import { expect, vi } from 'vitest';
import type { ExportedFile } from '../../../tests/support/mastodon-export.ts';
import type { FilePreview, FilesDesk, ImportChoices, JobView } from '../import/files-api.ts';
import { createFilesDesk } from '../import/files-desk.ts';
import { createImportRunner, type ImportRunner } from '../import/import-runner.ts';
import type { OpenStore } from './fake-person.ts';
import { createFakeImport, type FakeImport } from './fake-import.ts';

/** A tab with the desk for files, and what it runs on. */
export interface World extends FakeImport {
  readonly desk: FilesDesk;
  runner: ImportRunner | undefined;
}

const open: World[] = [];
export async function openWorld(openStore: OpenStore, fake?: FakeImport): Promise<World> {
  const made = fake ?? (await createFakeImport(openStore));
  const opened: World = { ...made, desk: createFilesDesk(made.parts), runner: undefined };
  open.push(opened);
  return opened;
}

/** After each test: nothing may have been reported. */
export function closeWorlds(): void {
  for (const { runner, store, problems } of open.splice(0)) {
    runner?.stop();
    store.close();
    expect(problems).toEqual([]);
  }
}

/** Runs jobs, as the leading tab does. */
export const run = (one: World): void => {
  one.runner = createImportRunner(one.parts);
};
export const fileOf = ({ text, fileName }: ExportedFile): File => new File([text], fileName);

export async function preview({ desk }: World, file: ExportedFile): Promise<FilePreview> {
  const found = await desk.preview(fileOf(file));
  if (!found.ok) throw new Error(found.error.type);
  return found.value;
}

export async function start(one: World, file: ExportedFile, choices: ImportChoices = {}): Promise<string> {
  return one.desk.start((await preview(one, file)).id, choices);
}

/** Lets time pass until the job is as wanted. */
export async function until(one: World, id: string, isSo: (job: JobView) => boolean): Promise<JobView> {
  return vi.waitFor(
    () => {
      one.timers.advance(600);
      const job = one.desk.jobs.get().find((view) => view.id === id);
      if (job === undefined || !isSo(job)) throw new Error(`not so: ${JSON.stringify(job)}`);
      return job;
    },
    { timeout: 20_000, interval: 5 },
  );
}
export const isFinished = ({ state }: JobView): boolean => state === 'finished';

export async function imported(one: World, file: ExportedFile, choices: ImportChoices = {}): Promise<JobView> {
  return until(one, await start(one, file, choices), isFinished);
}

export async function exported({ desk }: World, kind: Parameters<FilesDesk['exportFile']>[0]): Promise<ExportedFile> {
  const { file, fileName } = await desk.exportFile(kind);
  return { text: await file.text(), fileName };
}

export const active = <T extends { readonly removed: boolean }>(entries: readonly T[]): T[] =>
  entries.filter(({ removed }) => !removed);
