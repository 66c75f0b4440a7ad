// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { Poll, sharesOf } from './poll.tsx';

const shares = (poll: Parameters<typeof sharesOf>[0]): (number | undefined)[] => sharesOf(poll).map(({ share }) => share);

describe('a poll', () => {
  it('gives each answer its share of the votes', () => {
    expect(
      shares({
        isMultiple: false,
        options: [
          { title: 'a', votes: 30 },
          { title: 'b', votes: 10 },
        ],
      }),
    ).toEqual([0.75, 0.25]);
  });

  it('counts people, not votes, where several answers may be chosen', () => {
    const options = [
      { title: 'a', votes: 8 },
      { title: 'b', votes: 8 },
    ];
    expect(shares({ isMultiple: true, voters: 10, options })).toEqual([0.8, 0.8]);
    // A server that says nonsense does not draw bars beyond the end.
    expect(shares({ isMultiple: true, voters: 2, options })).toEqual([1, 1]);
  });

  it('shows no share that nobody told', () => {
    expect(shares({ isMultiple: false, options: [{ title: 'a' }, { title: 'a' }] })).toEqual([undefined, undefined]);
    expect(shares({ isMultiple: false, options: [{ title: 'a', votes: 0 }] })).toEqual([0]);
  });

  it('says when it ends, how many voted, and that one cannot vote here', async () => {
    const poll = {
      isMultiple: false,
      voters: 40,
      endsMs: 1,
      options: [
        { title: 'Tea', votes: 30 },
        { title: 'Coffee', votes: 10 },
      ],
    };
    const { element } = await draw(<Poll poll={poll} />);
    expect([...element.querySelectorAll('li')].map((item) => item.textContent)).toEqual(['Tea75%', 'Coffee25%']);
    expect(element.textContent).toContain('40 votes · Closed · Votes are cast on its server');
  });
});
