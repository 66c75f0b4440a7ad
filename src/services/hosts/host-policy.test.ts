import { describe, expect, it } from 'vitest';
import { originOf } from './host-policy.ts';

describe('hosts', () => {
  it('stand for all of their people', () => {
    expect(originOf('https://friendica.example:8443/profile/bob#x')).toBe('https://friendica.example:8443');
    expect(originOf('https://friendica.example')).toBe('https://friendica.example');
  });
});
