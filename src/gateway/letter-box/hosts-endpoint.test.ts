import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import { err, ok } from '../../protocol/result.ts';
import { createAccountFixture } from '../../protocol/tree/account-fixture.ts';
import { type Database, openDatabase } from '../database/database.ts';
import type { Answer, GatewayRequest } from '../http/answer.ts';
import { createHostsEndpoint } from './hosts-endpoint.ts';
import { fetchFromPublicHost } from './safe-lookup.ts';

const { did } = createAccountFixture().signer;
const actor = `ap://${did}/actor.jsonld`;

describe('hosts', () => {
  let directory: string;
  let database: Database;
  let asked: string[];
  beforeEach(async () => {
    asked = [];
    directory = await mkdtemp(join(tmpdir(), 'pollen-hosts-'));
    const opened = await openDatabase(directory);
    if (!opened.ok) throw new Error(opened.error);
    database = opened.value;
  });
  afterEach(async () => {
    await database.close();
    await rm(directory, { recursive: true });
  });

  const request = (method: string, body: string, address = '192.0.2.1'): GatewayRequest => ({
    method,
    url: new URL(`http://localhost/pollen/hosts?actor=${encodeURIComponent(actor)}`),
    headers: {},
    host: { kind: 'app', origin: 'http://localhost' },
    address,
    body: async () => ok(new TextEncoder().encode(body)),
  });
  const endpoint = (answer: string, privateHosts = false): { handle(request: GatewayRequest): Promise<Answer> } =>
    createHostsEndpoint({
      database,
      isHosted: (candidate: Did) => candidate === did,
      nowMs: () => 0,
      privateHosts,
      async fetch(url) {
        asked.push(url.href);
        return url.hostname === 'down.example' ? err('down') : ok({ status: 200, body: new TextEncoder().encode(answer) });
      },
    });
  const announce = (host: string): string => JSON.stringify({ actor, host });

  it('are listed when they really have answers for the account', async () => {
    const { handle } = endpoint('{"type":"OrderedCollection"}');
    expect((await handle(request('POST', announce('social.example')))).status).toBe(201);
    expect((await handle(request('POST', announce('https://social.example')))).status).toBe(200);
    expect(asked).toEqual([`https://social.example/pollen/responses?actor=${encodeURIComponent(actor)}`]);
    expect((await handle(request('POST', announce('down.example')))).status).toBe(400);
    const list = await handle(request('GET', ''));
    expect(JSON.parse(String(list.body))).toEqual({ actor, hosts: ['https://social.example'] });
  });

  it('are not believed otherwise, nor asked without end', async () => {
    const { handle } = endpoint('<html>');
    expect((await handle(request('POST', announce('social.example')))).status).toBe(400);
    for (const host of ['http://social.example', 'https://a:b@social.example', 'https://social.example/x', '', 'x'.repeat(300)]) {
      expect((await handle(request('POST', announce(host), '192.0.2.2'))).status, host).toBe(400);
    }
    expect(asked).toHaveLength(1);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await handle(request('POST', announce(`h${i}.example`), '192.0.2.3'))).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });

  it('are checked only so often for one account, wherever the announcements come from', async () => {
    const { handle } = endpoint('{"type":"OrderedCollection"}');
    const statuses: number[] = [];
    for (let i = 0; i < 32; i++)
      statuses.push((await handle(request('POST', announce(`h${i}.example`), `198.51.${i}.1`))).status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(30);
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect(asked).toHaveLength(30);
    // Those that are known cost nothing.
    expect((await handle(request('POST', announce('h1.example'), '198.51.100.7'))).status).toBe(200);
  });

  it('are all kept when several announce themselves at once', async () => {
    const { handle } = endpoint('{"type":"OrderedCollection"}');
    const names = ['a.example', 'b.example', 'c.example'];
    await Promise.all(names.map((name) => handle(request('POST', announce(name)))));
    const list: { hosts: string[] } = JSON.parse(String((await handle(request('GET', ''))).body));
    expect(list.hosts.toSorted()).toEqual(names.map((name) => `https://${name}`));
  });

  it('may be machines of a laboratory when the operator says so, and of accounts kept here only', async () => {
    const { handle } = endpoint('{"type":"OrderedCollection"}', true);
    expect((await handle(request('POST', announce('http://127.0.0.1:8190')))).status).toBe(201);
    const stranger = JSON.stringify({ actor: createAccountFixture({ seed: 9 }).signer.did, host: 'social.example' });
    expect((await handle(request('POST', stranger))).status).toBe(404);
    expect(asked).toHaveLength(1);
  });

  it('are never machines of this network', async () => {
    for (const url of ['https://localhost/', 'https://127.0.0.1/', 'https://[::1]/', 'http://social.example/']) {
      expect((await fetchFromPublicHost(new URL(url), 1000)).ok, url).toBe(false);
    }
    const local = await fetchFromPublicHost(new URL('https://localhost/'), 1000);
    expect(local.ok ? '' : local.error).toBe('not a public address');
  });
});
