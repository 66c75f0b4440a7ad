import type { LookupAddress } from 'node:dns';
import { createServer as createTlsServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestAuthority } from '../../../tests/e2e/support/test-authority.ts';
import { createPublicLookup, isPublicAddress } from '../letter-box/safe-lookup.ts';
import { createPublicReader, type PublicReader, type PublicReaderOptions } from './read-public.ts';

const authority = createTestAuthority();
const names = ['one.example', 'two.example', 'inner.example', 'mixed.example'];
let handle: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end();
const server = createTlsServer(authority.issue(names), (request, response) => handle(request, response));
let port = 0;
const asked: string[] = [];
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** What the pretended DNS says. In these tests 127.0.0.1 stands for a public address when it is asked for one of `open`. */
const dns: Readonly<Record<string, readonly string[]>> = {
  'inner.example': ['10.0.0.7'],
  'mixed.example': ['93.184.216.34', '169.254.169.254'],
  'six.example': ['::1'],
  'mapped.example': ['::ffff:10.0.0.1'],
};
const open = new Set(['one.example', 'two.example']);
const checked = createPublicLookup((hostname, _options, callback) => {
  const addresses = (dns[hostname] ?? []).map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
  callback(null, addresses);
});
const lookup: PublicReaderOptions['lookup'] = (hostname, options, callback) => {
  asked.push(hostname);
  if (!open.has(hostname)) return checked(hostname, options, callback);
  return options.all === true ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);
};

const readers: PublicReader[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const reader of readers.splice(0)) reader.close();
  asked.length = 0;
});
const start = (options: Partial<PublicReaderOptions> = {}): PublicReader => {
  const ca = authority.certificate;
  const reader = createPublicReader({ ports: [443, port], isOwn: () => false, anyHost: false, lookup, ca, ...options });
  readers.push(reader);
  return reader;
};
const read = (text: string, reader = start(), maxBytes = 10_000) =>
  reader.read({ url: new URL(text), accept: 'application/json', maxBytes });
const at = (host: string, path = '/'): string => `https://${host}:${port}${path}`;
const notAllowed = { ok: false, error: { type: 'not-allowed' } };

describe('public addresses', () => {
  it.each(['93.184.216.34', '2606:4700::1111'])('are such as %s', (address) => expect(isPublicAddress(address)).toBe(true));
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::1',
  ])('are not %s', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a document of a public server', () => {
  it('is read, signed out, by a name that is resolved once for the check and the connection', async () => {
    let headers: IncomingMessage['headers'] = {};
    handle = (request, response) => {
      headers = request.headers;
      response.writeHead(200, { 'content-type': 'application/json', etag: '"1"', link: '<a>; rel="b"' }).end('{"a":1}');
    };
    const answer = await read(at('one.example', '/x?y'));
    expect(answer).toMatchObject({
      ok: true,
      value: { status: 200, contentType: 'application/json', etag: '"1"', link: '<a>; rel="b"' },
    });
    expect(answer.ok && Buffer.from(answer.value.bytes).toString()).toBe('{"a":1}');
    expect(Object.keys(headers).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    expect(asked).toEqual(['one.example']);
  });

  it('may be compressed, but not to more than it may be', async () => {
    const body = Buffer.alloc(1_000_000, 'a');
    handle = (request, response) => {
      const coding = request.url === '/br' ? 'br' : 'gzip';
      const small = Buffer.from('"small"');
      const raw = request.url === '/bomb' ? body : small;
      response.writeHead(200, { 'content-encoding': coding }).end(coding === 'br' ? brotliCompressSync(raw) : gzipSync(raw));
    };
    for (const path of ['/br', '/gzip']) {
      const answer = await read(at('one.example', path));
      expect(answer.ok && Buffer.from(answer.value.bytes).toString()).toBe('"small"');
    }
    expect(await read(at('one.example', '/bomb'))).toEqual({ ok: false, error: { type: 'too-large' } });
  });

  it('that is too large, announced or not, is let go', async () => {
    handle = (request, response) => {
      if (request.url === '/announced') response.setHeader('content-length', 20_000);
      response.end(Buffer.alloc(20_000));
    };
    for (const path of ['/announced', '/chunked'])
      expect(await read(at('one.example', path))).toEqual({ ok: false, error: { type: 'too-large' } });
  });

  it('that trickles is not waited for', async () => {
    // The time is over when the server was asked: by the clock it might be before there is a connection.
    let isOver = (): void => undefined;
    const limit = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const controller = new AbortController();
      isOver = () => controller.abort();
      return controller.signal;
    });
    let timer: ReturnType<typeof setInterval> | undefined;
    const ended = new Promise<void>((resolve) => {
      handle = (_, response) => {
        let pieces = 0;
        response.writeHead(200, { 'content-type': 'application/json' });
        timer = setInterval(() => response.write(' ', () => (pieces += 1) === 5 && isOver()), 20);
        response.on('close', resolve);
      };
    });
    expect(await read(at('one.example'), start({ timeoutMs: 300 }))).toEqual({ ok: false, error: { type: 'timed-out' } });
    await ended;
    clearInterval(timer);
    handle = () => isOver();
    expect(await read(at('one.example'), start())).toEqual({ ok: false, error: { type: 'timed-out' } });
    expect(limit.mock.calls).toEqual([[300], [15_000]]);
  });

  it('that breaks off, or has bad headers or a bad certificate, is none', async () => {
    handle = (request, response) => {
      if (request.url === '/huge') response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end();
      else {
        response.writeHead(200, { 'content-length': '100', 'content-encoding': request.url === '/gzip' ? 'gzip' : 'identity' });
        response.write('half', () => response.destroy());
      }
    };
    for (const path of ['/huge', '/broken', '/gzip'])
      expect(await read(at('one.example', path))).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    expect(await read(at('one.example'), start({ ca: createTestAuthority().certificate }))).toMatchObject({
      ok: false,
      error: { type: 'unreachable' },
    });
  });

  it.each([
    [401, undefined, {}],
    [410, undefined, {}],
    [429, '30', { retryAfterMs: 30_000 }],
    [503, '999999', { retryAfterMs: 3_600_000 }],
    [429, undefined, { retryAfterMs: 60_000 }],
    [206, undefined, {}],
  ])('that is refused with %i says so', async (status, wait, more) => {
    handle = (_, response) => response.writeHead(status, wait === undefined ? {} : { 'retry-after': wait }).end('{}');
    expect(await read(at('one.example'))).toEqual({ ok: false, error: { type: 'refused', status, ...more } });
  });
});

