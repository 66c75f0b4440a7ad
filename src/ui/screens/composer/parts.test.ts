import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { DraftRecord } from '../../../protocol/ports/records.ts';
import { moveAttachment } from './change-attachments.ts';
import { addPart, changePart, givenOptions, mostParts, partsOf, removePart } from './parts.ts';

const blank: DraftRecord = {
  id: 'x',
  text: 'one',
  warning: '',
  language: 'en',
  audience: 'public',
  attachments: [],
  savedAtMs: 0,
};
const thread: DraftRecord = {
  ...blank,
  more: [
    { key: 'a', text: 'two', attachments: [] },
    { key: 'b', text: 'three', attachments: [] },
  ],
};
const words = (draft: DraftRecord): string[] => partsOf(draft).map(({ text }) => text);
const picture = (digest: string) => ({ digest, mediaType: 'image/webp', alt: digest, width: 1, height: 1 });

describe('posts of a thread', () => {
  it('are changed one by one', () => {
    expect(words({ ...thread, ...changePart(thread, 'first', { text: 'ONE' }) })).toEqual(['ONE', 'two', 'three']);
    expect(words({ ...thread, ...changePart(thread, 'b', ({ text }) => ({ text: `${text}!` })) })).toEqual([
      'one',
      'two',
      'three!',
    ]);
    expect(words({ ...thread, ...changePart(thread, 'gone', { text: 'x' }) })).toEqual(['one', 'two', 'three']);
  });

  it('are put in and taken out anywhere; the first one may go, the only one not', () => {
    expect(words({ ...thread, ...addPart(thread, 'a', 'new') })).toEqual(['one', 'two', '', 'three']);
    expect(words({ ...blank, ...addPart(blank, 'first', 'new') })).toEqual(['one', '']);
    expect(words({ ...thread, ...removePart(thread, 'first') })).toEqual(['two', 'three']);
    expect({ ...thread, ...removePart({ ...thread, ...removePart(thread, 'a') }, 'b') }).toEqual({
      ...blank,
      more: undefined,
      poll: undefined,
    });
    expect(removePart(blank, 'first')).toEqual({});
  });

  it('never are more than may be published at once', () => {
    let draft: DraftRecord = blank;
    for (let index = 0; index < 40; index += 1) draft = { ...draft, ...addPart(draft, 'first', `${index}`) };
    expect(partsOf(draft)).toHaveLength(mostParts);
  });
});

describe('pictures', () => {
  it('are moved without being lost or doubled, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
        fc.constantFrom('a', 'b', 'x'),
        fc.integer({ min: -5, max: 5 }),
        (digests, which, by) => {
          const moved = moveAttachment(digests.map(picture), which, by);
          expect(moved.map(({ digest }) => digest).toSorted()).toEqual(digests.toSorted());
        },
      ),
    );
    expect(moveAttachment(['a', 'b', 'c'].map(picture), 'a', 1).map(({ digest }) => digest)).toEqual(['b', 'a', 'c']);
  });
});

it('answers count once, without blanks', () => {
  expect(givenOptions({ options: [' Tea', 'Tea ', '', 'a  b'], isMultiple: false, minutes: 1 })).toEqual(['Tea', 'a b']);
});
