import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { NotificationView } from '../../services/app-api.ts';
import type { Note } from '../../sw/notes.ts';
import { sampleNotifications } from '../development/sample-notifications.ts';
import { samplePost } from '../development/sample-posts.ts';
import { messages } from '../locales/en/reading.po';
import { type NotifyChoice, readNotifyChoice, usualChoice, writeNotifyChoice } from './notify-choice.ts';
import { tellNews } from './tell-news.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);
const samples = sampleNotifications([samplePost(0, nowMs)], nowMs);

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages }));

function notification(id: string, type: NotificationView['type'], over: Partial<NotificationView> = {}): NotificationView {
  const [sample] = samples;
  if (sample === undefined) throw new Error('no sample notifications');
  return { ...sample, id, type, read: false, atMs: nowMs - 1000, ...over };
}

function start(choice: Partial<NotifyChoice> = {}) {
  const state = { items: [notification('old', 'reply')], visible: false, choice: { ...usualChoice, on: true, ...choice } };
  const shown: Note[][] = [];
  let changed: (topics: ReadonlySet<string>) => void = () => undefined;
  const reads = vi.fn<() => Promise<{ items: NotificationView[] }>>(async () => ({ items: [...state.items] }));
  const stop = tellNews({
    app: {
      changes: (listener) => {
        changed = listener;
        return () => (changed = () => undefined);
      },
      notifications: reads,
    },
    choice: () => state.choice,
    mayTell: () => !state.visible,
    show: (notes) => shown.push([...notes]),
    nowMs: () => nowMs,
  });
  async function arrive(...items: NotificationView[]): Promise<void> {
    state.items = [...items, ...state.items];
    changed(new Set(['notifications']));
    const before = reads.mock.calls.length;
    await vi.waitFor(() => expect(!state.choice.on || reads.mock.calls.length > before - 1).toBe(true));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { state, shown, arrive, stop };
}

describe('news in the background', () => {
  it('are told once, in words, and lead to what they are about', async () => {
    const { shown, arrive } = start();
    await arrive(notification('new', 'reply'));
    await arrive();
    expect(shown).toHaveLength(1);
    expect(shown[0]).toEqual([
      expect.objectContaining({
        title: expect.stringMatching(/answered you$/),
        tag: 'pollen-new',
        lang: expect.stringMatching(/^en/),
      }),
    ]);
    expect(shown[0]?.[0]?.place).toMatch(/^\/(post|person)\//);
  });

  it('are not what was there before, when something newer is taken back', async () => {
    const { state, shown, arrive } = start();
    const page = (from: number) =>
      Array.from({ length: 20 }, (_, at) => notification(`n${from + at}`, 'reply', { atMs: nowMs - 1000 * (from + at) }));
    state.items = page(1);
    await arrive();
    shown.length = 0;
    state.items = page(2);
    await arrive();
    expect(shown).toEqual([]);
    state.items = page(0);
    await arrive();
    expect(shown).toHaveLength(1);
  });

  it('are only of the kinds that were chosen', async () => {
    const { shown, arrive } = start();
    await arrive(notification('1', 'like'), notification('2', 'boost'), notification('3', 'ended'));
    expect(shown).toEqual([]);
    await arrive(notification('4', 'follow'));
    expect(shown).toHaveLength(1);
  });

  it('of a time when the app was in sight are never told later', async () => {
    const { state, shown, arrive } = start();
    state.visible = true;
    await arrive(notification('seen', 'mention'));
    state.visible = false;
    await arrive();
    expect(shown).toEqual([]);
  });

  it('that were read elsewhere, or are old, are not told', async () => {
    const { shown, arrive } = start();
    await arrive(
      notification('read', 'mention', { read: true }),
      notification('old one', 'mention', { atMs: nowMs - 90_000_000 }),
    );
    expect(shown).toEqual([]);
  });

  it('that are many become one', async () => {
    const { shown, arrive } = start();
    await arrive(...['a', 'b', 'c', 'd'].map((id) => notification(id, 'mention')));
    expect(shown).toEqual([[expect.objectContaining({ title: '4 new notifications', place: '/notifications' })]]);
  });

  it('hold no words of posts when that was chosen', async () => {
    const { shown, arrive } = start({ words: false });
    await arrive(notification('new', 'mention', { post: samplePost(0, nowMs) }));
    expect(shown[0]?.[0]?.body).toBe('');
  });

  it('are not told while it is off, nor what came meanwhile when it is turned on', async () => {
    const { state, shown, arrive } = start({ on: false });
    await arrive(notification('off', 'mention'));
    state.choice = { ...state.choice, on: true };
    await arrive();
    expect(shown).toEqual([]);
  });
});

describe('the choice', () => {
  it('is kept on the device', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect(readNotifyChoice(storage)).toEqual(usualChoice);
    expect(usualChoice.on).toBe(false);
    expect(writeNotifyChoice(storage, { on: true, kinds: ['boost'], words: false })).toBe(true);
    expect(readNotifyChoice(storage)).toEqual({ on: true, kinds: ['boost'], words: false });
  });

  it('is the usual one when what is kept is damaged, or nothing can be kept', () => {
    expect(readNotifyChoice({ getItem: () => '{"kinds":["x",7],"on":1}' })).toEqual({ on: false, kinds: [], words: true });
    expect(readNotifyChoice({ getItem: () => 'no json' })).toEqual(usualChoice);
    expect(readNotifyChoice(undefined)).toEqual(usualChoice);
    const refuse = (): never => {
      throw new Error('denied');
    };
    expect(writeNotifyChoice({ setItem: refuse }, usualChoice)).toBe(false);
  });
});
