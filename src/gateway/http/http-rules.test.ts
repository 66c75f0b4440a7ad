import { describe, expect, it } from 'vitest';
import { parseByteRange } from '../content/byte-range.ts';
import { isPublicAddress } from '../letter-box/safe-lookup.ts';
import { matchesEtag } from './answer.ts';
import { budgetKey, createBudget } from './budget.ts';
import { acceptedEncoding } from './compressor.ts';

describe('budget', () => {
  it('refills with time, and is each key’s own', () => {
    const budget = createBudget({ burst: 2, perSecond: 1 });
    expect([0, 0, 0].map((atMs) => budget.take('a', atMs))).toEqual([true, true, false]);
    expect(budget.take('b', 0)).toBe(true);
    expect(budget.take('a', 999)).toBe(false);
    expect(budget.take('a', 1100)).toBe(true);
    expect(budget.take('a', 1e9)).toBe(true);
    expect(budget.take('a', 1e9, 2)).toBe(false);
  });

  it('does not go up when the clock goes back', () => {
    const budget = createBudget({ burst: 1, perSecond: 1 });
    expect(budget.take('a', 5000)).toBe(true);
    expect(budget.take('a', 1000)).toBe(false);
  });

  it('counts a household as one', () => {
    expect(budgetKey('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(budgetKey('2001:db8:1:2:3:4:5:6')).toBe(budgetKey('2001:db8:1:2::9'));
    expect(budgetKey('2001:db8:1:2::9')).not.toBe(budgetKey('2001:db8:1:3::9'));
    expect(budgetKey('::1')).toBe('0:0:0:0::/64');
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-30', { start: 0, end: 9 }],
    ['bytes=5-99', { start: 5, end: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', undefined],
    ['bytes=0-1,3-4', undefined],
    ['bytes=-', undefined],
    ['items=0-1', undefined],
    [undefined, undefined],
  ])('%s of ten bytes', (header, expected) => {
    expect(parseByteRange(header, 10)).toEqual(expected);
  });
});

describe('entity tags', () => {
  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b", "a"', true],
    ['"a-br"', true],
    ['*', true],
    ['"b"', false],
    ['a', false],
    [undefined, false],
  ])('%s', (header, expected) => expect(matchesEtag(header, 'a')).toBe(expected));
});

describe('codings', () => {
  it.each([
    ['gzip, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', undefined],
    [undefined, undefined],
  ])('%s', (header, expected) => expect(acceptedEncoding(header)).toBe(expected));
});

describe('addresses of hosts that announce themselves', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '255.255.255.255',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(['1.1.1.1', '2606:4700:4700::1111'])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));
});
