import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { longestTests, thoroughTests } from './thorough-tests.ts';

it('knows of tests that take long only those that there are', () => {
  const found = (name: string): string[] => thoroughTests.flatMap((folder) => globSync(`${folder}/${name}.test.ts`));
  expect(longestTests.filter((name) => found(name).length !== 1)).toEqual([]);
});
