import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createObjectUrls } from './object-urls.ts';

const revoked: string[] = [];
let made = 0;

beforeEach(() => {
  vi.useFakeTimers();
  revoked.length = 0;
  made = 0;
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url));
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const load = async (): Promise<string> => `blob:${(made += 1)}`;

it('lends one URL to all who show the same picture', async () => {
  const urls = createObjectUrls(100);
  expect(await urls.borrow('a', load)).toBe('blob:1');
  expect(await urls.borrow('a', load)).toBe('blob:1');
  expect(made).toBe(1);
});

it('knows without waiting what has come, as long as it is kept', async () => {
  const urls = createObjectUrls(100);
  expect(urls.known('a')).toBeUndefined();
  const lent = urls.borrow('a', load);
  expect(urls.known('a')).toBeUndefined();
  await lent;
  expect(urls.known('a')).toBe('blob:1');
  urls.giveBack('a');
  await vi.advanceTimersByTimeAsync(100);
  expect(urls.known('a')).toBeUndefined();
});

it('revokes it a while after the last one is gone, unless it is wanted again', async () => {
  const urls = createObjectUrls(100);
  await urls.borrow('a', load);
  urls.giveBack('a');
  await vi.advanceTimersByTimeAsync(50);
  await urls.borrow('a', load);
  await vi.advanceTimersByTimeAsync(500);
  expect(revoked).toEqual([]);
  urls.giveBack('a');
  await vi.advanceTimersByTimeAsync(100);
  expect(revoked).toEqual(['blob:1']);
});

it('tries again after nobody had it', async () => {
  const urls = createObjectUrls(100);
  expect(await urls.borrow('a', async () => undefined)).toBeUndefined();
  urls.giveBack('a');
  expect(await urls.borrow('a', load)).toBe('blob:1');
});

it('survives a failing source', async () => {
  const urls = createObjectUrls(100);
  expect(await urls.borrow('a', () => Promise.reject(new Error('no')))).toBeUndefined();
});

it('keeps no more than 60 that nobody shows', async () => {
  const urls = createObjectUrls(100_000);
  for (let number = 1; number <= 70; number += 1) await urls.borrow(`p${number}`, load);
  for (let number = 1; number <= 70; number += 1) urls.giveBack(`p${number}`);
  await vi.advanceTimersByTimeAsync(0);
  expect(revoked).toEqual(Array.from({ length: 10 }, (_, at) => `blob:${at + 1}`));
  expect(urls.known('p11')).toBe('blob:11');
});

it('never revokes what is shown, however much is kept', async () => {
  const urls = createObjectUrls(100_000);
  await urls.borrow('shown', load);
  await urls.borrow('again', load);
  urls.giveBack('again');
  await urls.borrow('again', load);
  for (let number = 1; number <= 70; number += 1) {
    await urls.borrow(`p${number}`, load);
    urls.giveBack(`p${number}`);
  }
  await vi.advanceTimersByTimeAsync(0);
  expect(urls.known('shown')).toBe('blob:1');
  expect(urls.known('again')).toBe('blob:2');
  expect(revoked).toHaveLength(10);
});
