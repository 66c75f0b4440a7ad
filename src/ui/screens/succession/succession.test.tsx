// @vitest-environment jsdom
import { act, type ReactNode, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { Button } from '../../components/button.tsx';
import { draw, type Drawn } from '../../testing/draw.tsx';
import { PairingStep } from '../devices/pairing-step.tsx';
import { Succession } from './succession.tsx';

async function shown(): Promise<Drawn> {
  const drawn = await draw(
    <main>
      <Succession />
    </main>,
  );
  await act(() => vi.waitFor(() => expect(drawn.element.textContent).toContain('Move to another account')));
  return drawn;
}

function fieldOf({ element }: Drawn, label: RegExp): HTMLInputElement {
  const found = [...element.querySelectorAll('label')].find(({ textContent }) => label.test(textContent));
  const field = found?.control ?? found?.querySelector('input');
  if (!(field instanceof HTMLInputElement)) throw new Error(`no field ${String(label)}`);
  return field;
}

async function type(field: HTMLInputElement, text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** As a keyboard does: the focus is on the button, and is not lost with it. */
async function pressFocused(drawn: Drawn, name: string): Promise<void> {
  await act(async () => drawn.button(name).focus());
  await drawn.press(name);
}

describe('moving away', () => {
  it('is offered only after the other account was seen to name this one', async () => {
    const drawn = await shown();
    const field = fieldOf(drawn, /Address of the other account/);
    await type(field, 'somebody');
    expect(() => drawn.button('Say that I have moved')).toThrow();
    await pressFocused(drawn, 'Look at it');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(drawn.element.textContent).toContain('The other account does not name this one.');
    await type(field, 'there');
    await pressFocused(drawn, 'Look at it');
    expect(drawn.element.textContent).toContain('Mira on the go names this account as its own.');
    expect(document.activeElement).not.toBe(document.body);
    await pressFocused(drawn, 'Say that I have moved');
    await act(() => vi.waitFor(() => expect(drawn.element.textContent).toContain('Your profile says that you have moved')));
    expect(document.activeElement).not.toBe(document.body);
  });

  it('asks again when the address is another one', async () => {
    const drawn = await shown();
    const field = fieldOf(drawn, /Address of the other account/);
    await type(field, 'there');
    await drawn.press('Look at it');
    await type(field, 'there and elsewhere');
    expect(() => drawn.button('Say that I have moved')).toThrow();
  });
});

describe('ending the account', () => {
  it('says what will happen, asks once more, and then what is left to do', async () => {
    const drawn = await shown();
    expect(drawn.element.textContent).toContain('cannot be called back');
    expect(drawn.button('End the account').getAttribute('aria-disabled')).toBe('true');
    const field = fieldOf(drawn, /to end the account/);
    await type(field, 'me');
    await drawn.press('End the account');
    const confirm = (): Promise<void> =>
      act(async () => {
        const buttons = [...document.querySelectorAll<HTMLButtonElement>('dialog button')];
        buttons.find(({ textContent }) => textContent === 'End the account')?.click();
      });
    await confirm();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await type(field, 'me, really');
    await pressFocused(drawn, 'End the account');
    await confirm();
    await act(() => vi.waitFor(() => expect(drawn.element.textContent).toContain('This account has ended')));
    expect(document.activeElement).not.toBe(document.body);
    expect(drawn.element.textContent).toContain('It was not you?');
    await act(() => vi.waitFor(() => expect(drawn.button('Remove from this device').getAttribute('aria-disabled')).toBeNull()));
    await drawn.press('Remove from this device');
    expect(document.querySelector('dialog')?.textContent).toContain('Remove');
  });
});

function Steps(): ReactNode {
  const [title, setTitle] = useState('First');
  return (
    <>
      <PairingStep title={title} />
      <Button onClick={() => setTitle('Second')}>Go on</Button>
    </>
  );
}

it('each step of a pairing has the focus on a title of its own, so that it is read out', async () => {
  const drawn = await draw(<Steps />);
  const first = document.activeElement;
  expect(first?.textContent).toBe('First');
  await drawn.press('Go on');
  expect(document.activeElement?.textContent).toBe('Second');
  expect(document.activeElement).not.toBe(first);
});
