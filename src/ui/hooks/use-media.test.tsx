// @vitest-environment jsdom
import { act, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import { createValue } from '../app/value.ts';
import { draw } from '../testing/draw.tsx';
import { useLive } from './use-live.ts';
import { useMedia } from './use-media.ts';

function Shown({ digest }: { readonly digest: string }): ReactNode {
  const media = useMedia(digest, 'did:key:z6MkAda' as Did);
  return <p>{media.status}</p>;
}

beforeEach(() => {
  vi.useFakeTimers();
  // jsdom has none.
  URL.revokeObjectURL = () => undefined;
});
afterEach(() => {
  vi.useRealTimers();
});

const passes = (ms: number): Promise<void> => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));

it('looks again, with growing pauses, for a picture that nobody had, and says meanwhile that nobody has it', async () => {
  const asked: number[] = [];
  let isThere = false;
  const mediaUrl = async (): Promise<string | undefined> => {
    asked.push(Date.now());
    return isThere ? 'blob:picture' : undefined;
  };
  const { element } = await draw(<Shown digest="zQmLater" />, { mediaUrl });
  expect(element.textContent).toBe('absent');
  await passes(2_000);
  await passes(4_000);
  expect(asked.map((atMs) => atMs - (asked[0] ?? 0))).toEqual([0, 2_000, 6_000]);
  expect(element.textContent).toBe('absent');
  isThere = true;
  await passes(8_000);
  expect(element.textContent).toBe('ready');
  await passes(3_600_000);
  expect(asked).toHaveLength(4);
});

it('looks no more when the picture is not wanted any more', async () => {
  let asked = 0;
  const wanted = createValue(true);
  const Wanted = (): ReactNode => useLive(wanted) && <Shown digest="zQmNever" />;
  const { element } = await draw(<Wanted />, { mediaUrl: async () => void (asked += 1) });
  expect(element.textContent).toBe('absent');
  await act(async () => wanted.set(false));
  await passes(3_600_000);
  expect(asked).toBe(1);
});
