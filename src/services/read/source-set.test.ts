import { describe, expect, it } from 'vitest';
import type { IpnsName } from '../../protocol/brand.ts';
import type { Source } from '../../protocol/ports/network.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { type Answer, openSources } from './source-set.ts';

const piece = 40_000;

const name = 'k51test' as IpnsName;
const nothing: Answer = { ok: true, value: [] };

/** Sources that answer what is told, or never; remembers who was asked. */
function world(answers: Record<string, Answer | undefined>) {
  const timers = createManualTimers();
  const asked: string[] = [];
  const given: string[] = [];
  const sources = Object.keys(answers).map((label) => ({ kind: 'webrtc', label }) as Source);
  const network = {
    async *sources() {
      yield* sources;
    },
  };
  const set = openSources(network, name, { via: [], signal: new AbortController().signal, timers });
  const ask = async (source: Source): Promise<Answer> => {
    asked.push(source.label);
    const answer = answers[source.label];
    if (answer === undefined) return new Promise(() => {});
    given.push(source.label);
    return answer;
  };
  return { set, ask, asked, given, timers };
}

/** What waits for promises alone has gone on. */
const settled = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

describe('sources of one sync', () => {
  it('asks only the best while it answers', async () => {
    const { set, ask, asked } = world({ a: nothing, b: nothing });
    expect(await set.fetch(ask, async () => true)).toBe(true);
    expect(asked).toEqual(['a']);
  });

  it('asks the next as well when the first keeps silent, and takes the first good answer', async () => {
    const { set, ask, asked, given, timers } = world({ silent: undefined, b: nothing, c: nothing });
    const fetched = set.fetch(ask, async () => true);
    await expect.poll(() => asked).toEqual(['silent']);
    timers.advance(2_000);
    expect(await fetched).toBe(true);
    expect(asked).toEqual(['silent', 'b']);
    expect(given).toEqual(['b']);
  });

  it('goes on to the next after a failure, and never asks the failed one again', async () => {
    const wrong: Answer = { ok: false, error: { type: 'wrong-data', reason: 'bad hash' } };
    const { set, ask, asked } = world({ liar: wrong, b: nothing });
    expect(await set.fetch(ask, async () => true)).toBe(true);
    expect(await set.fetch(ask, async () => true)).toBe(true);
    expect(asked).toEqual(['liar', 'b', 'b']);
    expect(set.reason()).toBe('liar: bad hash');
  });

  it('answers questions that are asked at the same time from the same sources', async () => {
    const { set, ask, asked } = world({ liar: { ok: false, error: { type: 'wrong-data', reason: 'bad hash' } }, b: nothing });
    const both = () => Promise.all([set.fetch(ask, async () => true), set.fetch(ask, async () => true)]);
    expect(await both()).toEqual([true, true]);
    expect(asked).toEqual(['liar', 'liar', 'b', 'b']);
    expect(await both()).toEqual([true, true]);
    expect(asked.slice(4)).toEqual(['b', 'b']);
  });

  it('waits for one that goes on sending, however long it takes, and asks for nothing twice', async () => {
    const { set, asked, timers } = world({ slow: undefined, b: nothing });
    let send = (_count: number): void => undefined;
    const answering = Promise.withResolvers<Answer>();
    const fetched = set.fetch(
      (source, { onBytes }) => {
        asked.push(source.label);
        send = (count) => onBytes?.(count);
        return answering.promise;
      },
      async () => true,
    );
    await expect.poll(() => asked).toEqual(['slow']);
    for (let second = 0; second < 30; second++) {
      timers.advance(1_000);
      send(piece);
      await settled();
    }
    answering.resolve(nothing);
    expect(await fetched).toBe(true);
    expect(asked).toEqual(['slow']);
  });

  it('does not take a few bytes for an answer', async () => {
    const { set, asked, timers } = world({ slow: undefined, b: undefined });
    const fetched = set.fetch(
      (source, { onBytes, signal }) => {
        asked.push(source.label);
        onBytes?.(100);
        return new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve({ ok: false, error: { type: 'aborted' } }));
        });
      },
      async () => true,
    );
    await expect.poll(() => asked).toEqual(['slow']);
    timers.advance(2_000);
    await expect.poll(() => asked).toEqual(['slow', 'b']);
    timers.advance(11_000);
    expect(await fetched).toBe(false);
  });

  it('says so when nobody is left, after the slow ones had their time', async () => {
    const { set, ask, asked, timers } = world({ silent: undefined });
    const fetched = set.fetch(ask, async () => true);
    await expect.poll(() => asked).toEqual(['silent']);
    timers.advance(9_000);
    expect(set.reason()).toBeUndefined();
    timers.advance(2_000);
    expect(await fetched).toBe(false);
    expect(set.reason()).toBe('silent: timed-out');
  });
});
