import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withAppendix } from './appendix.ts';
import { vectorText } from './vector-file.ts';
import { makers } from './write.ts';

const folder = new URL('../../bridge-spec/vectors/', import.meta.url);

describe('the text of the specification', () => {
  it('has the example as it is made', async () => {
    const readme = readFileSync(new URL('../README.md', folder), 'utf8');
    expect((await withAppendix(readme)) === readme, 'run: node scripts/write-vectors.ts').toBe(true);
  });
});

describe('the generator of the vectors', () => {
  it.each(Object.keys(makers))('writes %s as it is', { timeout: 120_000 }, async (name) => {
    const made = vectorText((await makers[name]?.()) ?? { description: '', source: '', cases: [] });
    expect(made === readFileSync(new URL(name, folder), 'utf8'), 'run: node scripts/write-vectors.ts').toBe(true);
  });
});
