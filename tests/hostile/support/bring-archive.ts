import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { JSDOM } from 'jsdom';
import { expect } from 'vitest';
import type { Rkey } from '../../../src/protocol/brand.ts';
import { createArchiveDesk } from '../../../src/services/import/archive/archive-desk.ts';
import type { ArchiveParts } from '../../../src/services/import/archive/archive-parts.ts';
import { createArchiveRunner } from '../../../src/services/import/archive/archive-runner.ts';
import type { FilePreview, ImportProblem } from '../../../src/services/import/files-api.ts';
import { createSanitiser } from '../../../src/services/sanitise.ts';
import { createFakeDevice, createFakeWorld } from '../../../src/services/testing/fake-world.ts';
import { openAccountStore } from '../../../src/storage/open-account-store.ts';

export const htmlToRichText = createSanitiser(new JSDOM('').window);

/** Somebody with an empty account. */
export async function person(): Promise<ArchiveParts> {
  const device = await createFakeDevice(createFakeWorld((did) => openAccountStore(did, { indexedDB: new IDBFactory() })));
  return { ...device.dependencies, htmlToRichText, author: device.author, pictures: { decode: async () => undefined } };
}

/** How it ended: a problem with a name, or what is written now. */
export type Ended =
  | { readonly problem: ImportProblem }
  | { readonly found: Omit<FilePreview, 'id'>; readonly contents: readonly string[] };

/** Everything that a person would do with the file: look at it, and bring it in when that is possible. */
export async function bringArchive(bytes: BlobPart, who: ArchiveParts): Promise<Ended> {
  const file = new File([bytes], 'archive.zip');
  const desk = createArchiveDesk(who);
  const found = await desk.preview(file, {});
  if (!found.ok) return { problem: found.error };
  const id = await desk.start(file, { id: 'preview', ...found.value }, { profile: true, boosts: true, likes: true }, undefined);
  const job = await who.store.jobs.job(id);
  if (job === undefined) throw new Error('no job');
  const runner = createArchiveRunner(who);
  expect(await runner.run(job, new AbortController().signal)).toBe('ended');
  runner.close();
  expect((await who.store.jobs.counts(id)).get('waiting') ?? 0).toBe(0);
  return { found: found.value, contents: await contentsOf(who) };
}

/** HTML of all own posts, in the order of the outbox. */
export async function contentsOf({ store }: ArchiveParts): Promise<string[]> {
  const contents: string[] = [];
  for (let last: Rkey | undefined; ;) {
    const records = await store.outboxRange(last, 500);
    last = records.at(-1)?.rkey;
    if (last === undefined) return contents;
    for (const { activity, type } of records)
      if (type === 'Create') contents.push(String((activity['object'] as { content?: string }).content));
  }
}
