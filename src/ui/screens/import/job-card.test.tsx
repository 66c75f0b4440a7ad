// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { FilesDesk, JobView, RowView } from '../../../services/import/files-api.ts';
import { useLive } from '../../hooks/use-live.ts';
import { createValue } from '../../app/value.ts';
import { draw, type Drawn } from '../../testing/draw.tsx';
import { JobCard } from './job-card.tsx';

const running: JobView = {
  id: 'j1',
  kind: 'follows',
  fileName: 'following_accounts.csv',
  state: 'running',
  createdAtMs: 0,
  total: 100,
  done: 10,
  counts: { waiting: 90, done: 7, 'also-on-pollen': 1, unreachable: 2 },
};
const rows: readonly RowView[] = [
  { index: 4, state: 'also-on-pollen', label: '@ada@mastodon.example', reason: 'Both name each other' },
];

async function show(first: Partial<JobView>) {
  const job = createValue<JobView>({ ...running, ...first });
  const desk = {
    pause: vi.fn(async () => undefined),
    resume: vi.fn(async () => undefined),
    cancel: vi.fn(async () => undefined),
    retry: vi.fn(async () => undefined),
    takePollen: vi.fn(async () => undefined),
    rows: vi.fn(async () => rows),
    giveFile: vi.fn(async () => false),
  };
  const Live = () => <JobCard desk={desk as unknown as FilesDesk} job={useLive(job)} />;
  const drawn: Drawn = await draw(<Live />);
  const put = (part: Partial<JobView>): Promise<void> => act(async () => job.update((now) => ({ ...now, ...part })));
  return { ...drawn, desk, put };
}

const labels = (element: HTMLElement): string[] => [...element.querySelectorAll('button')].map((button) => button.textContent);

describe('an import under way', () => {
  it('shows how far it is and what came of its rows', async () => {
    const { element } = await show({});
    expect(element.querySelector('progress')?.value).toBe(10);
    expect(element.textContent).toContain('10 of 100');
    expect(labels(element)).toEqual(['Pause', 'Stop', 'Waiting 90', 'Followed 7', 'Also on Pollen 1', 'No answer 2']);
  });

  it('pauses and goes on', async () => {
    const { press, desk, put } = await show({});
    await press('Pause');
    expect(desk.pause).toHaveBeenCalledWith('j1');
    await put({ state: 'paused' });
    await press('Go on');
    expect(desk.resume).toHaveBeenCalledWith('j1');
  });

  it('stops only after asking', async () => {
    const { press, desk, element } = await show({});
    await press('Stop');
    expect(desk.cancel).not.toHaveBeenCalled();
    const dialog = element.querySelector('dialog');
    expect(dialog?.textContent).toContain('What was done stays done.');
    const confirm = [...(dialog?.querySelectorAll('button') ?? [])].find((button) => button.textContent === 'Stop');
    await act(async () => confirm?.click());
    expect(desk.cancel).toHaveBeenCalledWith('j1');
  });

  it('offers what may help when it is over', async () => {
    const { element, press, desk } = await show({ state: 'finished', done: 100, counts: { done: 98, unreachable: 2 } });
    expect(labels(element).slice(0, 3)).toEqual(['Try 2 again', 'Save 2 failures as CSV', 'Remove from this list']);
    await press('Try 2 again');
    expect(desk.retry).toHaveBeenCalledWith('j1');
  });

  it('shows the rows of a state, and follows on Pollen who is there, too', async () => {
    const { press, desk, element } = await show({});
    await press(/^Also on Pollen/);
    await act(() => vi.waitFor(() => expect(desk.rows).toHaveBeenCalled()));
    expect(element.textContent).toContain('@ada@mastodon.example');
    expect(desk.rows).toHaveBeenCalledWith('j1', { state: 'also-on-pollen', limit: 2 });
    await press('Follow on Pollen instead');
    expect(desk.takePollen).toHaveBeenCalledWith('j1', 4);
  });

  it('asks for its file, and refuses another one', async () => {
    const { element, desk } = await show({ kind: 'archive', waitsFor: 'file' });
    expect(element.textContent).toContain('choose following_accounts.csv again');
    const input = element.querySelector<HTMLInputElement>('input[type=file]');
    Object.defineProperty(input, 'files', { value: [new File(['a'], 'other.zip')] });
    await act(async () => input?.dispatchEvent(new Event('change', { bubbles: true })));
    expect(desk.giveFile).toHaveBeenCalledOnce();
    expect(element.textContent).toContain('another file than following_accounts.csv');
  });

  it('is told aloud by quarters and at its end, not at each step', async () => {
    const { put, value } = await show({});
    const heard: string[] = [];
    value.notices.spoken.subscribe(() => heard.push(value.notices.spoken.get()));
    for (let done = 11; done <= 60; done += 1) await put({ done });
    expect(heard).toEqual(['Following people: 25 of 100', 'Following people: 50 of 100']);
    await put({ done: 100, state: 'finished' });
    expect(heard.at(-1)).toBe('Following people: done');
    expect(heard).toHaveLength(3);
  });
});
