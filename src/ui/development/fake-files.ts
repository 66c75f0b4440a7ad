import { err, ok } from '../../protocol/result.ts';
import type { FileKind, FilePreview, FilesDesk, JobView, RowState, RowView } from '../../services/import/files-api.ts';
import { createValue } from '../app/value.ts';
import { people } from './sample-people.ts';

const everyMs = 120;

const kinds: readonly (readonly [RegExp, FileKind, number])[] = [
  [/following|follows/, 'follows', 412],
  [/lists/, 'lists', 52],
  [/blocked_accounts|blocks/, 'blocks', 12],
  [/muted|mutes/, 'mutes', 9],
  [/domain/, 'blocked-hosts', 7],
  [/bookmark/, 'bookmarks', 120],
  [/archive/, 'archive', 2480],
];

/** What comes of a row, by its number, so that every state is seen. */
function outcome(index: number, kind: FileKind): RowState {
  if (kind !== 'follows') return index % 29 === 7 ? 'unreachable' : 'done';
  if (index % 31 === 5) return 'also-on-pollen';
  if (index % 23 === 4) return 'needs-approval';
  if (index % 37 === 9) return 'not-found';
  if (index % 41 === 11) return 'unreachable';
  if (index % 97 === 13) return 'gone';
  return index % 19 === 2 ? 'already-there' : 'done';
}

const reasons: Partial<Record<RowState, string>> = {
  unreachable: 'No answer after 20 seconds',
  'not-found': 'The server knows nobody by that name',
  gone: 'The account was deleted there',
};

const names = ['ada', 'benedikt_maximilian_von_hohenschwangau', 'noa', 'tomo', 'mila', 'kai', 'ines'];
const hosts = ['mastodon.example', 'social.example.org', 'fedi.hohenschwangau-lichtenfels.example', 'misskey.example'];
const labelOf = (index: number): string => `@${names[index % names.length]}${index}@${hosts[index % hosts.length]}`;

