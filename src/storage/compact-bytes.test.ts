import { describe, expect, it } from 'vitest';
import { compactBytes } from './compact-bytes.ts';

describe('compactBytes', () => {
  it('copies a view out of a larger buffer', () => {
    const compact = compactBytes(new Uint8Array(1000).fill(3).subarray(10, 12));
    expect(compact).toEqual(Uint8Array.of(3, 3));
    expect(compact.buffer.byteLength).toBe(2);
  });

  it('makes a plain array of a pooled Buffer', () => {
    const compact = compactBytes(Buffer.from('abc'));
    expect(compact.constructor).toBe(Uint8Array);
    expect(compact.buffer.byteLength).toBe(3);
  });

  it('leaves bytes alone that own their buffer', () => {
    const bytes = Uint8Array.of(1, 2);
    expect(compactBytes(bytes)).toBe(bytes);
  });
});
