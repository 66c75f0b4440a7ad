// @vitest-environment jsdom
import { act, type ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { err, ok } from '../../../protocol/result.ts';
import type { FilePreview, FilesDesk } from '../../../services/import/files-api.ts';
import { createValue } from '../../app/value.ts';
import { useLive } from '../../hooks/use-live.ts';
import { draw } from '../../testing/draw.tsx';
import { type Previews, readyForAll, usePreviews } from './use-previews.ts';

const found: FilePreview = {
  id: 'p',
  fileName: 'a.csv',
  kind: 'follows',
  alternatives: [],
  entries: 1,
  alreadyThere: 0,
  leftOut: [],
  examples: [],
};
const file = (name: string): { file: File } => ({ file: new File(['a'], name) });

/** The hook at work; `previews()` is what it returned last. */
async function begin(preview: FilesDesk['preview'], isOpen = true) {
  const start = vi.fn(async () => 'job');
  const desk = { preview, start } as unknown as FilesDesk;
  const opened = createValue<FilesDesk | undefined>(isOpen ? desk : undefined);
  let last: Previews | undefined;
  function Probe(): ReactNode {
    last = usePreviews(useLive(opened));
    return last.list.map((item) => `${item.fileName} ${item.status}`).join(', ');
  }
  const { element } = await draw(<Probe />);
  return { element, start, open: () => act(async () => opened.set(desk)), previews: () => last as Previews };
}

describe('files handed over', () => {
  it('wait for the part of the app that reads them', async () => {
    const { element, previews, open } = await begin(async () => ok(found), false);
    await act(async () => previews().add([file('a.csv'), file('b.csv')]));
    expect(element.textContent).toBe('');
    await open();
    expect(element.textContent).toBe('a.csv ready, b.csv ready');
  });

  it('fail one by one', async () => {
    const { element, previews } = await begin(async ({ name }) =>
      name === 'a.csv'
        ? ok(found)
        : name === 'b.csv'
          ? err({ type: 'encrypted', fileName: name })
          : Promise.reject(new Error('bug')),
    );
    await act(async () => previews().add([file('a.csv'), file('b.csv'), file('c.csv')]));
    expect(element.textContent).toBe('a.csv ready, b.csv failed, c.csv failed');
  });

  it('are read no further when they are put away', async () => {
    let signal: AbortSignal | undefined;
    const { element, previews } = await begin((_, options) => {
      signal = options?.signal;
      return new Promise(() => undefined);
    });
    await act(async () => previews().add([file('a.csv')]));
    const [reading] = previews().list;
    await act(async () => previews().remove(reading?.key ?? 0));
    expect(signal?.aborted).toBe(true);
    expect(element.textContent).toBe('');
  });

  it('become a job once, and leave', async () => {
    const { element, previews, start } = await begin(async () => ok(found));
    await act(async () => previews().add([file('a.csv')]));
    const key = previews().list[0]?.key ?? 0;
    await act(async () => previews().choose(key, { kind: 'mutes' }));
    await act(async () => previews().start(key));
    expect(start).toHaveBeenCalledExactlyOnceWith('p', { kind: 'mutes' });
    expect(element.textContent).toBe('');
  });

  it('start together when it is clear what they are and there is something to do', async () => {
    const previewOf = (name: string): FilePreview => ({
      ...found,
      fileName: name,
      entries: name === 'empty.csv' ? 0 : 4,
      alternatives: name === 'any.csv' ? ['follows', 'blocks'] : [],
    });
    const { previews } = await begin(async ({ name }) => ok(previewOf(name)));
    await act(async () => previews().add([file('a.csv'), file('empty.csv'), file('any.csv')]));
    const names = (): string[] => readyForAll(previews().list).map(({ fileName }) => fileName);
    expect(names()).toEqual(['a.csv']);
    // Nobody is blocked or followed because nobody said which.
    await act(async () => previews().choose(previews().list[2]?.key ?? 0, { kind: 'blocks' }));
    expect(names()).toEqual(['a.csv', 'any.csv']);
  });
});