describe('what is not public', () => {
  it.each([
    'http://one.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://93.184.216.34/',
    'https://localhost/',
    'https://localhost./',
    'https://me:secret@one.example/',
    'https://one.example:22/',
    'https://one.example:8443/',
    'ftp://one.example/',
    'file:///etc/passwd',
  ])('is not asked: %s', async (text) => {
    expect(await read(text)).toEqual(notAllowed);
    expect(asked).toEqual([]);
  });

  it.each(['inner.example', 'mixed.example', 'six.example', 'mapped.example'])(
    'is not asked by a name that leads there: %s',
    async (host) => {
      let connections = 0;
      handle = (_, response) => {
        connections += 1;
        response.end('{}');
      };
      expect(await read(at(host))).toMatchObject({ ok: false, error: { type: 'unreachable' } });
      expect(asked).toEqual([host]);
      expect(connections).toBe(0);
    },
  );

  it('is not asked because somebody redirects there', async () => {
    for (const location of [
      'https://127.0.0.1/',
      'http://one.example/',
      `http://127.0.0.1:${port}/`,
      'https://[::1]/',
      'https://two.example:22/',
      'file:///etc/passwd',
      'https://a:b@two.example/',
    ]) {
      handle = (_, response) => response.writeHead(302, { location }).end();
      expect(await read(at('one.example')), location).toEqual(notAllowed);
    }
    handle = (_, response) => response.writeHead(302, { location: at('inner.example') }).end();
    expect(await read(at('one.example'))).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    handle = (_, response) => response.writeHead(302, { location: 'https://%' }).end();
    expect(await read(at('one.example'))).toMatchObject({ ok: false, error: { type: 'unreachable' } });
  });

  it('is this gateway itself, also by a redirect', async () => {
    const reader = start({ isOwn: ({ hostname }) => hostname === 'two.example' });
    expect(await read(at('two.example'), reader)).toEqual(notAllowed);
    handle = (_, response) => response.writeHead(301, { location: at('two.example') }).end();
    expect(await read(at('one.example'), reader)).toEqual(notAllowed);
  });

  it('is not reached by a name that is turned: each connection goes to the address that was checked', async () => {
    let isTurned = false;
    const turning: PublicReaderOptions['lookup'] = (hostname, options, callback) =>
      lookup(isTurned ? 'inner.example' : hostname, options, callback);
    let questions = 0;
    handle = (_, response) => {
      questions += 1;
      response.setHeader('connection', 'close').end('{}');
    };
    const reader = start({ lookup: turning });
    expect((await read(at('one.example'), reader)).ok).toBe(true);
    isTurned = true;
    expect(await read(at('one.example'), reader)).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    expect(questions).toBe(1);
    expect(asked).toEqual(['one.example', 'inner.example']);
  });
});

describe('redirects', () => {
  it('are followed three times, and the last address is told', async () => {
    handle = (request, response) => {
      const step = Number(request.url?.slice(1));
      if (step === 0) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      else response.writeHead(302, { location: step === 2 ? at('two.example', '/1') : `/${step - 1}` }).end();
    };
    const answer = await read(at('one.example', '/3'));
    expect(answer.ok && answer.value.url.href).toBe(at('two.example', '/0'));
    expect(await read(at('one.example', '/4'))).toEqual({
      ok: false,
      error: { type: 'unreachable', reason: 'redirected too often' },
    });
  });
});
