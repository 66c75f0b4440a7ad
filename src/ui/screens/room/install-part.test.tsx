// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { installPrompt, keepInstallPrompt } from '../../installed/install-prompt.ts';
import { draw } from '../../testing/draw.tsx';
import { InstallPart } from './install-part.tsx';

afterEach(() => installPrompt.set(undefined));

describe('installing', () => {
  it('asks the browser when its button is pressed, and says that it is done', async () => {
    keepInstallPrompt();
    const { element, press } = await draw(<InstallPart />);
    expect(element.querySelector('button')).toBeNull();
    let asked = 0;
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: async () => (asked += 1),
      userChoice: Promise.resolve({ outcome: 'accepted' }),
    });
    await act(async () => void dispatchEvent(offer));
    // Otherwise the browser would ask by itself, at a moment of its own.
    expect([offer.defaultPrevented, asked]).toEqual([true, 0]);
    await press('Install Pollen');
    expect(asked).toBe(1);
    expect(element.textContent).toContain('Pollen is installed here.');
    expect(element.querySelector('button')).toBeNull();
  });

  it('says how where the browser offers nothing', async () => {
    const { element } = await draw(<InstallPart />);
    expect(element.textContent).toMatch(/menu|Install/);
    expect(element.querySelector('button')).toBeNull();
  });
});
