// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { ok, err } from '../../protocol/result.ts';
import type { PollView } from '../../services/app-api.ts';
import type { PollsDesk } from '../../services/polls/polls-api.ts';
import { draw } from '../testing/draw.tsx';
import { Poll } from './poll.tsx';

const id = 'ap://did:key:z6MkAda/o/1.jsonld' as ObjectId;
const poll: PollView = {
  options: [
    { title: 'Tea', votes: 1 },
    { title: 'Coffee', votes: 0 },
  ],
  isMultiple: false,
  endsMs: Date.now() + 3_600_000,
  voters: 1,
  mine: [],
  isPollen: true,
  canVote: true,
};

async function show(view: PollView, vote: PollsDesk['vote'] = async () => ok(undefined)) {
  const drawn = await draw(<Poll poll={view} id={id} />, { polls: async () => ({ vote }) });
  await vi.waitFor(async () => {
    await act(async () => undefined);
    if (drawn.element.textContent === '') throw new Error('not drawn yet');
  });
  return drawn;
}

const choose = (element: HTMLElement, place: number): Promise<void> =>
  act(async () => [...element.querySelectorAll('input')][place]?.click());

describe('voting', () => {
  it('is said to be public before it is done, and takes one answer', async () => {
    const vote = vi.fn<PollsDesk['vote']>(async () => ok(undefined));
    const { element, button, press, value } = await show(poll, vote);
    await vi.waitFor(() => expect(element.textContent).toContain('Everybody can see what you vote for'));
    expect(button('Vote').getAttribute('aria-disabled')).toBe('true');
    await choose(element, 0);
    await choose(element, 1);
    await press('Vote');
    expect(vote).toHaveBeenCalledExactlyOnceWith(id, ['Coffee']);
    expect(value.notices.shown.get().at(-1)?.text).toBe('Your vote is on its way');
  });

  it('takes several answers where that is asked', async () => {
    const vote = vi.fn<PollsDesk['vote']>(async () => ok(undefined));
    const { element, press } = await show({ ...poll, isMultiple: true }, vote);
    await vi.waitFor(() => expect(element.querySelectorAll('input[type=checkbox]')).toHaveLength(2));
    await choose(element, 1);
    await choose(element, 0);
    await press('Vote');
    expect(vote).toHaveBeenCalledExactlyOnceWith(id, ['Coffee', 'Tea']);
  });

  it('says why it was not possible', async () => {
    const { element, press, value } = await show(poll, async () => err({ type: 'closed' }));
    await vi.waitFor(() => expect(element.querySelector('input')).not.toBeNull());
    await choose(element, 0);
    await press('Vote');
    expect(value.notices.shown.get().at(-1)?.text).toBe('This poll takes no more votes.');
  });

  it('shows what one chose, and reads only where one cannot vote', async () => {
    const { element } = await show({ ...poll, mine: ['Tea'], canVote: false });
    expect(element.textContent).toContain('Your vote');
    expect(element.querySelector('input')).toBeNull();
    expect(element.textContent).not.toContain('Votes are cast on its server');
  });
});
