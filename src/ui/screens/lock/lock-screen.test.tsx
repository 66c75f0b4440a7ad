// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { err, ok } from '../../../protocol/result.ts';
import type { LockDesk, LockView } from '../../../services/lock/lock-api.ts';
import { draw, type Drawn } from '../../testing/draw.tsx';
import { LockScreen } from './lock-screen.tsx';

const view: LockView = { on: true, idleMinutes: 15, hasPassphrase: true, canUsePasskeys: true, passkeys: [] };
const unused = (): never => {
  throw new Error('not asked for');
};

async function drawLocked(lock: Partial<LockDesk>): Promise<Drawn> {
  const desk: LockDesk = {
    read: async () => view,
    turnOn: unused,
    turnOff: unused,
    setIdleMinutes: unused,
    unlock: unused,
    unlockWithPasskey: unused,
    addPasskey: unused,
    removePasskey: unused,
    lock: unused,
    ...lock,
  };
  return draw(<LockScreen />, { lock: async () => desk });
}

const field = (element: HTMLElement): HTMLInputElement => {
  const found = element.querySelector<HTMLInputElement>('input[type=password]');
  if (found === null) throw new Error('no field');
  return found;
};

async function unlock({ element, press }: Drawn, text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(element), text);
    field(element).dispatchEvent(new Event('input', { bubbles: true }));
  });
  await press('Unlock');
}

describe('the lock screen', () => {
  it('begins in the field, gives up what was read and written, and says nothing of the account', async () => {
    const drawn = await drawLocked({});
    expect(document.activeElement).toBe(field(drawn.element));
    expect(document.title).toBe('Pollen is locked · Pollen');
    expect(drawn.value.composing.intent.get()).toBeUndefined();
    expect(drawn.element.textContent).not.toContain('Ada');
    expect(() => drawn.button('Unlock with passkey')).toThrow();
  });

  it('says what was wrong, and until when nothing is tried', async () => {
    const tried = vi.fn(async () => err({ type: 'wrong-passphrase' as const, waitUntilMs: Date.now() + 3_500 }));
    const drawn = await drawLocked({ unlock: tried });
    await unlock(drawn, 'wrong');
    expect(drawn.element.querySelector('[role=alert]')?.textContent).toBe('That is not the passphrase.');
    expect(drawn.element.textContent).toContain('Next try in 4 seconds');
    await drawn.press('Unlock');
    expect(tried).toHaveBeenCalledTimes(1);
  });

  it('shows the pause that began in another tab, or before a reload', async () => {
    const { element } = await drawLocked({ read: async () => ({ ...view, waitUntilMs: Date.now() + 29_500 }) });
    expect(element.textContent).toContain('Next try in 30 seconds');
  });

  it('forgets the passphrase when it was right', async () => {
    const tried = vi.fn(async () => ok(undefined));
    const drawn = await drawLocked({ unlock: tried });
    await unlock(drawn, 'right');
    expect(tried).toHaveBeenCalledWith('right');
    expect(field(drawn.element).value).toBe('');
  });

  it('offers passkeys where there are some, and says so when one is not used', async () => {
    const refused = vi.fn(async () => err({ type: 'passkey-refused' as const }));
    const passkeys = [{ id: 'a', addedAtMs: 1 }];
    const drawn = await drawLocked({ read: async () => ({ ...view, passkeys }), unlockWithPasskey: refused });
    await drawn.press('Unlock with passkey');
    expect(drawn.element.querySelector('[role=alert]')?.textContent).toMatch(/^The passkey was not used/);
    const without = await drawLocked({ read: async () => ({ ...view, passkeys, canUsePasskeys: false }) });
    expect(() => without.button('Unlock with passkey')).toThrow();
  });
});
