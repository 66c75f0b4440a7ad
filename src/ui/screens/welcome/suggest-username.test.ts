import { expect, it } from 'vitest';
import { suggestUsername } from './suggest-username.ts';

it.each([
  ['Juna Feld', 'juna_feld'],
  ['  Änne Groß ', 'anne_gross'],
  ['Søren Æbelø', 'soren_aebelo'],
  ['נועה', ''],
  ['...', ''],
  ['x'.repeat(80), 'x'.repeat(30)],
])('makes a username of %j', (name, username) => {
  expect(suggestUsername(name)).toBe(username);
});
