import { describe, expect, it } from 'vitest';
import { isLaboratory, parseOwnOrigin } from './own-origin.ts';

describe('parseOwnOrigin', () => {
  it.each([
    ['alice.example', 'https://alice.example'],
    [' https://Alice.example/ ', 'https://alice.example'],
    ['https://alice.example:8443', 'https://alice.example:8443'],
    ['https://müller.example', 'https://xn--mller-kva.example'],
    ['https://alice.github.io', 'https://alice.github.io'],
    ['https://[2001:db8::1]', 'https://[2001:db8::1]'],
  ])('takes %s', (text, origin) => expect(parseOwnOrigin(text, false)).toEqual({ ok: true, value: origin }));

  it.each([
    ['', 'not-an-address'],
    ['my site', 'not-an-address'],
    ['alice', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['https://me:secret@alice.example', 'not-an-address'],
    ['http://alice.example', 'not-secure'],
    ['ftp://alice.example', 'not-secure'],
    ['https://alice.example/blog', 'not-bare'],
    ['https://alice.example/?x', 'not-bare'],
    ['https://alice.example/#x', 'not-bare'],
    ['https://localhost', 'private'],
    ['https://LOCALHOST:8080', 'private'],
    ['https://127.1', 'private'],
    ['https://0x7f000001', 'private'],
    ['https://192.168.1.4', 'private'],
    ['https://10.0.0.1', 'private'],
    ['https://172.20.0.1', 'private'],
    ['https://169.254.169.254', 'private'],
    ['https://100.100.0.1', 'private'],
    ['https://[::1]', 'private'],
    ['https://[::ffff:10.0.0.1]', 'private'],
    ['https://[fd00::1]', 'private'],
    ['https://[fe80::1]', 'private'],
    ['https://printer.local', 'private'],
    ['https://nas.home.arpa', 'private'],
    [`https://${'a'.repeat(60)}.${'b'.repeat(20)}.example`, 'too-long'],
  ])('refuses %s: %s', (text, problem) => expect(parseOwnOrigin(text, false)).toEqual({ ok: false, error: problem }));

  it('lets a laboratory use loopback, and nothing else that is private', () => {
    expect(parseOwnOrigin('https://localhost:4000', true)).toEqual({ ok: true, value: 'https://localhost:4000' });
    expect(parseOwnOrigin('http://127.0.0.1:4000', true)).toEqual({ ok: true, value: 'http://127.0.0.1:4000' });
    expect(parseOwnOrigin('https://192.168.1.4', true)).toEqual({ ok: false, error: 'private' });
    expect(parseOwnOrigin('http://alice.example', true)).toEqual({ ok: false, error: 'not-secure' });
  });

  it('knows a laboratory by the address of the app', () => {
    expect(isLaboratory('http://localhost:8787/')).toBe(true);
    expect(isLaboratory('https://pollen.example/app/')).toBe(false);
    expect(isLaboratory('')).toBe(false);
  });
});
