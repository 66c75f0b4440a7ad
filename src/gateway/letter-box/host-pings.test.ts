import { describe, expect, it } from 'vitest';
import { startTestGateway as startServer } from '../../../tests/fixtures/test-gateway.ts';
import type { Did } from '../../protocol/brand.ts';
import { ok } from '../../protocol/result.ts';
import { createManualTimers } from '../../services/testing/manual-timers.ts';
import { createHostPings } from './host-pings.ts';
import { fetchFromAnyHost, fetchFromPublicHost, postTo } from './safe-lookup.ts';

const did = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' as Did;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function setUp(hosts: readonly string[]) {
  const timers = createManualTimers(1_000_000);
  const posts: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const pings = createHostPings({
    hosts: async () => hosts,
    async post(url, json) {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      await turn();
      atOnce--;
      posts.push(`${url.href} ${json}`);
      return ok(202);
    },
    nowMs: timers.nowMs,
    timers,
  });
  const pass = async (ms: number): Promise<number> => {
    timers.advance(ms);
    for (let round = 0; round < 200; round++) await turn();
    return posts.length;
  };
  return { pings, posts, pass, mostAtOnce: () => mostAtOnce };
}

describe('telling hosts of news', () => {
  it('asks every host to poll, once for what comes in one go', async () => {
    const { pings, posts, pass } = setUp(['https://hub.example', 'https://friendica.example']);
    pings.tell(did);
    pings.tell(did);
    expect(await pass(999)).toBe(0);
    pings.tell(did);
    expect(await pass(1)).toBe(2);
    const body = `{"actor":"ap://${did}/actor.jsonld"}`;
    expect(posts).toEqual([`https://hub.example/pollen/ping ${body}`, `https://friendica.example/pollen/ping ${body}`]);
  });

  it('does so once a minute for an account, and does not forget what came within it', async () => {
    const { pings, pass } = setUp(['https://hub.example']);
    pings.tell(did);
    expect(await pass(1_000)).toBe(1);
    pings.tell(did);
    expect(await pass(59_000)).toBe(1);
    expect(await pass(1_000)).toBe(2);
    pings.tell(`${did.slice(0, -1)}3` as Did);
    expect(await pass(1_000)).toBe(3);
  });

  it('says nothing of a head that leaves the outbox as it was', async () => {
    const { pings, pass } = setUp(['https://hub.example']);
    pings.tell(did, 'outbox 1');
    expect(await pass(1_000)).toBe(1);
    pings.tell(did, 'outbox 1');
    expect(await pass(120_000)).toBe(1);
    pings.tell(did, 'outbox 2');
    expect(await pass(1_000)).toBe(2);
    // It cannot be told: better once too often.
    pings.tell(did);
    expect(await pass(60_000)).toBe(3);
  });

  it('asks a few at a time, and none after its end', async () => {
    const { pings, pass, mostAtOnce } = setUp(Array.from({ length: 100 }, (_, index) => `https://host${index}.example`));
    pings.tell(did);
    expect(await pass(1_000)).toBe(100);
    expect(mostAtOnce()).toBe(8);
    pings.tell(did);
    pings.stop();
    pings.tell(did);
    expect(await pass(120_000)).toBe(100);
  });

  it('posts JSON to public hosts, and to others in a laboratory only', async () => {
    const server = await startServer(() => ({ status: 202 }));
    try {
      const url = new URL('/pollen/ping', server.origin);
      expect((await postTo(fetchFromPublicHost)(url, '{"actor":"a"}')).ok).toBe(false);
      expect(await postTo(fetchFromAnyHost)(url, '{"actor":"ä"}')).toMatchObject({ ok: true, value: { status: 202 } });
      expect(server.requests).toHaveLength(1);
    } finally {
      server.close();
    }
  });
});
