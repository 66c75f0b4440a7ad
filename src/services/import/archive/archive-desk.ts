import { ok } from '../../../protocol/result.ts';
import type { ArchiveDesk } from '../archive-port.ts';
import type { FilePreview, ImportChoices, LeftOut, RowState } from '../files-api.ts';
import {
  archiveData,
  archiveJobKind,
  changeArchiveData,
  waitingCount,
  type ArchiveChoices,
  type ArchiveJobData,
} from './archive-job.ts';
import type { ArchiveParts } from './archive-parts.ts';
import { createFileExchange } from './file-exchange.ts';
import { fingerprintOf, isSameFile } from './fingerprint.ts';
import { freeKey } from './free-key.ts';
import { itemViews } from './item-views.ts';
import { readKnownPosts } from './known-posts.ts';
import { archiveLimits } from './limits.ts';
import { scanArchive, type ArchiveScan } from './scan-archive.ts';
import { wantedItems } from './stage-rows.ts';

const everything: ArchiveChoices = { profile: 'none', posts: true, media: true, boosts: true, likes: true, bookmarks: true };

/** Looks into archives, and begins the jobs that bring them in. */
export function createArchiveDesk(parts: ArchiveParts): ArchiveDesk {
  const { store, clock } = parts;
  const exchange = createFileExchange(store.did);

  return {
    async preview(file, options = {}) {
      const signal = options.signal ?? new AbortController().signal;
      const scanned = await scanArchive(file, file.name, clock.nowMs(), { signal, onProgress: options.onProgress });
      if (!scanned.ok) return scanned;
      const known = await readKnownPosts(store, signal);
      const place = file.size <= archiveLimits.keptFileBytes ? 'kept' : options.handle === undefined ? 'ask' : 'linked';
      return ok(previewOf(file.name, scanned.value, wantedItems(scanned.value, known, everything).length, place));
    },

    async start(file, preview, choices, handle) {
      const id = `archive-${[...parts.random(12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
      const nowMs = clock.nowMs();
      const [high = 0, low = 0] = parts.random(2);
      const data: ArchiveJobData = {
        fileName: preview.fileName,
        fingerprint: await fingerprintOf(file),
        file: preview.archive?.file ?? 'ask',
        account: preview.archive?.account ?? '',
        choices: madeChoices(choices),
        phase: 'stage',
        afterRkey: await freeKey(store, nowMs, ((high & 3) << 8) | low),
        expected: preview.entries,
        mediaBytes: 0,
        staged: 0,
        ended: { done: 0, 'already-there': 0 },
      };
      if (data.file === 'kept') await store.jobs.putFile(id, file);
      if (data.file === 'linked' && handle !== undefined) await store.jobs.putFile(id, handle);
      exchange.offer(id, file);
      await store.jobs.put({ id, kind: archiveJobKind, state: 'running', createdAtMs: nowMs, data });
      return id;
    },

    async giveFile(id, file) {
      const job = await store.jobs.job(id);
      if (job === undefined || !(await isSameFile(file, archiveData(job).fingerprint))) return false;
      exchange.offer(id, file);
      // The change tells the tab where the job runs.
      await changeArchiveData(store, id, {});
      return true;
    },

    mediaBytes: (job) => archiveData(job).mediaBytes,

    counts(job) {
      const data = archiveData(job);
      const counts: [RowState, number][] = [
        ['waiting', waitingCount(data)],
        ['done', data.ended.done],
        ['already-there', data.ended['already-there']],
      ];
      return new Map(counts.filter(([, count]) => count > 0));
    },

    rows: (job, request) => itemViews(store, job, request),
  };
}

function madeChoices(choices: ImportChoices): ArchiveChoices {
  return {
    profile: choices.profile === true ? 'all' : choices.profile === undefined ? 'empty' : 'none',
    posts: choices.posts ?? true,
    media: choices.media ?? true,
    boosts: choices.boosts ?? false,
    likes: choices.likes ?? false,
    bookmarks: choices.bookmarks ?? true,
  };
}

function previewOf(fileName: string, scan: ArchiveScan, entries: number, place: ArchiveJobData['file']): Omit<FilePreview, 'id'> {
  const dates = scan.plan.map(({ atMs }) => atMs);
  const posts = scan.plan.filter(({ type }) => type === 'post').length;
  const count = (...reasons: readonly Parameters<ArchiveScan['leftOut']['get']>[0][]): number =>
    reasons.reduce((sum, reason) => sum + (scan.leftOut.get(reason) ?? 0), 0);
  const unreadable = count('unreadable') + (scan.visit.brokenOff === undefined ? 0 : 1) + refusedMedia(scan);
  const leftOut: readonly (readonly [LeftOut, number])[] = [
    ['not-public', count('followers-only', 'direct')],
    ['not-yours', count('not-yours')],
    ['unknown-type', count('unknown-type')],
    ['malformed', count('malformed')],
    ['duplicate', count('duplicate')],
    ['too-many', count('too-many')],
    ['unreadable', unreadable],
  ];
  return {
    fileName,
    kind: 'archive',
    alternatives: [],
    entries,
    alreadyThere: scan.plan.length - entries,
    leftOut: leftOut.flatMap(([reason, found]) => (found > 0 ? [{ reason, count: found }] : [])),
    examples: scan.examples,
    archive: {
      account: scan.account.address,
      name: scan.account.name,
      posts,
      boosts: scan.plan.length - posts,
      followersOnly: count('followers-only'),
      direct: count('direct'),
      likes: scan.likes.length,
      bookmarks: scan.bookmarks.length,
      mediaFiles: scan.mediaFiles,
      mediaBytes: scan.mediaBytes,
      ...(dates.length > 0 && {
        oldestMs: dates.reduce((low, ms) => Math.min(low, ms)),
        newestMs: dates.reduce((high, ms) => Math.max(high, ms)),
      }),
      file: place,
    },
  };
}

const refusedMedia = ({ visit }: ArchiveScan): number => [...visit.refused.values()].reduce((sum, found) => sum + found, 0);
