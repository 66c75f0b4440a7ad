import { describe, expect, it } from 'vitest';
import { runAsLeader, runAsOnlyOne } from './leader.ts';
import { until } from './testing/fixtures.ts';

describe('runAsLeader', () => {
  it('runs one at a time, and the next when the first stops', async () => {
    const name = 'pollen-node-test-1';
    const first = new AbortController();
    const second = new AbortController();
    const led: string[] = [];
    const stopped: string[] = [];
    const lead = (label: string) => async (signal: AbortSignal) => {
      led.push(label);
      signal.addEventListener('abort', () => stopped.push(label));
    };
    const one = runAsLeader(name, lead('one'), { signal: first.signal });
    await until(() => led.length === 1);
    const two = runAsLeader(name, lead('two'), { signal: second.signal });
    await until(async () => (await navigator.locks.query()).pending?.length === 1);
    expect(led).toEqual(['one']);
    first.abort();
    await one;
    await until(() => led.length === 2);
    expect(stopped).toEqual(['one']);
    second.abort();
    await two;
  });

  it('gives up waiting when told to, and passes on what start throws', async () => {
    const name = 'pollen-node-test-2';
    const holder = new AbortController();
    const held = runAsLeader(name, async () => {}, { signal: holder.signal });
    await until(async () => ((await navigator.locks.query()).held ?? []).some((lock) => lock.name === name));
    const waiter = new AbortController();
    let led = false;
    const waiting = runAsLeader(name, async () => void (led = true), { signal: waiter.signal });
    waiter.abort();
    await waiting;
    holder.abort();
    await held;
    expect(led).toBe(false);
    await expect(runAsLeader(name, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});

describe('runAsOnlyOne', () => {
  it('begins with the second account when the network of the first has stopped, and not before', async () => {
    const leaving = new AbortController();
    const stopping = Promise.withResolvers<void>();
    const seen: string[] = [];
    const ada = runAsOnlyOne(
      'pollen-node-ada',
      async () => {
        seen.push('ada is online');
        return {
          async ended() {
            seen.push('ada stops');
            await stopping.promise;
            seen.push('ada has stopped');
          },
        };
      },
      { signal: leaving.signal },
    );
    await until(() => seen.length === 1);
    const ben = new AbortController();
    const second = runAsOnlyOne('pollen-node-ben', async () => void seen.push('ben is online'), { signal: ben.signal });
    leaving.abort();
    await until(() => seen.includes('ada stops'));
    expect(((await navigator.locks.query()).pending ?? []).map(({ name }) => name)).toEqual(['pollen-online']);
    stopping.resolve();
    await ada;
    await until(() => seen.length === 4);
    expect(seen).toEqual(['ada is online', 'ada stops', 'ada has stopped', 'ben is online']);
    ben.abort();
    await second;
    await expect(runAsOnlyOne('pollen-node-ada', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect((await navigator.locks.query()).held).toEqual([]);
  });
});
