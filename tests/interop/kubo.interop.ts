import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningGateway, startGateway } from '../../src/gateway/gateway.ts';
import { buildHostingRequest } from '../../src/network/gateways/hosting-request.ts';
import { createMemoryHeadStore } from '../../src/network/heads/memory-head-store.ts';
import { createNode, type NodeNetwork } from '../../src/network/node-node.ts';
import { digestMultibase } from '../../src/protocol/identity/digest.ts';
import { didToIpnsName } from '../../src/protocol/identity/ids.ts';
import { accountPaths, mediaPath } from '../../src/protocol/identity/paths.ts';
import { createAccountFixture } from '../../src/protocol/tree/account-fixture.ts';
import { type Kubo, startKubo } from './support/kubo.ts';

const posts = 65;
const picture = new Uint8Array(1_500_000).map((_, index) => (index * index) % 251);

describe('a Kubo node', () => {
  const account = createAccountFixture({ seed: 41, nowMs: Date.now() - 86_400_000 });
  const { did } = account.signer;
  const name = didToIpnsName(did);
  let gateway: RunningGateway;
  let node: NodeNetwork;
  let kubo: Kubo;
  let folder: string;
  let origin: string;

  const root = (): string => {
    if (account.root === undefined) throw new Error('nothing published');
    return account.root.toString();
  };
  /** Publishes from the device; resolves when the gateway keeps all of it, pictures included. */
  const publish = async (...args: Parameters<typeof account.publish>): Promise<void> => {
    await account.publish(...args);
    if (account.root !== undefined) await node.publish(account.signer, account.root);
    await vi.waitFor(
      async () => {
        const served = await fetch(`${origin}/ipns/${name}?format=raw`);
        expect(served.headers.get('x-ipfs-roots')).toBe(root());
      },
      { timeout: 20_000 },
    );
    await gateway.settled(name);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pollen-interop-'));
    gateway = await startGateway({ dataDirectory: join(folder, 'gateway'), port: 0 });
    origin = `http://127.0.0.1:${gateway.port}`;
    node = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
    node.watch(name, {});
    await node.connect(gateway.multiaddrs[0] ?? '');
    const { token } = (await (await fetch(`${origin}/pollen/gateway.json`)).json()) as { readonly token: string };
    const asked = await fetch(`${origin}/pollen/hosting`, {
      method: 'POST',
      headers: { 'x-pollen-token': token },
      body: new Uint8Array(await buildHostingRequest(account.signer, { origin: gateway.origin, nowMs: Date.now() })),
    });
    expect(asked.status).toBe(200);
    const digest = digestMultibase(picture);
    const notes = await Promise.all(Array.from({ length: posts }, (_, index) => account.create(`<p>post ${index} · ñ · 花</p>`)));
    await publish(notes, { media: [{ digest, bytes: picture, mediaType: 'image/png' }] });
    // The author's device is gone: what Kubo gets, it gets from the gateway.
    await node.stop();
    kubo = await startKubo(origin);
  });
  afterAll(async () => {
    await kubo?.stop();
    await gateway?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('pins an account from a gateway that it only knows as a router, over Bitswap', async () => {
    expect(await kubo.run('swarm', 'peers')).toBe('');
    await kubo.run('pin', 'add', '--progress=false', `/ipfs/${root()}`);
    expect(await kubo.run('pin', 'ls', '--type=recursive', '--quiet')).toContain(root());
    expect(await kubo.run('swarm', 'peers')).toContain(gateway.peerId);
    const [, blocks] = /blocks received: (\d+)/.exec(await kubo.run('bitswap', 'stat')) ?? [];
    expect(Number(blocks)).toBeGreaterThanOrEqual(account.store.size);
    const refs = (await kubo.run('refs', '--recursive', '--unique', '--offline', root())).split('\n');
    expect(new Set([root(), ...refs]).size).toBe(account.store.size);
  });

  it('resolves the account’s name, and holds its record for valid', async () => {
    expect(await kubo.run('name', 'resolve', '--nocache', name)).toBe(`/ipfs/${root()}`);
    const file = join(folder, 'record');
    const record = await fetch(`${origin}/routing/v1/ipns/${name}`);
    await writeFile(file, new Uint8Array(await record.arrayBuffer()));
    const inspected = JSON.parse(await kubo.run('name', 'inspect', '--enc=json', '--verify', name, file)) as {
      readonly Validation: { readonly Valid: boolean };
      readonly Entry: { readonly Value: string };
    };
    expect(inspected.Validation.Valid).toBe(true);
    expect(inspected.Entry.Value).toBe(`/ipfs/${root()}`);
  });

  it('serves the account over its own gateway, byte for byte, and the checker passes there', async () => {
    const { outbox } = accountPaths(did);
    for (const path of [outbox, mediaPath(digestMultibase(picture), 'png')]) {
      const [theirs, ours] = await Promise.all(
        [`${kubo.gateway}/ipns/${name}/${path}`, `${origin}/ipns/${name}/${path}`].map((url) =>
          fetch(url, { headers: { 'accept-encoding': 'identity' } }),
        ),
      );
      if (!theirs || !ours) throw new Error('no answer');
      expect(theirs.status, path).toBe(200);
      expect(Buffer.from(await theirs.arrayBuffer()).equals(Buffer.from(await ours.arrayBuffer())), path).toBe(true);
      expect(theirs.headers.get('etag')).toBe(ours.headers.get('etag'));
    }
    const main = join(import.meta.dirname, '../../src/cli/main.ts');
    const args = [
      main,
      'check',
      `${kubo.gateway}/ipns/${name}`,
      '--pages',
      'all',
      '--objects',
      'all',
      '--media',
      'all',
      '--json',
    ];
    const checked = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 24 }).catch(
      (error: { readonly stdout?: string; readonly stderr?: string }) => {
        throw new Error(`the checker does not pass:\n${error.stdout}\n${error.stderr}`);
      },
    );
    expect(checked.stdout).toContain(did);
  });

  it('imports a CAR of the account offline, and gets the same root', async () => {
    const file = join(folder, 'account.car');
    const car = await fetch(`${origin}/ipfs/${root()}?format=car`);
    await writeFile(file, new Uint8Array(await car.arrayBuffer()));
    const alone = await startKubo();
    try {
      const imported = await alone.run('dag', 'import', '--stats', '--enc=json', file);
      const [first] = imported
        .split('\n')
        .map((line) => JSON.parse(line) as { readonly Root?: { readonly Cid: { '/': string } } });
      expect(first?.Root?.Cid['/']).toBe(root());
      // Fails when a block is missing: this node has nobody to ask.
      const refs = (await alone.run('refs', '--recursive', '--unique', '--offline', root())).split('\n');
      expect(new Set([root(), ...refs]).size).toBe(account.store.size);
      expect(await alone.run('cat', '--offline', `/ipfs/${root()}/${accountPaths(did).outbox}`)).toContain(
        `"totalItems":${posts}`,
      );
    } finally {
      await alone.stop();
    }
  });

  it('follows the account when it publishes again', async () => {
    node = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
    try {
      node.watch(name, {});
      await node.connect(gateway.multiaddrs[0] ?? '');
      await publish([await account.create('<p>one more</p>')]);
    } finally {
      await node.stop();
    }
    expect(await kubo.run('name', 'resolve', '--nocache', name)).toBe(`/ipfs/${root()}`);
    await kubo.run(
      'pin',
      'update',
      `/ipfs/${(await kubo.run('pin', 'ls', '--type=recursive', '--quiet')).split('\n')[0]}`,
      root(),
    );
    const outbox = await kubo.run('cat', '--offline', `/ipfs/${root()}/${accountPaths(did).outbox}`);
    expect(outbox).toContain(`"totalItems":${posts + 1}`);
  });
});
