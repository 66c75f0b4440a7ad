import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyBits, setBit } from './bits.ts';
import type { SearchDocument } from './document.ts';
import { mergeSegments, type MergeSource } from './merge-segments.ts';
import { TermReader } from './term-reader.ts';
import { writeSegment } from './write-segment.ts';

const terms = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom('a', 'ab', 'abc', 'b', '東', '𐐷', '\uffee', '𐐷x'),
    fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.isWellFormed()),
  ),
  {
    maxLength: 12,
  },
);
const document = fc.record({ atMs: fc.integer({ min: 0, max: 5 }), author: fc.constantFrom('x', 'y'), terms });

const breathe = async (): Promise<void> => undefined;

it('merging says what writing all at once says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(document, { maxLength: 8 }), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      async (groups, without) => {
        let count = 0;
        const named = groups.map((group) =>
          group.map((one): SearchDocument => ({ ...one, id: `ap://${one.author}/o/${count++}`, terms: new Set(one.terms) })),
        );
        const dead = named.flat().at(without)?.id;
        const sources: MergeSource[] = [];
        for (const documents of named) {
          const written = await writeSegment(documents, 1, breathe);
          const bits = emptyBits(documents.length);
          const sorted = documents.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1));
          const place = sorted.findIndex(({ id }) => id === dead);
          if (place >= 0) setBit(bits, place);
          sources.push({ ...written, dead: bits });
        }
        const merged = await mergeSegments(sources, breathe);
        const whole = await writeSegment(
          named.flat().filter(({ id }) => id !== dead),
          1,
          breathe,
        );
        expect(merged.keys).toEqual(whole.keys);
        const plain = ({ author, authors, ...rest }: typeof whole.segment) => ({
          ...rest,
          by: [...author].map((at) => authors[at]),
        });
        const { prefix, prefixes, ...one } = plain(merged.segment);
        const { prefix: otherPrefix, prefixes: otherPrefixes, ...other } = plain(whole.segment);
        expect(one).toEqual(other);
        expect([...prefix].map((at) => prefixes[at])).toEqual([...otherPrefix].map((at) => otherPrefixes[at]));
      },
    ),
  );
});

it('terms are found by their beginnings, whatever they are made of', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(terms, { minLength: 1, maxLength: 40 }),
      fc.oneof(
        terms.map((some) => some[0] ?? 'a'),
        fc.constantFrom('a', 'ab', '𐐷'),
      ),
      async (all, start) => {
        const documents = all.map((some, place): SearchDocument => ({
          id: `i${place}`,
          author: 'x',
          atMs: -place,
          terms: new Set(some),
        }));
        const { segment } = await writeSegment(documents, 1, breathe);
        const reader = new TermReader(segment);
        const bits = emptyBits(documents.length);
        reader.seek(start);
        reader.markWhile(start, bits);
        const expected = emptyBits(documents.length);
        all.forEach((some, place) => {
          if (some.some((term) => term.startsWith(start))) setBit(expected, place);
        });
        expect(bits).toEqual(expected);
      },
    ),
  );
});
