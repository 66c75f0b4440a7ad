// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { people } from '../../development/sample-people.ts';
import { draw } from '../../testing/draw.tsx';
import { ChooseLists } from './choose-lists.tsx';
import { List } from './list.tsx';
import { Lists } from './lists.tsx';

const [ada] = people;
if (ada === undefined) throw new Error('no sample people');

/** React listens to the setter of the element, not to the property. */
async function type(element: HTMLElement, text: string): Promise<void> {
  const input = element.querySelector<HTMLInputElement>('form input');
  if (input === null) throw new Error('no field');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

describe('lists', () => {
  it('stand with how many are in each, and a new one opens', async () => {
    const { element, places, press } = await draw(<Lists />);
    expect([...element.querySelectorAll('li')].map((item) => item.textContent)).toContain('Garden people4 people');
    await type(element, '  Birds ');
    await press('Make list');
    expect(places.at(-1)).toMatch(/^\/lists\/.+/);
  });

  it('take in and let go of people from their profile', async () => {
    const { element, value } = await draw(<ChooseLists person={ada} onClose={() => undefined} />);
    const boxes = (): HTMLInputElement[] => [...element.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    expect(boxes().map((box) => box.checked)).toEqual([true, false, false]);
    await act(async () => boxes()[1]?.click());
    expect(boxes().map((box) => box.checked)).toEqual([true, true, false]);
    const desk = await value.app.collections();
    expect(await desk.listsOf(ada.id)).toHaveLength(2);
  });

  it('take in whom one follows, found by name, from the list itself', async () => {
    const { element, press, value } = await draw(<List id="l2" />);
    await press(/^1 person/);
    const field = element.querySelector<HTMLInputElement>('dialog input[type=search]');
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, ada.name.toUpperCase());
      field?.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press(`Add ${ada.name}`);
    const desk = await value.app.collections();
    expect((await desk.members('l2')).map(({ member }) => member)).toContain(ada.id);
    expect([...element.querySelectorAll('dialog button')].map((button) => button.getAttribute('aria-label'))).not.toContain(
      `Add ${ada.name}`,
    );
  });

  it('are deleted after asking, and their people are not unfollowed by it', async () => {
    const { element, press, places, value } = await draw(<List id="l1" />);
    await press('More for this list');
    await press('Delete list');
    expect(element.textContent).toContain('You go on following the people in it.');
    const confirm = [...element.querySelectorAll('dialog button')].find((button) => button.textContent === 'Delete list');
    await act(async () => (confirm as HTMLButtonElement).click());
    expect((await (await value.app.collections()).lists()).map(({ id }) => id)).not.toContain('l1');
    expect(places.at(-1)).toBe('/lists');
  });

  it('say when there is none of that address', async () => {
    const { element } = await draw(<List id="nothing" />);
    expect(element.textContent).toContain('This list is not here');
  });
});
