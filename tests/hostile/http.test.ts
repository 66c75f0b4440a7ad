// Hosts that answer with anything but what was asked: whoever asks gets an answer in words, within bounds of bytes and time, and
// never follows where they point.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeAsker } from '../../src/cli/node-asker.ts';
import { fetchBounded } from '../../src/network/bounded-fetch.ts';
import { createGatewayClient } from '../../src/network/gateways/gateway-client.ts';
import { getProviders, getRecord } from '../../src/network/gateways/routing-client.ts';
import { createGatewaySource } from '../../src/network/sources/gateway-source.ts';
import type { SyncRecord } from '../../src/protocol/ports/records.ts';
import { accountPaths } from '../../src/protocol/identity/paths.ts';
import { didToIpnsName } from '../../src/protocol/identity/ids.ts';
import { createVerifier } from '../../src/protocol/proof/verifier.ts';
import { pollAccount } from '../../src/protocol/reader/consumer.ts';
import { runReader } from '../../src/protocol/reader/read-outcome.ts';
import { createAccountFixture } from '../../src/protocol/tree/account-fixture.ts';
import { readPath } from '../../src/protocol/tree/read-path.ts';
import { badAnswers, goodAnswer, startHostileHost } from './support/hostile-host.ts';
import type { Answering, HostileHost } from './support/hostile-host.ts';
import { runsOf } from './support/settings.ts';

const account = createAccountFixture();
const { did } = account.signer;
const maxBytes = 2 ** 18;
/** For hosts that answer: only how they do it is tested, ms. */
const patienceMs = 10_000;
/** What a kernel and a client may have taken before the client could hang up. */
const inFlightBytes = 32 * 2 ** 20;
let answer: Answering = () => undefined;
let host: HostileHost;
let elsewhere: HostileHost;
let outbox: Uint8Array;

beforeAll(async () => {
  await account.publish([await account.create('<p>hello</p>')]);
  if (account.root === undefined) throw new Error('nothing published');
  outbox = (await readPath(account.store, account.root, accountPaths(did).outbox)) ?? new Uint8Array();
  host = await startHostileHost(() => answer);
  elsewhere = await startHostileHost(() => goodAnswer(outbox));
});
afterAll(() => Promise.all([host.close(), elsewhere.close()]));

describe.each(Object.entries(badAnswers))('%s', (name, make) => {
  it('is an answer or an error, within bounds', async () => {
    answer = make(outbox, elsewhere.origin);
    const before = host.sentBytes();
    const fetched = await fetchBounded(`${host.origin}/`, {}, { maxBytes, timeoutMs: 400 });
    if (fetched.ok) expect(fetched.value.bytes.length).toBeLessThanOrEqual(maxBytes);
    else expect(['unreachable', 'too-large', 'timed-out']).toContain(fetched.error.type);

    const asked = await createNodeAsker(AbortSignal.timeout(400)).ask({
      url: `${host.origin}/`,
      method: 'GET',
      headers: {},
      limitBytes: maxBytes,
    });
    expect('reason' in asked || asked.answer.body.length <= maxBytes).toBe(true);
    expect(host.sentBytes() - before).toBeLessThan(inFlightBytes);
    expect(elsewhere.requests, name).toEqual([]);
  });

  it('is nothing that a gateway’s client trips over', async () => {
    answer = make(outbox, elsewhere.origin);
    // Some hosts never end; what one says that does is waited for, however slow this machine is.
    const isAnswer = name.startsWith('not modified') || name.startsWith('partial');
    const signal = AbortSignal.timeout(isAnswer ? patienceMs : 400);
    const root = account.root;
    if (root === undefined) throw new Error('nothing published');
    const source = createGatewaySource(host.origin);
    const client = createGatewayClient();
    const [paths, blocks, responses, record, providers] = await Promise.all([
      source.fetchPaths(root, [accountPaths(did).outbox], { signal }),
      source.fetchBlocks([root], { signal }),
      client.responses(host.origin, did, { signal }),
      getRecord(host.origin, didToIpnsName(did), { signal }),
      getProviders(host.origin, didToIpnsName(did), { signal }),
    ]);
    expect(paths.ok ? paths.value : []).toEqual([]);
    expect(blocks.ok ? blocks.value : []).toEqual([]);
    expect(responses.ok).toBe(isAnswer);
    expect(record?.length ?? 0).toBeLessThanOrEqual(10 * 1024);
    expect(providers).toEqual([]);
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('what a host says of its files', () => {
  /** Polls the account over HTTP from this host alone. */
  const poll = (state?: SyncRecord) =>
    runReader(pollAccount({ did, state, verifier: createVerifier(), nowMs: account.nowMs }), (paths) =>
      Promise.all(
        paths.map(async (path) => {
          const fetched = await fetchBounded(`${host.origin}/${path}`, {}, { maxBytes: 2 ** 20, timeoutMs: patienceMs });
          return fetched.ok && fetched.value.status === 200 ? fetched.value.bytes : undefined;
        }),
      ),
    );

  it.each([
    'text/html',
    'application/octet-stream',
    'image/png',
    'text/plain; charset=utf-16',
    'application/json',
    'nonsense',
    '',
  ])('does not matter to a reader that verifies: %s', async (contentType) => {
    const root = account.root;
    if (root === undefined) throw new Error('nothing published');
    const server = await startHostileHost(() => (socket) => {
      const path = decodeURIComponent(/ \/(\S+) /.exec(server.requests.at(-1) ?? '')?.[1] ?? '');
      void readPath(account.store, root, path).then((bytes) => goodAnswer(bytes ?? new Uint8Array(), contentType)(socket));
    });
    const honest = host;
    host = server;
    try {
      const outcome = await poll();
      expect(outcome).toMatchObject({ type: 'read', refused: 0, state: { state: 'current' } });
      expect(outcome.activities).toHaveLength(1);
    } finally {
      host = honest;
      await server.close();
    }
  });

  it('is never believed, whatever bytes come', async () => {
    const heads = fc.constantFrom(
      'HTTP/1.1 200 OK\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n',
      'HTTP/1.1 ',
      '',
    );
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.json().map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(heads, noise, async (head, bytes) => {
        answer = (socket) => socket.end(Buffer.concat([Buffer.from(head), bytes]));
        const outcome = await poll();
        expect(['missing', 'invalid']).toContain(outcome.type);
        expect(outcome.activities).toEqual([]);
      }),
      runsOf(200),
    );
  });
});
