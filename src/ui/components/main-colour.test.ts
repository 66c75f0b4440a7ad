import { expect, it } from 'vitest';
import { mainColour } from './main-colour.ts';

it('tells the colour of a picture by its blurhash', () => {
  const red = `L0${digitsOf(0xff0000)}`;
  expect(mainColour(`${red}rest`)).toBe('#ff0000');
  expect(mainColour('L00000rest')).toBe('#000000');
});

it('tells none of what is no hash', () => {
  for (const hash of [undefined, '', 'L0', 'L0 " <', 'L0~~~~']) expect(mainColour(hash)).toBeUndefined();
});

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';

function digitsOf(colour: number): string {
  return [83 ** 3, 83 ** 2, 83, 1].map((place) => digits[Math.floor(colour / place) % 83]).join('');
}
