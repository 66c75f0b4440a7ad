import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway } from '../gateway/gateway-fixture.ts';
import { buildHostingRequest } from '../network/gateways/hosting-request.ts';
import { createMemoryHeadStore } from '../network/heads/memory-head-store.ts';
import { createNode } from '../network/node-node.ts';
import { createHost } from '../protocol/conformance/testing/host-fixture.ts';
import { createGoodAccount, filesOf, treeFiles } from '../protocol/conformance/testing/tree-files.ts';
import type { TreeFiles } from '../protocol/conformance/testing/tree-files.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import type { AccountFixture } from '../protocol/tree/account-fixture.ts';
import { runPollen } from './check-fixture.ts';

const origin = 'https://me.example';
let account: AccountFixture;
let tree: TreeFiles;
const servers = new Set<Server>();

beforeAll(async () => {
  account = await createGoodAccount(origin);
  tree = treeFiles(account, await filesOf(account));
});

afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers.clear();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A web server that does everything right. */
function serveWell(): Promise<string> {
  const host = createHost({ origin, did: tree.did, files: tree.files });
  return serve(async (request, response) => {
    const headers = {
      ...(request.headers['if-none-match'] !== undefined && { 'If-None-Match': request.headers['if-none-match'] }),
    };
    const method = request.method === 'POST' ? 'POST' : 'GET';
    const { answer } = await host.ask({ url: `${origin}${request.url}`, method, headers, limitBytes: 2 ** 30 });
    response.writeHead(answer?.status ?? 500, answer?.headers).end(answer?.body);
  });
}

/** A server that knows files and nothing else. */
const serveBare = (): Promise<string> =>
  serve((request, response) => {
    const bytes = tree.files.get(decodeURIComponent(request.url ?? '').slice(1));
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });

describe('a website', () => {
  it('on a local server reaches L1 for the origin that it will have', async () => {
    const site = await serveWell();
    const ran = await runPollen(['check', site, '--origin', origin, '--level', 'L1']);
    expect(ran.output).toContain('L1  viewable in the fediverse  ✓ reached');
    expect(ran.exitCode).toBe(0);
  });

  it('is known as its owner’s when it is named by the address of a document', async () => {
    let port = 0;
    const site = await serve((request, response) => {
      const bytes = own.files.get(decodeURIComponent(request.url ?? '').slice(1));
      response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
    });
    port = Number(new URL(site).port);
    const local = `http://127.0.0.1:${port}`;
    const account = await createGoodAccount(local);
    const own = treeFiles(account, await filesOf(account));
    const { output } = await runPollen(['check', `${local}/.well-known/apgateway/${own.did}/actor.jsonld`, '--json']);
    const [report] = JSON.parse(output).accounts;
    // Its own origin, though no https one; and its pictures are found at the top.
    expect(report.levels).toEqual({ L0: 'reached', L1: 'broken', R1: 'reached' });
    expect(report.coverage.media).toEqual({ checked: 1, total: 1 });
    expect(report.findings.map(({ rule }: { rule: string }) => rule)).toContain('origin-https');
  });

  it('on a bare server is a valid tree and no more', async () => {
    const site = await serveBare();
    const args = ['check', site, '--account', tree.did, '--origin', origin];
    expect((await runPollen(args)).exitCode).toBe(0);
    const demanded = await runPollen([...args, '--level', 'L1']);
    expect(demanded.exitCode).toBe(1);
    for (const rule of ['http-type', 'http-cors', 'http-validator', 'http-cache', 'http-inbox', 'webfinger-missing'])
      expect(demanded.output).toContain(rule);
  });

  it('that names nobody must be told whose it is', async () => {
    const { exitCode, errors } = await runPollen(['check', await serveBare()]);
    expect(exitCode).toBe(2);
    expect(errors).toContain('no account is named there');
  });

  it('may name its owner in the head of its page', async () => {
    const site = await serve((request, response) => {
      const bytes = tree.files.get(decodeURIComponent(request.url ?? '').slice(1));
      const page = `<link rel="alternate" type="application/activity+json" href="/.well-known/apgateway/${tree.did}/actor.jsonld">`;
      response.writeHead(bytes === undefined && request.url !== '/' ? 404 : 200).end(bytes ?? page);
    });
    expect(await runPollen(['check', site])).toMatchObject({ exitCode: 0 });
  });

  it('that nobody answers at cannot be read', async () => {
    const site = await serveBare();
    for (const server of servers) server.close();
    const { exitCode, output } = await runPollen(['check', `${site}/.well-known/apgateway/${tree.did}/actor.jsonld`]);
    expect(exitCode).toBe(2);
    expect(output).toContain('ECONNREFUSED');
  });
});

describe('a host that means ill', () => {
  const url = (site: string): string => `${site}/.well-known/apgateway/${tree.did}/actor.jsonld`;

  it('does not keep the checker busy with a body that never ends', async () => {
    const site = await serve((_request, response) => {
      response.on('error', () => undefined);
      const write = (): void => {
        while (response.writable && response.write(Buffer.alloc(65_536, 32)));
        if (response.writable) response.once('drain', write);
      };
      write();
    });
    const { exitCode, output } = await runPollen(['check', url(site)]);
    expect(exitCode).toBe(2);
    expect(output).toContain('json-limits');
  });

  it('does not keep the checker busy with redirects', async () => {
    const site = await serve((request, response) => response.writeHead(302, { Location: `${request.url}?` }).end());
    const { exitCode, output } = await runPollen(['check', url(site)]);
    expect(exitCode).toBe(2);
    expect(output).toContain('redirected again and again');
  });

  it('is left when the time is up', async () => {
    const site = await serve(() => undefined);
    const { exitCode, output } = await runPollen(['check', url(site), '--seconds', '1']);
    expect(exitCode).toBe(2);
    expect(output).toContain('Could not be read');
  });
});

describe('a gateway', () => {
  it('that keeps an account passes by every kind of address', async () => {
    const gateway = await startTestGateway();
    const name = didToIpnsName(tree.did);
    const node = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
    try {
      node.watch(name, {});
      await node.connect(gateway.multiaddrs[0] ?? '');
      await gateway.write(
        'POST',
        '/pollen/hosting',
        await buildHostingRequest(account.signer, { origin: gateway.origin, nowMs: Date.now() }),
      );
      if (account.root === undefined) throw new Error('nothing is published');
      await node.publish(account.signer, account.root);
      await gateway.settled(name);
      await expect
        .poll(async () => (await gateway.send(`/ipns/${name}/.well-known/apgateway/${tree.did}/outbox.jsonld`)).status)
        .toBe(200);
      for (const target of [
        ['ipns://' + name, '--via', gateway.origin],
        [tree.did, '--via', gateway.origin],
        [`${gateway.origin}/.well-known/apgateway/${tree.did}/outbox.jsonld`],
        [`http://127.0.0.1:${gateway.port}/ipns/${name}/`],
      ]) {
        const { exitCode, output } = await runPollen(['check', ...target, '--json']);
        const { accounts } = JSON.parse(output);
        expect(accounts[0].findings).toEqual([]);
        expect(accounts[0].record.root).toBe(account.root.toString());
        expect(accounts[0].levels).toEqual({ L0: 'reached', L1: 'not-applicable', R1: 'reached' });
        expect(exitCode).toBe(0);
      }
    } finally {
      await node.stop();
    }
  });
});
