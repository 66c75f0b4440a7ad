import type { Live } from '../../services/app-api.ts';
import { createValue } from './value.ts';

/** A text, or what says it in the language that is chosen when it is read. */
export type Words = string | (() => string);

/** A short message that floats over the screen for a while. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'trouble';
  /** When it leaves by itself, ms since the epoch. */
  readonly untilMs: number;
  /** Whether the time left is shown (undo). */
  readonly countdown: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface Notices {
  readonly shown: Live<readonly Notice[]>;
  /** What screen readers hear next; politely. */
  readonly spoken: Live<string>;
  show(
    words: Words,
    options?: Partial<Pick<Notice, 'tone' | 'untilMs' | 'countdown'>> & {
      readonly action?: { readonly label: Words; readonly run: () => void };
    },
  ): void;
  dismiss(id: number): void;
  say(text: string): void;
}

const textOf = (words: Words): string => (typeof words === 'string' ? words : words());

const usualMs = 6000;
/** What can be undone is read first, then aimed at. */
const withActionMs = 12_000;
const most = 3;

/** Messages about what happened. Each is also spoken; never more than three at once, the oldest gives way, and none stands twice. */
export function createNotices(now: () => number = Date.now): Notices {
  const shown = createValue<readonly Notice[]>([]);
  const spoken = createValue('');
  let lastId = 0;

  function say(text: string): void {
    // A repeated text must differ, or it would not be spoken again.
    spoken.set(text === spoken.get() ? `${text}\u00a0` : text);
  }

  return {
    shown,
    spoken,
    say,
    show(words, { action, ...options } = {}) {
      lastId += 1;
      const notice: Notice = {
        id: lastId,
        tone: 'plain',
        untilMs: now() + (action === undefined ? usualMs : withActionMs),
        countdown: false,
        ...options,
        get text() {
          return textOf(words);
        },
        ...(action !== undefined && {
          action: {
            run: action.run,
            get label() {
              return textOf(action.label);
            },
          },
        }),
      };
      const { text } = notice;
      shown.update((list) => [...list.filter((other) => other.text !== text), notice].slice(-most));
      say(text);
    },
    dismiss: (id) => shown.update((list) => list.filter((notice) => notice.id !== id)),
  };
}
