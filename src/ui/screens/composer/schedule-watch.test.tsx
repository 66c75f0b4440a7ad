// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { draw } from '../../testing/draw.tsx';
import { ScheduleWatch } from './schedule-watch.tsx';

const hourMs = 3_600_000;
const draft = (id: string, atMs: number, ifMissed: 'ask' | 'send' = 'ask'): DraftRecord => ({
  id,
  text: id,
  warning: '',
  language: 'en',
  audience: 'public',
  attachments: [],
  savedAtMs: 1,
  schedule: { atMs, ifMissed },
});

describe('posts with a date that was missed', () => {
  it('are told of once, the oldest first, and open in the composer', async () => {
    const nowMs = Date.now();
    const drafts = [draft('later', nowMs - hourMs), draft('oldest', nowMs - 2 * hourMs), draft('tomorrow', nowMs + hourMs)];
    const { value } = await draw(<ScheduleWatch />, { drafts: async () => drafts });
    await vi.waitFor(() => expect(value.notices.shown.get()).toHaveLength(1));
    const [notice] = value.notices.shown.get();
    expect(notice?.text).toContain('should have gone out');
    drafts.splice(1, 1, { ...draft('oldest', nowMs - 2 * hourMs), text: 'changed since' });
    await act(async () => notice?.action?.run());
    expect(value.composing.intent.get()).toMatchObject({
      kind: 'draft',
      draft: { id: 'oldest', text: 'changed since', schedule: undefined },
    });
    value.notices.dismiss(notice?.id ?? 0);
    await act(async () => void document.dispatchEvent(new Event('visibilitychange')));
    expect(value.notices.shown.get()).toEqual([]);
  });

  it('do not come back when they were sent or thrown away meanwhile', async () => {
    const drafts = [draft('missed', Date.now() - hourMs)];
    const { value } = await draw(<ScheduleWatch />, { drafts: async () => drafts });
    await vi.waitFor(() => expect(value.notices.shown.get()).toHaveLength(1));
    const [notice] = value.notices.shown.get();
    drafts.length = 0;
    await act(async () => notice?.action?.run());
    expect(value.composing.intent.get()).toBeUndefined();
    expect(value.notices.shown.get().at(-1)?.text).toBe('This draft is not there any more');
  });

  it('are not spoken of when they go out by themselves', async () => {
    const drafts = async () => [draft('sent anyway', Date.now() - hourMs, 'send'), draft('just now', Date.now() - 1000)];
    const { value } = await draw(<ScheduleWatch />, { drafts });
    await act(async () => undefined);
    expect(value.notices.shown.get()).toEqual([]);
  });
});

describe('posts with a date that go out', () => {
  /** Draws over drafts that can be taken away, as posting does. */
  async function watching(...all: readonly DraftRecord[]) {
    let drafts = all;
    let tell: (topics: ReadonlySet<string>) => void = () => undefined;
    const drawn = await draw(<ScheduleWatch />, {
      drafts: async () => [...drafts],
      changes: (listener) => {
        tell = listener;
        return () => undefined;
      },
    });
    const take = async (id: string): Promise<void> => {
      drafts = drafts.filter((draft) => draft.id !== id);
      await act(async () => tell(new Set(['drafts'])));
    };
    return { ...drawn, take };
  }

  it('are told of', async () => {
    const { value, take } = await watching(draft('now', Date.now() - 1000), draft('tomorrow', Date.now() + hourMs));
    await take('now');
    expect(value.notices.shown.get().map(({ text }) => text)).toEqual(['Your post is out, as planned.']);
  });

  it('are not spoken of when they were thrown away before their time, or were opened and thrown away', async () => {
    const now = draft('now', Date.now() - 1000);
    const { value, take } = await watching(now, draft('tomorrow', Date.now() + hourMs));
    await take('tomorrow');
    value.composing.open({ kind: 'draft', draft: now });
    value.composing.close();
    await take('now');
    expect(value.notices.shown.get()).toEqual([]);
  });
});
