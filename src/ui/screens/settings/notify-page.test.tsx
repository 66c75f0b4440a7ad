// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNotifyChoice } from '../../installed/notify-choice.ts';
import { draw } from '../../testing/draw.tsx';
import { NotifyPage } from './notify-page.tsx';

const asked: string[] = [];
const shown: string[] = [];

/** A browser that answers the question for leave with `answer`, and whose system takes what is shown or does not. */
function browserThatSays(answer: NotificationPermission, system: { takes: boolean } = { takes: true }): void {
  const Notification = {
    permission: 'default' as NotificationPermission,
    async requestPermission() {
      asked.push(answer);
      Notification.permission = answer;
      return answer;
    },
  };
  Object.assign(globalThis, { Notification });
  const registration = {
    scope: 'https://pollen.example/app/',
    async showNotification(title: string) {
      if (!system.takes) throw new TypeError('No notification permission has been granted for this origin.');
      shown.push(title);
    },
  };
  const container = { getRegistration: async () => registration };
  Object.defineProperty(navigator, 'serviceWorker', { value: container, configurable: true });
}

beforeEach(() => {
  asked.length = 0;
  shown.length = 0;
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
    expect(shown).toEqual(['Pollen notifies you']);
    expect(element.textContent).toContain('Your system has the example');
    await press('Turn off notifications');
    expect(readNotifyChoice(localStorage).on).toBe(false);
  });

  it('say so when an example could not be shown, and when it could after that', async () => {
    const system = { takes: false };
    browserThatSays('granted', system);
    const { element, press } = await draw(<NotifyPage />);
    await press('Turn on notifications');
    await press('Show an example');
    expect(element.textContent).toContain('The example could not be shown');
    system.takes = true;
    await press('Show an example');
    expect(element.textContent).not.toContain('could not be shown');
    expect(element.textContent).toContain('Your system has the example');
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
