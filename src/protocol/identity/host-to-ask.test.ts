import { describe, expect, it } from 'vitest';
import { hostToAsk, urlToAsk } from './host-to-ask.ts';

describe('hosts to ask', () => {
  const app = 'https://app.example/';

  it('are https origins on the public Internet', () => {
    expect(hostToAsk('https://Friendica.example', app)).toBe('https://friendica.example');
    expect(hostToAsk('https://friendica.example:8443/', app)).toBe('https://friendica.example:8443');
  });

  it.each([
    'http://friendica.example',
    'friendica.example',
    'https://friendica.example/path',
    'https://a:b@friendica.example',
    'https://192.168.1.1',
    'https://1.1.1.1',
    'https://[::1]',
    'https://[2606:4700::1]',
    'https://localhost',
    'https://router',
    'https://localhost.',
    'https://nas.local.',
    'https://friendica.example.',
    'https://nas.localdomain',
    'https://nas.local',
    'https://app.localhost',
    'http://127.0.0.1:8190',
    'javascript:alert(1)',
    '',
  ])('are not %s', (text) => expect(hostToAsk(text, app)).toBeUndefined());

  it('are on this machine only where the app is, too', () => {
    expect(hostToAsk('http://127.0.0.1:8190', 'http://localhost:8787/')).toBe('http://127.0.0.1:8190');
    expect(hostToAsk('http://192.168.1.1', 'http://localhost:8787/')).toBeUndefined();
  });

  it('are asked below their origin, without name and fragment', () => {
    expect(urlToAsk('https://friendica.example/a?b#c', app)?.href).toBe('https://friendica.example/a?b');
    expect(urlToAsk('https://me:secret@friendica.example/a', app)).toBeUndefined();
    expect(urlToAsk('https://me@friendica.example/a', app)).toBeUndefined();
    expect(urlToAsk('http://friendica.example/a', app)).toBeUndefined();
    expect(urlToAsk('https://10.0.0.1/a', app)).toBeUndefined();
    expect(urlToAsk(`https://friendica.example/${'a'.repeat(2048)}`, app)).toBeUndefined();
  });
});
