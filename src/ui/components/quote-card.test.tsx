// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { PollenApp } from '../../services/app-api.ts';
import type { ReadingDesk } from '../../services/reading/reading-api.ts';
import { quotedPost } from '../development/sample-media.ts';
import { draw } from '../testing/draw.tsx';
import { QuoteCard, quoteViewOf } from './quote-card.tsx';

const post = quotedPost(Date.now());
const link = (element: HTMLElement): string | null | undefined => element.querySelector('blockquote > a')?.getAttribute('href');

function reading(seek: () => Promise<boolean>): Partial<PollenApp> {
  const desk: Pick<ReadingDesk, 'seek'> = { seek };
  return { reading: async () => desk as ReadingDesk };
}

describe('the card of a quoted post', () => {
  it('shows its beginning and leads to it', async () => {
    const { element } = await draw(<QuoteCard quote={quoteViewOf(post)} />);
    expect(element.textContent).toContain('A bridge is a road');
    expect(element.textContent).toContain('Ada Okonkwo');
    expect(link(element)).toContain(encodeURIComponent('quoted'));
  });

  it('leads nowhere where it stands still', async () => {
    const { element } = await draw(<QuoteCard quote={quoteViewOf(post)} still />);
    expect(link(element)).toBeUndefined();
  });

  it('shows no more than the warning of what has one', async () => {
    const { element } = await draw(<QuoteCard quote={quoteViewOf({ ...post, warning: 'Heights' })} />);
    expect(element.textContent).toContain('Heights');
    expect(element.textContent).not.toContain('A bridge');
  });

  it.each([
    ['hidden', 'Quotes somebody whom you do not want to see.'],
    ['deleted', 'The quoted post was deleted.'],
  ] as const)('says that it is %s, and nothing else', async (lacks, text) => {
    const { element } = await draw(<QuoteCard quote={{ id: post.id, lacks }} />);
    expect(element.textContent).toBe(text);
  });

  it('looks for what is not here, and says when nobody has it', async () => {
    const seek = vi.fn(async () => false);
    const { element, press } = await draw(<QuoteCard quote={{ id: post.id, lacks: 'unknown' }} />, reading(seek));
    await press('Look for it');
    expect(seek).toHaveBeenCalledWith(post.id);
    expect(element.querySelector('[role=status]')?.textContent?.trim()).toBe('Nobody who can be reached now has it.');
  });

  it('keeps its height when it is found', async () => {
    const { element } = await draw(<QuoteCard quote={{ id: post.id, lacks: 'unknown' }} />);
    const before = element.firstElementChild?.className;
    expect(before).toContain('kept');
    await act(async () => undefined);
    expect(element.textContent).toContain('Quotes a post that is not on this device.');
  });
});
