import { unreachable } from '../../../protocol/result.ts';
import type { FileKind, FilePreview, ImportProblem, JobView, LeftOut, RowState } from '../../../services/import/files-api.ts';
import { byteSize } from '../../text/byte-size.ts';
import { displayLocale, t } from '../../text/translate.ts';

/** Words for each kind of file; `count` is what there is to do. */
interface KindWords {
  readonly name: string;
  readonly action: (count: number) => string;
  readonly job: string;
  readonly done: string;
  /** What will happen, and who learns of it. */
  readonly what: string;
}

export function kindWords(kind: FileKind): KindWords {
  const action =
    (id: string) =>
    (count: number): string =>
      t(id, { count });
  const words: Readonly<Record<FileKind, () => KindWords>> = {
    follows: () => ({
      name: t('import.follows'),
      action: action('import.do-follows'),
      job: t('import.job-follows'),
      done: t('import.done-follows'),
      what: t('import.what-follows'),
    }),
    lists: () => ({
      name: t('import.lists'),
      action: action('import.do-lists'),
      job: t('import.job-lists'),
      done: t('import.done-lists'),
      what: t('import.what-lists'),
    }),
    blocks: () => ({
      name: t('import.blocks'),
      action: action('import.do-blocks'),
      job: t('import.job-blocks'),
      done: t('import.done-blocks'),
      what: t('import.what-blocks'),
    }),
    mutes: () => ({
      name: t('import.mutes'),
      action: action('import.do-mutes'),
      job: t('import.job-mutes'),
      done: t('import.done-mutes'),
      what: t('import.what-mutes'),
    }),
    'blocked-hosts': () => ({
      name: t('import.hosts'),
      action: action('import.do-hosts'),
      job: t('import.job-hosts'),
      done: t('import.done-blocks'),
      what: t('import.what-hosts'),
    }),
    bookmarks: () => ({
      name: t('import.bookmarks'),
      action: action('import.do-bookmarks'),
      job: t('import.job-bookmarks'),
      done: t('import.done-bookmarks'),
      what: t('import.what-bookmarks'),
    }),
    archive: () => ({
      name: t('import.archive'),
      action: action('import.do-archive'),
      job: t('import.job-archive'),
      done: t('import.done-archive'),
      what: t('import.what-archive'),
    }),
  };
  return words[kind]();
}

export function leftOutText(reason: LeftOut, count: number): string {
  const words: Readonly<Record<LeftOut, string>> = {
    malformed: t('import.out-malformed', { count }),
    duplicate: t('import.out-duplicate', { count }),
    yourself: t('import.out-yourself', { count }),
    'not-public': t('import.out-not-public', { count }),
    'not-yours': t('import.out-not-yours', { count }),
    'unknown-type': t('import.out-unknown-type', { count }),
    unreadable: t('import.out-unreadable', { count }),
    'too-many': t('import.out-too-many', { count }),
    'no-host': t('import.out-no-host', { count }),
  };
  return words[reason];
}

export function problemText(problem: ImportProblem | { readonly type: 'unexpected' }): string {
  switch (problem.type) {
    case 'not-understood':
      return t('import.not-understood', { reason: problem.reason });
    case 'too-large':
      return t('import.too-large', { limit: byteSize(problem.limitBytes, displayLocale()) });
    case 'damaged':
      return t('import.damaged', { reason: problem.reason });
    case 'encrypted':
      return t('import.encrypted');
    case 'aborted':
      return t('import.aborted');
    case 'unexpected':
      return t('import.unexpected');
    default:
      return unreachable(problem);
  }
}

/** In the order in which the filters stand. */
export const rowStates: readonly RowState[] = [
  'waiting',
  'done',
  'already-there',
  'also-on-pollen',
  'needs-approval',
  'not-found',
  'gone',
  'forbidden',
  'unreachable',
  'cancelled',
];

/** Rows that trying again may help, and that the failures file holds. */
export const failedStates: readonly RowState[] = ['not-found', 'gone', 'forbidden', 'unreachable'];

export function rowStateText(state: RowState, kind: FileKind): string {
  const words: Readonly<Record<RowState, () => string>> = {
    waiting: () => t('import.row-waiting'),
    done: () => kindWords(kind).done,
    'already-there': () => t('import.row-already-there'),
    'also-on-pollen': () => t('import.row-also-on-pollen'),
    'needs-approval': () => t('import.row-needs-approval'),
    'not-found': () => t('import.row-not-found'),
    gone: () => t('import.row-gone'),
    forbidden: () => t('import.row-forbidden'),
    unreachable: () => t('import.row-unreachable'),
    cancelled: () => t('import.row-cancelled'),
  };
  return words[state]();
}

export const failedRows = (job: JobView): number => failedStates.reduce((sum, state) => sum + (job.counts[state] ?? 0), 0);

export function jobStateText(job: JobView): string {
  if (job.state === 'finished') return t('import.finished');
  if (job.state === 'cancelled') return t('import.cancelled');
  if (job.state === 'paused') return t('import.paused');
  return job.waitsFor === undefined ? t('import.running') : t('import.waiting');
}

export function waitText(reason: NonNullable<JobView['waitsFor']>, fileName: string): string {
  const words: Readonly<Record<NonNullable<JobView['waitsFor']>, string>> = {
    file: t('import.waits-file', { file: fileName }),
    'file-permission': t('import.waits-permission', { file: fileName }),
    network: t('import.waits-network'),
    storage: t('import.waits-storage'),
  };
  return words[reason];
}

/** Whether the file is there after a reload. */
export function fileKeptText(file: NonNullable<FilePreview['archive']>['file']): string {
  const words = { kept: t('import.file-kept'), linked: t('import.file-linked'), ask: t('import.file-ask') };
  return words[file];
}

/** Quarters of the way, which are told aloud; single steps would never be silent. */
export function quarterOf(job: Pick<JobView, 'done' | 'total'>): number {
  return job.total === 0 ? 0 : Math.floor((job.done / job.total) * 4);
}
