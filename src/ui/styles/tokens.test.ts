import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** Lightness 0 to 1, chroma, hue in degrees. */
type Oklch = readonly [lightness: number, chroma: number, hueDeg: number];

function token(name: string, scheme: 'light' | 'dark'): Oklch {
  const colour = String.raw`oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)`;
  const match = new RegExp(`--${name}: light-dark\\(${colour}, ${colour}\\)`).exec(css);
  if (match === null) throw new Error(`no colour --${name}`);
  const [l, c, h] = match.slice(scheme === 'light' ? 1 : 4).map(Number) as [number, number, number];
  return [l / 100, c, h];
}

/** Relative luminance (WCAG 2.2), by the matrices of CSS Color 4. */
function luminance([lightness, chroma, hueDeg]: Oklch): number {
  const a = chroma * Math.cos((hueDeg * Math.PI) / 180);
  const b = chroma * Math.sin((hueDeg * Math.PI) / 180);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const inside = (value: number): number => Math.min(1, Math.max(0, value));
  const red = inside(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short);
  const green = inside(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short);
  const blue = inside(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Oklch, other: Oklch): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['paper', 'surface', 'sunken', 'hover', 'button', 'accent-ground'];
const text: readonly (readonly [ink: string, ground: string])[] = [
  ...['ink', 'quiet', 'link', 'accent-ink', 'needs-you', 'safe'].flatMap((ink) =>
    grounds.map((ground) => [ink, ground] as const),
  ),
  ['ink', 'button-hover'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['safe', 'safe-ground'],
  ['ink', 'safe-ground'],
  ['needs-you', 'needs-you-ground'],
  // The meadow is only behind ink, and behind the sign of an empty place.
  ...['sky', 'haze', 'hill', 'near-hill'].map((ground) => ['ink', ground] as const),
];
const controls: readonly (readonly [line: string, ground: string])[] = [
  ...['control-line', 'focus'].flatMap((line) => ['paper', 'surface'].map((ground) => [line, ground] as const)),
  ...['water', 'heather'].flatMap((part) => ['paper', 'surface'].map((ground) => [part, ground] as const)),
  ['accent-ink', 'sky'],
  ['accent-ink', 'haze'],
];

describe.each(['light', 'dark'] as const)('the %s scheme', (scheme) => {
  it.each(text)('can be read: %s on %s', (ink, ground) => {
    expect(contrast(token(ink, scheme), token(ground, scheme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(controls)('has controls that can be seen: %s on %s', (line, ground) => {
    expect(contrast(token(line, scheme), token(ground, scheme))).toBeGreaterThanOrEqual(3);
  });
});
