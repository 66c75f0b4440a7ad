import { expect, it } from 'vitest';
import { wordsOf } from './phrase.ts';
import { readSheetCode, writeSheetCode } from './sheet.ts';

const words = wordsOf(new Uint8Array(32).fill(5));
const gateways = ['https://gateway.example', 'http://localhost:8787'];

it('reads what it wrote', () => {
  const code = writeSheetCode({ words, gateways });
  expect(code).toMatch(/^pollen-recovery:1\?words=\w+\+\w+/);
  expect(code.length).toBeLessThan(400);
  expect(readSheetCode(code)).toEqual({ words, gateways });
  expect(readSheetCode(` ${code}\n`)).toEqual({ words, gateways });
  expect(readSheetCode(writeSheetCode({ words, gateways: [] }))).toEqual({ words, gateways: [] });
});

it('takes origins only, and not too many', () => {
  const via = ['javascript:alert(1)', 'nonsense', 'https://a.example/path?x', 'https://a.example'];
  const code = `pollen-recovery:1?words=zoo${via.map((text) => `&via=${encodeURIComponent(text)}`).join('')}`;
  expect(readSheetCode(code)).toEqual({ words: ['zoo'], gateways: ['https://a.example'] });
  const many = Array.from({ length: 50 }, (_, index) => `&via=https://${index}.example`).join('');
  expect(readSheetCode(`pollen-recovery:1?words=zoo${many}`)?.gateways).toHaveLength(8);
});

it.each(['', 'https://example.org/?words=zoo', 'pollen-recovery:2?words=zoo', `pollen-recovery:1?words=${'a'.repeat(5_000)}`])(
  'is not misled by %.30j',
  (text) => {
    expect(readSheetCode(text)).toBeUndefined();
  },
);
