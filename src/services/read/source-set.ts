import type { IpnsName } from '../../protocol/brand.ts';
import type { Block } from '../../protocol/ports/block-store.ts';
import type { Network, Source, TransferOptions } from '../../protocol/ports/network.ts';
import { systemTimers, timeLimit, type Timers } from '../timers.ts';

/** Longest wait for a source that sends nothing, in ms. */
const answerTimeoutMs = 10_000;
/**
 * After this time without anything the next source is asked as well, and the first good answer counts. A device that went away without a
 * word still looks connected for many seconds.
 */
const patienceMs = 1_200;
/** So many bytes are something: a film over a slow line comes by and by, and is not asked for twice. */
const progressBytes = 32 * 1024;

/** The sources of one account for the length of one sync: the best that works first, the next when it fails. */
export interface SourceSet {
  /**
   * Hands every answer to `accept` until it says that it has all it needs. False when nobody is left to ask. A source that fails
   * or sends wrong data is not asked again; one that merely lacks something is.
   */
  fetch(
    ask: (source: Source, options: TransferOptions) => Promise<Answer>,
    accept: (blocks: Block[]) => Promise<boolean>,
  ): Promise<boolean>;
  /** Why the last source failed, in words for Details; undefined when none did. */
  reason(): string | undefined;
  close(): void;
}

/** What a source says to one question. */
export type Answer = Awaited<ReturnType<Source['fetchBlocks']>>;

export function openSources(
  network: Pick<Network, 'sources'>,
  name: IpnsName,
  {
    via,
    signal,
    timers = systemTimers,
  }: { readonly via: readonly string[]; readonly signal: AbortSignal; readonly timers?: Timers },
): SourceSet {
  const iterator = network.sources(name, { via, signal })[Symbol.asyncIterator]();
  const working: Source[] = [];
  let exhausted = false;
  let opening: Promise<Source | undefined> | undefined;
  let reason: string | undefined;

  async function open(): Promise<Source | undefined> {
    if (exhausted || signal.aborted) return undefined;
    const result = await abortable(iterator.next(), signal);
    if (result === undefined || result.done === true) {
      exhausted = true;
      return undefined;
    }
    working.push(result.value);
    return result.value;
  }

  /** Questions that are asked at the same time wait for the same source: there may be no second one. */
  function next(): Promise<Source | undefined> {
    opening ??= open().finally(() => (opening = undefined));
    return opening;
  }

  return {
    async fetch(ask, accept) {
      const asked = new Set<Source>();
      const asking = new Map<Source, Promise<Event>>();
      let looking: Promise<Event> | undefined;
      const over = new AbortController();
      const stop = AbortSignal.any([signal, over.signal]);

      let moving = Promise.withResolvers<Event>();

      async function answerOf(source: Source): Promise<Event> {
        const limit = timeLimit(timers, answerTimeoutMs, stop);
        const { signal: late } = limit;
        let fresh = 0;
        function onBytes(count: number): void {
          fresh += count;
          if (fresh < progressBytes || late.aborted) return;
          fresh = 0;
          limit.renew();
          moving.resolve({ type: 'progress' });
        }
        const answer = (await abortable(ask(source, { signal: late, onBytes }), late)) ?? timedOut;
        limit.done();
        return { type: 'answer', source, answer };
      }
      async function nextSource(): Promise<Event> {
        const known = working.find((candidate) => !asked.has(candidate));
        return { type: 'source', source: known ?? (await next()) };
      }

      try {
        looking = nextSource();
        for (;;) {
          const patience = createPatience(timers, asking.size > 0 && looking === undefined);
          const waited = [...asking.values(), ...(looking === undefined ? [] : [looking]), patience.over, moving.promise];
          const event = await Promise.race(waited);
          patience.done();
          if (event.type === 'progress') {
            moving = Promise.withResolvers();
          } else if (event.type === 'slow') {
            looking = nextSource();
          } else if (event.type === 'source') {
            // Left `looking` when nobody is left, so that the slow ones are waited for and nobody is looked for again.
            if (event.source === undefined) looking = never;
            else {
              looking = undefined;
              asked.add(event.source);
              asking.set(event.source, answerOf(event.source));
            }
          } else {
            const { source, answer } = event;
            asking.delete(source);
            if (answer.ok) {
              if (await accept(answer.value)) return true;
            } else {
              const { error } = answer;
              reason = 'reason' in error ? `${source.label}: ${error.reason}` : `${source.label}: ${error.type}`;
              // Perhaps it failed another question already.
              if (working.includes(source)) working.splice(working.indexOf(source), 1);
            }
            looking ??= nextSource();
          }
          if (looking === never && asking.size === 0) return false;
        }
      } finally {
        over.abort();
      }
    },
    reason: () => reason,
    close() {
      exhausted = true;
      // Not awaited: an iterator that hangs in a dial would hold its caller.
      void iterator.return?.();
    },
  };
}

type Event =
  | { readonly type: 'answer'; readonly source: Source; readonly answer: Answer }
  | { readonly type: 'source'; readonly source: Source | undefined }
  | { readonly type: 'slow' }
  | { readonly type: 'progress' };

const never = new Promise<Event>(() => {});

/** Resolves when somebody has been waited for long enough; never when nobody is. */
function createPatience(timers: Timers, counts: boolean): { readonly over: Promise<Event>; done(): void } {
  if (!counts) return { over: never, done: () => undefined };
  const { promise, resolve } = Promise.withResolvers<Event>();
  return { over: promise, done: timers.after(patienceMs, () => resolve({ type: 'slow' })) };
}

const timedOut = { ok: false, error: { type: 'timed-out' } } as const;

/** The value, or undefined as soon as `signal` aborts: sources are asked to stop, but are not trusted to. */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const aborted = Promise.withResolvers<undefined>();
  const stop = (): void => aborted.resolve(undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