/** Imports in memory. A file's name says what is found in it: `broken`, `locked`, `empty`, `old`, or Mastodon's own names. */
export function createFakeFiles(first: 'none' | 'running' | 'mixed'): FilesDesk {
  const jobs = createValue<readonly JobView[]>([]);
  const previews = new Map<string, FilePreview>();
  let count = 0;

  const put = (id: string, change: (job: JobView) => Partial<JobView>): void =>
    jobs.update((all) => all.map((job) => (job.id === id ? { ...job, ...change(job) } : job)));

  function advance(job: JobView, steps: number): Partial<JobView> {
    const done = Math.min(job.total, job.done + steps);
    const counts: Partial<Record<RowState, number>> = {};
    const add = (state: RowState): void => void (counts[state] = (counts[state] ?? 0) + 1);
    for (let index = 0; index < job.total; index += 1) add(index < done ? outcome(index, job.kind) : 'waiting');
    return { done, counts, ...(done === job.total ? { state: 'finished' } : {}) };
  }

  function add(kind: FileKind, fileName: string, total: number, more: Partial<JobView> = {}, done = 0): string {
    count += 1;
    const id = `job ${count}`;
    const job: JobView = { id, kind, fileName, state: 'running', createdAtMs: Date.now() + count, total, done: 0, counts: {} };
    const begun = { ...job, ...advance(job, done) };
    jobs.update((all) => [...all, { ...begun, ...more }]);
    return id;
  }

  if (first !== 'none') add('follows', 'following_accounts.csv', 412, {}, 184);
  if (first === 'mixed') {
    add('archive', 'archive-20261101-4f.zip', 2480, { waitsFor: 'file', mediaBytes: 84_000_000 }, 900);
    add('blocks', 'blocked_accounts.csv', 12, {}, 12);
    add('lists', 'lists.csv', 52, { state: 'paused' }, 20);
  }
  setInterval(() => {
    for (const job of jobs.get()) {
      if (job.state === 'running' && job.waitsFor === undefined) put(job.id, (now) => advance(now, 1));
    }
  }, everyMs);

  return {
    jobs,
    async preview(file, options) {
      for (let share = 0.1; share < 1; share += 0.3) {
        options?.onProgress?.(share);
        await new Promise((resolve) => setTimeout(resolve, 80));
      }
      const { name: fileName } = file;
      if (/broken/.test(fileName)) return err({ type: 'damaged', fileName, reason: 'It ends in the middle of a line.' });
      if (fileName.startsWith('locked')) return err({ type: 'encrypted', fileName });
      const known = kinds.find(([pattern]) => pattern.test(fileName));
      if (known === undefined && !fileName.endsWith('.csv')) {
        return err({ type: 'not-understood', fileName, reason: 'It looks like a picture.' });
      }
      const [, kind, entries] = known ?? [/x/, 'follows' as const, 38];
      const preview = previewOf(fileName, kind, /empty/.test(fileName) ? 0 : entries, known === undefined);
      previews.set(preview.id, preview);
      return ok(preview);
    },
    async start(previewId, choices) {
      const preview = previews.get(previewId);
      if (preview === undefined) throw new Error('no such preview');
      return add(choices.kind ?? preview.kind, preview.fileName, preview.entries);
    },
    pause: async (id) => put(id, () => ({ state: 'paused' })),
    resume: async (id) => put(id, () => ({ state: 'running', waitsFor: undefined })),
    cancel: async (id) => put(id, () => ({ state: 'cancelled' })),
    retry: async (id) => put(id, (job) => ({ state: 'running', done: job.total - 20 })),
    forget: async (id) => jobs.update((all) => all.filter((job) => job.id !== id)),
    async rows(id, { state, after = -1, limit }) {
      const job = jobs.get().find((item) => item.id === id);
      if (job === undefined) return [];
      const rows: RowView[] = [];
      for (let index = after + 1; index < job.total && rows.length < limit; index += 1) {
        const is = index < job.done ? outcome(index, job.kind) : 'waiting';
        if (state !== undefined && is !== state) continue;
        const person = is === 'done' || is === 'also-on-pollen' ? people[index % people.length] : undefined;
        rows.push({ index, state: is, label: labelOf(index), reason: reasons[is], person });
      }
      return rows;
    },
    takePollen: async () => undefined,
    failures: async () => ({ file: new Blob(['Account address\n']), fileName: 'failed.csv' }),
    async giveFile(id, file) {
      const isSame = jobs.get().some((job) => job.id === id && job.fileName === file.name);
      if (isSame) put(id, () => ({ waitsFor: undefined }));
      return isSame;
    },
    exportFile: async (kind) => ({ file: new Blob(['sample']), fileName: `${kind}.csv`, entries: kind === 'mutes' ? 0 : 42 }),
  };
}

function previewOf(fileName: string, kind: FileKind, entries: number, isAmbiguous: boolean): FilePreview {
  const base = {
    id: `${fileName} ${Math.random()}`,
    fileName,
    kind,
    alternatives: isAmbiguous ? (['follows', 'blocks', 'mutes'] as const) : [],
    entries,
    alreadyThere: 38,
  };
  if (kind !== 'archive') {
    const leftOut = [{ reason: 'malformed', count: 3 } as const, { reason: 'duplicate', count: 1 } as const];
    const examples = entries === 0 ? [] : [0, 1, 2, 3].map(labelOf);
    return { ...base, leftOut: /old/.test(fileName) ? [{ reason: 'no-host', count: 14 }] : leftOut, examples };
  }
  return {
    ...base,
    alreadyThere: 0,
    leftOut: [{ reason: 'unreadable', count: 2 }],
    examples: [],
    archive: {
      account: '@juna@mastodon.example',
      name: 'Juna Feld',
      posts: 1810,
      boosts: 420,
      followersOnly: 133,
      direct: 41,
      likes: 2210,
      bookmarks: 96,
      mediaFiles: 610,
      mediaBytes: 1_840_000_000,
      oldestMs: Date.UTC(2018, 3, 12),
      newestMs: Date.UTC(2026, 9, 30),
      file: 'linked',
    },
  };
}
