import { afterEach, describe, expect, it } from 'vitest';
import { startTestGateway } from '../../tests/fixtures/test-gateway.ts';
import { fetchBounded } from './bounded-fetch.ts';

let close = (): void => {};
afterEach(() => close());
const start = async (silent = false) => {
  const server = await startTestGateway(() => (silent ? 'silence' : { body: new Uint8Array(1000) }));
  close = server.close;
  return server.origin;
};

describe('a fetch', () => {
  it('ends in time, also while the body comes', async () => {
    const bounds = { maxBytes: 1000, timeoutMs: 50 };
    expect(await fetchBounded(await start(true), {}, bounds)).toEqual({ ok: false, error: { type: 'timed-out' } });
    let controller: ReadableStreamDefaultController;
    const stream = new ReadableStream({ start: (given) => void (controller = given) });
    const hanging: typeof fetch = async (_input, init) => {
      init?.signal?.addEventListener('abort', () => void controller.error(new Error('given up')));
      return new Response(stream);
    };
    expect(await fetchBounded('https://a.example/', {}, { ...bounds, fetch: hanging })).toEqual({
      ok: false,
      error: { type: 'timed-out' },
    });
  });

  it('can be given up, before and meanwhile', async () => {
    const origin = await start(true);
    const controller = new AbortController();
    const asked = fetchBounded(origin, {}, { maxBytes: 1000, timeoutMs: 10_000, signal: controller.signal });
    controller.abort();
    expect(await asked).toEqual({ ok: false, error: { type: 'aborted' } });
    expect(await fetchBounded(origin, {}, { maxBytes: 1000, timeoutMs: 10_000, signal: controller.signal })).toEqual({
      ok: false,
      error: { type: 'aborted' },
    });
  });

  it('takes so many bytes', async () => {
    const origin = await start();
    const answer = await fetchBounded(origin, {}, { maxBytes: 1000, timeoutMs: 10_000 });
    expect(answer).toMatchObject({ ok: true, value: { status: 200, url: `${origin}/` } });
    expect(answer.ok && answer.value.bytes.length).toBe(1000);
    expect(await fetchBounded(origin, {}, { maxBytes: 999, timeoutMs: 10_000 })).toEqual({
      ok: false,
      error: { type: 'too-large' },
    });
  });
});
