import { describe, expect, it } from 'vitest';
import { browserKind } from './browser-kind.ts';

const safari = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';

describe('browserKind', () => {
  it.each([
    [`Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${safari}`, 5, 'ios', true],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 CriOS/130.0 Mobile/15E148', 5, 'ios', true],
    [`${mac} ${safari}`, 5, 'ios', true],
    [`${mac} ${safari}`, 0, 'mac-safari', true],
    [`${mac} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36`, 0, 'desktop-chromium', false],
    ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36', 5, 'android-chromium', false],
    ['Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 5, 'android-firefox', false],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 0, 'desktop-firefox', false],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15 Epiphany', 0, 'unknown', true],
    ['something else', 0, 'unknown', false],
  ] as const)('knows %s', (agent, touchPoints, way, forgets) => {
    expect(browserKind(agent, touchPoints)).toEqual({ way, forgets });
  });
});
