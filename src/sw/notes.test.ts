import { describe, expect, it } from 'vitest';
import { isNotesMessage, type Note, openNote, showNote, showNotes } from './notes.ts';

const scope = 'https://pollen.example/app/';
const note: Note = { title: 'Ada', body: 'Ada answered you', tag: 'pollen-1', place: '/post/1', lang: 'en', dir: 'ltr', atMs: 1 };

function worker(...visibility: readonly string[]) {
  const shown: [title: string, options: NotificationOptions][] = [];
  const gone: string[] = [];
  const opened: string[] = [];
  const focused: number[] = [];
  const windows = {
    matchAll: async () =>
      visibility.map((visibilityState, index) => ({
        visibilityState,
        focused: visibilityState === 'visible',
        focus: async () => focused.push(index),
        url: `${scope}?page=${index}#/settings`,
        navigate: async (url: string) => {
          if (visibilityState === 'lost') throw new TypeError('not controlled');
          gone.push(url);
        },
      })),
    openWindow: async (url: string) => opened.push(url),
  };
  const registration = {
    scope,
    showNotification: async (title: string, options: NotificationOptions) => void shown.push([title, options]),
  };
  return { shown, gone, opened, focused, windows, registration };
}

describe('notifications of the system', () => {
  it('are shown while every page is out of sight, and lead somewhere', async () => {
    const { shown, windows, registration } = worker('hidden', 'hidden');
    await showNotes({ type: 'notes', notes: [note] }, windows, registration);
    expect(shown).toEqual([['Ada', expect.objectContaining({ body: note.body, tag: note.tag, data: { place: '/post/1' } })]]);
    expect(shown[0]?.[1].icon).toBe('https://pollen.example/app/icons/icon-192.png');
  });

  it('are silent when any page is in sight, unless somebody asked to see one', async () => {
    const { shown, windows, registration } = worker('hidden', 'visible');
    await showNotes({ type: 'notes', notes: [note] }, windows, registration);
    expect(shown).toEqual([]);
    await showNote(note, registration);
    expect(shown).toHaveLength(1);
  });

  it('are never a flood', async () => {
    const { shown, windows, registration } = worker();
    await showNotes({ type: 'notes', notes: Array.from({ length: 50 }, () => note) }, windows, registration);
    expect(shown).toHaveLength(5);
  });

  it('bring the page that is there to the front, the one in use before others', async () => {
    const { gone, focused, opened, windows } = worker('hidden', 'visible');
    await openNote({ place: '/post/1' }, windows, scope);
    expect(gone).toEqual(['https://pollen.example/app/?page=1#/post/1']);
    expect(focused).toEqual([1]);
    expect(opened).toEqual([]);
  });

  it('open another page where one cannot be led', async () => {
    const { opened, windows } = worker('lost');
    await openNote({ place: '/post/1' }, windows, scope);
    expect(opened).toEqual(['https://pollen.example/app/#/post/1']);
  });

  it.each([
    [{ place: '/notifications' }, 'https://pollen.example/app/#/notifications'],
    [{ place: 'https://evil.example' }, 'https://pollen.example/app/#/'],
    [undefined, 'https://pollen.example/app/#/'],
  ])('open one where there is none, never another website: %j', async (data, url) => {
    const { opened, windows } = worker();
    await openNote(data, windows, scope);
    expect(opened).toEqual([url]);
  });

  it('come from messages that say so', () => {
    expect([isNotesMessage({ type: 'notes' }), isNotesMessage('skip-waiting'), isNotesMessage(null)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
