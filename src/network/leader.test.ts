import { describe, expect, it } from 'vitest';
import { runAsLeader } from './leader.ts';
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
