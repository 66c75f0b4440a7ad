import { describe, expect, it } from 'vitest';
import { createHostTurns, type Lane, type Turn } from './host-turns.ts';

const rooms = {
  lookup: { most: 6, mostSlow: 6 },
  import: { most: 12, mostSlow: 24 },
  refresh: { most: 4, mostSlow: 0 },
};

/** Asks and remembers who began, in order. */
function start(options: { readonly closed?: Set<string>; readonly mostWaiting?: number } = {}) {
  const { closed = new Set(), mostWaiting = 20_000 } = options;
  const turns = createHostTurns({ lanes: rooms, perHost: 2, mostWaiting, isOpen: (host) => !closed.has(host) });
  const begun: string[] = [];
  const held = new Map<string, Turn[]>();
  const ask = (lane: Lane, host: string, signal?: AbortSignal) =>
    turns.wait(lane, host, signal).then((turn) => {
      if (!turn.ok) return turn.error;
      begun.push(host);
      held.set(host, [...(held.get(host) ?? []), turn.value]);
      return undefined;
    });
  const finish = (host: string): void => held.get(host)?.shift()?.done();
  return { turns, begun, ask, finish, held };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('are two at once for a host, and so many in all for a lane', async () => {
    const { ask, begun, finish, turns } = start();
    for (let i = 0; i < 5; i++) void ask('import', 'a');
    await settled();
    expect(begun).toEqual(['a', 'a']);
    for (let i = 0; i < 20; i++) void ask('import', `h${i}`);
    await settled();
    expect(begun).toHaveLength(12);
    // Another lane has room of its own, but not at the same host.
    void ask('refresh', 'z');
    void ask('refresh', 'a');
    await settled();
    expect(begun.slice(12)).toEqual(['z']);
    finish('a');
    await settled();
    expect(begun.slice(13)).toEqual(['a']);
    expect(turns.waiting).toBe(13);
  });

  it('go round among hosts, however many questions wait for one', async () => {
    const { ask, begun, finish } = start();
    for (let i = 0; i < 5000; i++) void ask('refresh', 'crowd');
    for (let i = 0; i < 3; i++) {
      void ask('refresh', 'one');
      void ask('refresh', 'two');
    }
    await settled();
    expect(begun).toEqual(['crowd', 'crowd', 'one', 'two']);
    for (let round = 0; round < 6; round++) {
      finish(begun[round] ?? '');
      await settled();
    }
    expect(begun.filter((host) => host !== 'crowd')).toHaveLength(6);
  });

  it('go on with others while slow ones last', async () => {
    const { ask, begun, held } = start();
    for (let i = 0; i < 30; i++) void ask('import', `slow${i}`);
    await settled();
    expect(begun).toHaveLength(12);
    for (const turns of held.values()) for (const turn of turns) turn.slow();
    await settled();
    expect(begun).toHaveLength(24);
    for (const turns of held.values()) for (const turn of turns) turn.slow();
    await settled();
    // 24 slow ones is as far as it goes: then there are 12 beside them.
    expect(begun).toHaveLength(30);
  });

  it('never are more than four in the lane for a phone, slow or not', async () => {
    const { ask, begun, held } = start();
    for (let i = 0; i < 9; i++) void ask('refresh', `h${i}`);
    await settled();
    for (const turns of held.values()) for (const turn of turns) turn.slow();
    await settled();
    expect(begun).toHaveLength(4);
  });

  it('can be given up while waiting, and are not counted then', async () => {
    const { ask, begun, finish, turns } = start();
    const controller = new AbortController();
    void ask('lookup', 'a');
    void ask('lookup', 'a');
    const third = ask('lookup', 'a', controller.signal);
    controller.abort();
    expect(await third).toEqual({ type: 'aborted' });
    expect(await ask('lookup', 'b', controller.signal)).toEqual({ type: 'aborted' });
    expect(turns.waiting).toBe(0);
    finish('a');
    await settled();
    expect(begun).toEqual(['a', 'a']);
  });

  it('wait while a host is closed, and are answered when it is given up', async () => {
    const closed = new Set(['a']);
    const { ask, begun, turns } = start({ closed });
    const refresh = ask('refresh', 'a');
    void ask('import', 'a');
    turns.dismiss('a', (lane) => (lane === 'refresh' ? { type: 'timed-out' } : undefined));
    expect(await refresh).toEqual({ type: 'timed-out' });
    expect(begun).toEqual([]);
    closed.clear();
    turns.pump();
    await settled();
    expect(begun).toEqual(['a']);
  });

  it('are bounded in number', async () => {
    const { ask, turns } = start({ mostWaiting: 3 });
    for (let i = 0; i < 5; i++) void ask('lookup', 'a');
    expect(await ask('lookup', 'a')).toMatchObject({ type: 'unreachable' });
    expect(turns.waiting).toBe(3);
  });

  it('are given up once only, and done twice count once', async () => {
    const { ask, begun, held } = start();
    for (let i = 0; i < 4; i++) void ask('lookup', 'a');
    await settled();
    const [turn] = held.get('a') ?? [];
    turn?.done();
    turn?.done();
    turn?.slow();
    await settled();
    expect(begun).toHaveLength(3);
  });
});
