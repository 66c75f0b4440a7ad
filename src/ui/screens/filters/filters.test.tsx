// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { draw, type Drawn } from '../../testing/draw.tsx';
import { Filters } from './filters.tsx';

async function fill(text: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('dialog input');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input?.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

const rows = ({ element }: Drawn): string[] => [...element.querySelectorAll('li')].map((row) => row.textContent);

describe('filters', () => {
  it('are listed with what they do, where and until when', async () => {
    const drawn = await draw(<Filters />);
    await expect.poll(() => rows(drawn)).toHaveLength(2);
    expect(rows(drawn)[0]).toBe('lotteryFolded: Home and lists and Conversations');
    expect(rows(drawn)[1]).toMatch(/^#spoilersHidden: Home and lists, until /);
  });

  it('are added, and refused without words', async () => {
    const drawn = await draw(<Filters />);
    await drawn.press('Add filter');
    await drawn.press('Save filter');
    expect(document.querySelector('dialog [role=alert]')?.textContent).toBe('Say what to look for.');
    await fill('election');
    await drawn.press('Save filter');
    await expect.poll(() => rows(drawn)).toHaveLength(3);
    expect(rows(drawn)[2]).toBe('electionFolded: Home and lists, Notifications, Conversations, and Everywhere else');
  });

  it('are deleted, which can be taken back', async () => {
    const drawn = await draw(<Filters />);
    await expect.poll(() => rows(drawn)).toHaveLength(2);
    await drawn.press('Delete filter “lottery”');
    await expect.poll(() => rows(drawn)).toHaveLength(1);
    const [notice] = drawn.value.notices.shown.get();
    await act(async () => notice?.action?.run());
    await expect.poll(() => rows(drawn)).toHaveLength(2);
  });
});
