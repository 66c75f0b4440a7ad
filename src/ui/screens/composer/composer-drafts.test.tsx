// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { samplePost } from '../../development/sample-posts.ts';
import { eventually, open, written } from './composer-fixture.tsx';

afterEach(() => {
  document.body.replaceChildren();
  Reflect.deleteProperty(navigator, 'locks');
});

describe('drafts in the composer', () => {
  it('goes on with what was begun, keeps drafts that another tab has out of it, and loses neither', async () => {
    const held = new Set(['pollen-draft-kept']);
    Object.defineProperty(navigator, 'locks', { configurable: true, value: locksOf(held) });
    const it = await open({ kind: 'new' }, [
      { ...written, savedAtMs: 5 },
      { ...written, id: 'older', text: 'older words' },
    ]);
    await eventually(() => expect(it.field('Text').value).toBe('older words'));
    await it.type('Text', 'older words, and more');
    await eventually(() => expect(it.drafts.get('older')?.text).toBe('older words, and more'));
    expect(it.drafts.get('kept')?.text).toBe('kept words');
  });

  it('lists other drafts with what they are, and takes one in hand; what was there is kept', async () => {
    const answer = { ...written, id: 'answer', text: 'an answer', inReplyTo: samplePost(0, 1).id };
    const it = await open({ kind: 'new' }, [answer]);
    await it.type('Text', 'new words');
    await eventually(() => it.button('1 other draft'));
    await it.press('1 other draft');
    await eventually(() => expect(it.element.textContent).toContain('an answer'));
    await it.press(/an answer/);
    await eventually(() => expect(it.field('Text').value).toBe('an answer'));
    expect([...it.drafts.values()].map(({ text }) => text).toSorted()).toEqual(['an answer', 'new words']);
  });

  it('throws nothing away without a way back', async () => {
    const it = await open({ kind: 'new' }, [written, { ...written, id: 'second', text: 'second' }]);
    await eventually(() => it.button('1 other draft'));
    await it.press('1 other draft');
    await eventually(() => it.button('Discard'));
    await it.press('Discard');
    await eventually(() => expect(it.drafts.size).toBe(1));
    await act(async () => it.value.notices.shown.get().at(-1)?.action?.run());
    expect(it.drafts.size).toBe(2);
  });

  it('says so when the device is full, and does not let go of what it could not store', async () => {
    const full = async () => {
      throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    };
    const it = await open({ kind: 'new' }, [], { saveDraft: full });
    await it.type('Text', 'nowhere else');
    const told = () => it.value.notices.shown.get().filter(({ text }) => text.includes('device is full'));
    await eventually(() => expect(told()).toHaveLength(1));
    await it.press('Close and keep the draft');
    await eventually(() =>
      expect(it.value.composing.intent.get()).toMatchObject({ kind: 'draft', draft: { text: 'nowhere else' } }),
    );
    expect(it.value.notices.shown.get().some(({ text }) => text === 'Draft kept')).toBe(false);
  });

  it('lets nothing go out whose time came while it was open: it waits with the drafts, and that is said', async () => {
    const planned = { ...written, id: 'planned', schedule: { atMs: Date.now() - 1000, ifMissed: 'send' as const } };
    const it = await open({ kind: 'draft', draft: planned }, [planned]);
    const saved: (number | undefined)[] = [];
    const stillOpen: boolean[] = [];
    const save = it.drafts.set.bind(it.drafts);
    it.drafts.set = (id, draft) => {
      saved.push(draft.schedule?.atMs);
      stillOpen.push(it.value.composing.intent.get() !== undefined);
      return save(id, draft);
    };
    it.value.composing.open({ kind: 'draft', draft: planned });
    await it.press('Close and keep the draft');
    await eventually(() => expect(it.value.notices.shown.get().at(-1)?.text).toMatch(/^Not sent: .* drafts\.$/));
    expect([saved.at(-1), stillOpen.at(-1)]).toEqual([undefined, true]);
    expect(it.value.composing.intent.get()).toBeUndefined();
    expect(it.posted).toEqual([]);
  });

  it('stores no date that has passed again while it is being kept', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const planned = { ...written, id: 'planned', schedule: { atMs: Date.now() - 1000, ifMissed: 'send' as const } };
    const saved: (number | undefined)[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const it = await open({ kind: 'draft', draft: planned }, [planned], {
      saveDraft(draft) {
        saved.push(draft.schedule?.atMs);
        return promise;
      },
    });
    await it.press('Close and keep the draft');
    expect(saved).toEqual([undefined]);
    // What is written is stored after a moment: here before the first is.
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    vi.useRealTimers();
    expect(saved).toEqual([undefined]);
    await act(async () => resolve());
    expect(it.posted).toEqual([]);
  });

  it('keeps the date of a draft whose time is still to come', async () => {
    const planned = { ...written, id: 'planned', schedule: { atMs: Date.now() + 3_600_000, ifMissed: 'ask' as const } };
    const it = await open({ kind: 'draft', draft: planned }, [planned]);
    await it.press('Close and keep the draft');
    await eventually(() => expect(it.value.notices.shown.get().at(-1)?.text).toBe('Kept, and still scheduled'));
    expect(it.drafts.get('planned')?.schedule).toEqual(planned.schedule);
  });

  it('sends a draft whose time went by once, however often it is pressed, and as it is by then', async () => {
    const missed = {
      ...written,
      id: 'missed',
      text: 'late',
      schedule: { atMs: Date.now() - 3_600_000, ifMissed: 'ask' as const },
    };
    const it = await open({ kind: 'new' }, [missed]);
    await eventually(() => it.button('1 other draft'));
    await it.press('1 other draft');
    await eventually(() => it.button('Send now'));
    it.drafts.set('missed', { ...missed, text: 'late, and changed' });
    const button = it.button('Send now');
    await act(async () => {
      button.click();
      button.click();
    });
    await eventually(() => expect(it.posted).toMatchObject([{ text: 'late, and changed', schedule: undefined }]));
    it.drafts.delete('missed');
    await act(async () => button.click());
    expect(it.posted).toHaveLength(1);
  });
});

function locksOf(held: ReadonlySet<string>): Pick<LockManager, 'request'> {
  const request = async (name: string, _options: LockOptions, run: (lock: Lock | null) => Promise<unknown>): Promise<unknown> =>
    run(held.has(name) ? null : ({ name, mode: 'exclusive' } as Lock));
  return { request: request as LockManager['request'] };
}
