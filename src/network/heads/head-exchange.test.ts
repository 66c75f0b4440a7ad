import { CID } from 'multiformats/cid';
import { describe, expect, it } from 'vitest';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { type AnnounceReport, type Head, NewerHead } from '../../protocol/ports/network.ts';
import { testSigner } from '../testing/fixtures.ts';
import { createHeadExchange, type RecordWays } from './head-exchange.ts';
import { createHead } from './ipns-head.ts';
import { createMemoryHeadStore } from './memory-head-store.ts';

const root = CID.parse('bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku');
const signer = testSigner(1);
const name = didToIpnsName(signer.did);
const nowMs = Date.now();
const nothing: AnnounceReport = { gossipPeers: 0, gateways: [] };
const never = new Promise<undefined>(() => {});

const exchangeAsking = (ask: RecordWays['ask'], known?: Head) => {
  const heads = createMemoryHeadStore();
  const announced: Head[] = [];
  const ways: RecordWays = {
    ask,
    async announce(head) {
      announced.push(head);
      return nothing;
    },
  };
  if (known) void heads.accept(known);
  return { heads, announced, exchange: createHeadExchange(heads, ways, () => nowMs) };
};

describe('resolve', () => {
  it('answers with the highest of several', async () => {
    const newer = await createHead(signer, root, { nowMs });
    const older = await createHead(signer, root, { nowMs: nowMs - 10 });
    const { exchange } = exchangeAsking(() => [Promise.resolve(older.record), Promise.resolve(newer.record)]);
    expect((await exchange.resolve(name))?.sequence).toBe(newer.sequence);
  });

  it('does not wait for a silent way once another has answered', async () => {
    const head = await createHead(signer, root, { nowMs });
    const { exchange } = exchangeAsking(() => [never, Promise.resolve(head.record)]);
    // Longer than a test may take: it would not end.
    expect((await exchange.resolve(name, { timeoutMs: 600_000 }))?.sequence).toBe(head.sequence);
  });

  it('survives ways that fail or lie', async () => {
    const head = await createHead(signer, root, { nowMs });
    const foreign = await createHead(testSigner(2), root, { nowMs: nowMs + 1 });
    const { exchange } = exchangeAsking(() => [
      Promise.reject(new Error('down')),
      Promise.resolve(foreign.record),
      Promise.resolve(Uint8Array.of(1, 2, 3)),
      Promise.resolve(undefined),
      Promise.resolve(head.record),
    ]);
    expect((await exchange.resolve(name))?.sequence).toBe(head.sequence);
  });

  it('keeps what it knows when the answers are older, and does not call it news', async () => {
    const known = await createHead(signer, root, { nowMs });
    const older = await createHead(signer, root, { nowMs: nowMs - 10 });
    const { exchange } = exchangeAsking(() => [Promise.resolve(older.record)], known);
    const news: Head[] = [];
    exchange.onHead((head) => news.push(head));
    expect((await exchange.resolve(name))?.sequence).toBe(known.sequence);
    expect(news).toEqual([]);
  });

  it('gives up after the time allowed, or when told to', async () => {
    const { exchange } = exchangeAsking(() => [never]);
    expect(await exchange.resolve(name, { timeoutMs: 10 })).toBeUndefined();
    expect(await exchange.resolve(name, { signal: AbortSignal.abort() })).toBeUndefined();
  });
});

describe('take', () => {
  it('tells listeners of each newer head once', async () => {
    const { exchange } = exchangeAsking(() => []);
    const news: bigint[] = [];
    const stop = exchange.onHead((head) => news.push(head.sequence));
    const first = await createHead(signer, root, { nowMs });
    const second = await createHead(signer, root, { nowMs: nowMs + 1 });
    expect(await exchange.take(name, first.record)).toBe('newer');
    expect(await exchange.take(name, first.record)).toBe('known');
    expect(await exchange.take(name, second.record)).toBe('newer');
    expect(await exchange.take(name, first.record)).toBe('older');
    expect(news).toEqual([first.sequence, second.sequence]);
    stop();
  });

  it('keeps an expired head as last known', async () => {
    const { exchange, heads } = exchangeAsking(() => []);
    const old = await createHead(signer, root, { nowMs: nowMs - 10_000, lifetimeMs: 1_000 });
    expect(await exchange.take(name, old.record)).toBe('expired');
    expect((await heads.get(name))?.sequence).toBe(old.sequence);
  });
});

describe('publish', () => {
  it('goes above what the other device published meanwhile', async () => {
    const ahead = await createHead(signer, root, { nowMs: nowMs + 60_000 });
    const { exchange, announced, heads } = exchangeAsking(() => [Promise.resolve(ahead.record)]);
    const { head } = await exchange.publish(signer, root);
    expect(head.sequence).toBe(ahead.sequence + 1n);
    expect(announced).toEqual([head]);
    expect((await heads.get(name))?.sequence).toBe(head.sequence);
  });

  it('signs nothing over what may not be replaced, however late it is heard of', async () => {
    const foreign = await createHead(signer, root, { nowMs: nowMs + 60_000 });
    const { exchange, announced, heads } = exchangeAsking(() => [Promise.resolve(foreign.record)]);
    const mayReplace = (known: Head): boolean => known.sequence !== foreign.sequence;
    await expect(exchange.publish(signer, root, { mayReplace })).rejects.toThrow(NewerHead);
    expect(announced).toEqual([]);
    expect((await heads.get(name))?.sequence).toBe(foreign.sequence);
    expect((await exchange.publish(signer, root, { mayReplace: () => true })).head.sequence).toBe(foreign.sequence + 1n);
  });

  it('goes up with each publish, also within one millisecond', async () => {
    const { exchange } = exchangeAsking(() => []);
    const first = await exchange.publish(signer, root);
    const second = await exchange.publish(signer, root);
    expect(second.head.sequence).toBe(first.head.sequence + 1n);
  });
});
