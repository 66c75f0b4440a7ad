import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';

it('gives every style file a name of its own, from which its class names are made', () => {
  const names = globSync('src/**/*.module.css', { cwd: join(import.meta.dirname, '..') }).map((path) => basename(path));
  expect(names.length).toBeGreaterThan(10);
  expect(new Set(names).size).toBe(names.length);
});
