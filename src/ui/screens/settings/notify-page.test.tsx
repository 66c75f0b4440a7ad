// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNotifyChoice } from '../../installed/notify-choice.ts';
import { draw } from '../../testing/draw.tsx';
import { NotifyPage } from './notify-page.tsx';

const asked: string[] = [];
const sent: unknown[] = [];

/** A browser that answers the question for leave with `answer`. */
function browserThatSays(answer: NotificationPermission): void {
  const Notification = {
    permission: 'default' as NotificationPermission,
    async requestPermission() {
      asked.push(answer);
      Notification.permission = answer;
      return answer;
    },
  };
  Object.assign(globalThis, { Notification });
  const registration = { active: { postMessage: (message: unknown) => sent.push(message) } };
  const container = { getRegistration: async () => registration };
  Object.defineProperty(navigator, 'serviceWorker', { value: container, configurable: true });
}

beforeEach(() => {
  asked.length = 0;
  sent.length = 0;
  localStorage.clear();
});

afterEach(() => {
  Reflect.deleteProperty(navigator, 'serviceWorker');
  Reflect.deleteProperty(globalThis, 'Notification');
});

describe('notifications of this device', () => {
  it('are asked for by a button only, and can be chosen by kind', async () => {
    browserThatSays('granted');
    const { element, press } = await draw(<NotifyPage />);
    expect(asked).toEqual([]);
    expect(element.textContent).toContain('While Pollen is closed, nothing comes');
    await press('Turn on notifications');
    expect(asked).toEqual(['granted']);
    expect(readNotifyChoice(localStorage)).toEqual({ on: true, kinds: ['mention', 'reply', 'follow', 'post'], words: true });
    const box = (name: string): HTMLInputElement | null | undefined =>
      [...element.querySelectorAll('label')].find(({ textContent }) => textContent === name)?.querySelector('input');
    await act(async () => box('Boosts of my posts')?.click());
    await act(async () => box('Mentions')?.click());
    await act(async () => box('Show what was written')?.click());
    expect(readNotifyChoice(localStorage)).toEqual({ on: true, kinds: ['reply', 'follow', 'post', 'boost'], words: false });
    await press('Show an example');
    expect(sent).toEqual([expect.objectContaining({ type: 'notes', asked: true })]);
    await press('Turn off notifications');
    expect(readNotifyChoice(localStorage).on).toBe(false);
  });

  it('say what to do when the browser refuses', async () => {
    browserThatSays('denied');
    const { element, press } = await draw(<NotifyPage />);
    await press('Turn on notifications');
    expect(element.textContent).toContain('does not let Pollen notify you');
    expect(readNotifyChoice(localStorage).on).toBe(false);
  });

  it('say so where there are none', async () => {
    const { element } = await draw(<NotifyPage />);
    expect(element.textContent).toContain('This browser cannot show notifications');
    expect([...element.querySelectorAll('button')].map(({ textContent }) => textContent)).not.toContain('Turn on notifications');
  });
});
