import type { Note } from '../../sw/notes.ts';
import type { NotificationView, PollenApp } from '../../services/app-api.ts';
import { postPath, paths, personPath } from '../app/paths.ts';
import { excerpt } from '../text/graphemes.ts';
import { plainName } from '../text/plain-name.ts';
import { directionOf, displayLocale, t } from '../text/translate.ts';
import type { NotifyChoice, NotifyKind } from './notify-choice.ts';

/** More than this many at once become one. */
const mostApart = 3;
/** Looked through at most, newest first. */
const pageSize = 20;
const excerptGraphemes = 120;
const oldestMs = 86_400_000;

export interface NewsParts {
  readonly app: Pick<PollenApp, 'changes' | 'notifications'>;
  readonly choice: () => NotifyChoice;
  /** Whether the app is out of sight, and the browser lets it notify. */
  readonly mayTell: () => boolean;
  readonly show: (notes: readonly Note[]) => void;
  readonly nowMs: () => number;
}

const lines: Readonly<Record<NotifyKind | 'conversation', (name: string) => string>> = {
  mention: (name) => t('notify.line-mention', { name }),
  reply: (name) => t('notify.line-reply', { name }),
  conversation: (name) => t('notify.line-conversation', { name }),
  follow: (name) => t('notify.line-follow', { name }),
  post: (name) => t('notify.line-post', { name }),
  like: (name) => t('notify.line-like', { name }),
  boost: (name) => t('notify.line-boost', { name }),
};

/**
 * Tells of what comes in from now on, as the user chose: each once, nothing that came while the app was in sight, and nothing older than
 * a day, whenever it was met. Returns a function that ends it.
 */
export function tellNews(parts: NewsParts): () => void {
  const { app, choice, mayTell, show, nowMs } = parts;
  let known: ReadonlySet<string> | undefined;
  /** What is older was there before: it is seen again when something newer is taken back. */
  let floorMs = Number.NEGATIVE_INFINITY;
  let looking = look();

  async function look(): Promise<void> {
    const wanted = choice();
    if (!wanted.on) {
      known = undefined;
      return;
    }
    const { items } = await app.notifications({ limit: pageSize });
    const [before, sinceMs] = [known, floorMs];
    floorMs = items.length < pageSize ? Number.NEGATIVE_INFINITY : (items.at(-1)?.atMs ?? floorMs);
    known = new Set(items.map(({ id }) => id));
    if (before === undefined || !mayTell()) return;
    const fresh = items.filter(({ id, read, atMs }) => !read && !before.has(id) && atMs >= sinceMs && nowMs() - atMs < oldestMs);
    const notes = fresh.flatMap((item) => noteOf(item, wanted) ?? []);
    if (notes.length > 0) show(notes.length > mostApart ? [summary(notes)] : notes);
  }

  return app.changes((topics) => {
    if (topics.has('notifications')) looking = looking.then(look).catch(() => undefined);
  });
}

function noteOf(item: NotificationView, { kinds, words }: NotifyChoice): Note | undefined {
  const { type, actor, post, id, atMs } = item;
  if (type === 'successor' || type === 'ended' || !kinds.includes(type === 'conversation' ? 'reply' : type)) return undefined;
  // A warning stands for what it hides here, too.
  const said = !words || post === undefined ? '' : excerpt(post.warning ?? post.text, excerptGraphemes);
  return {
    title: lines[type](plainName(actor)),
    body: said,
    tag: `pollen-${id}`,
    place: post === undefined ? personPath(actor.id) : postPath(post.id),
    atMs,
    ...language(),
  };
}

function summary(notes: readonly Note[]): Note {
  const newest = Math.max(...notes.map(({ atMs }) => atMs));
  return {
    title: t('notify.several', { count: notes.length }),
    body: notes
      .slice(0, mostApart)
      .map(({ title }) => title)
      .join('\n'),
    tag: 'pollen-several',
    place: paths.notifications,
    atMs: newest,
    ...language(),
  };
}

/** Shown when somebody wants to see what it looks like. */
export function exampleNote(nowMs: number): Note {
  return {
    title: t('notify.example-title'),
    body: t('notify.example-text'),
    tag: 'pollen-example',
    place: paths.notifications,
    atMs: nowMs,
    ...language(),
  };
}

function language(): Pick<Note, 'lang' | 'dir'> {
  const lang = displayLocale();
  return { lang, dir: directionOf(lang) };
}
