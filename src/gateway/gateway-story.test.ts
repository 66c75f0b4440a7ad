import { afterEach, describe, expect, it } from 'vitest';
import { createNode, type NodeNetwork } from '../network/node-node.ts';
import { createMemoryHeadStore } from '../network/heads/memory-head-store.ts';
import { buildHostingRequest } from '../network/gateways/hosting-request.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import { accountPaths, basePath, mediaPath, pagePath } from '../protocol/identity/paths.ts';
import { digestMultibase } from '../protocol/identity/digest.ts';
import type { JsonObject } from '../protocol/json.ts';
import { type AccountFixture, createAccountFixture } from '../protocol/tree/account-fixture.ts';
import { startTestGateway, type TestGateway } from './gateway-fixture.ts';

const nodes = new Set<NodeNetwork>();

afterEach(async () => {
  await Promise.all([...nodes].map((node) => node.stop()));
  nodes.clear();
});

/** A peer that holds the fixture's account and is connected to the gateway's relay. */
async function connectedPeer(account: AccountFixture, gateway: TestGateway): Promise<NodeNetwork> {
  const node = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
  nodes.add(node);
  node.watch(didToIpnsName(account.signer.did), {});
  await node.connect(gateway.multiaddrs[0] ?? '');
  return node;
}

async function askForHosting(account: AccountFixture, gateway: TestGateway, more: { invite?: string } = {}): Promise<JsonObject> {
  const body = await buildHostingRequest(account.signer, { origin: gateway.origin, nowMs: Date.now(), ...more });
  const answer = await gateway.write('POST', '/pollen/hosting', body);
  return answer.status === 200 ? JSON.parse(answer.text) : { status: answer.status, text: answer.text };
}

const outboxUrl = (account: AccountFixture): string => `/${accountPaths(account.signer.did).outbox}`;

async function publishTo(node: NodeNetwork, account: AccountFixture, activities: readonly JsonObject[]): Promise<void> {
  await account.publish(activities);
  if (account.root !== undefined) await node.publish(account.signer, account.root);
}

const totalItems = async (account: AccountFixture, gateway: TestGateway): Promise<number | undefined> => {
  const answer = await gateway.send(outboxUrl(account));
  return answer.status === 200 ? JSON.parse(answer.text).totalItems : undefined;
};

describe('an account and its gateway', () => {
  it('is copied, served while its owner is away, and after a restart', async () => {
    const gateway = await startTestGateway();
    const account = createAccountFixture({ nowMs: Date.now() - 3_600_000, stepMs: 1000 });
    const node = await connectedPeer(account, gateway);
    expect(await askForHosting(account, gateway)).toMatchObject({ hosted: true, usedBytes: 0 });
    const activities = await Promise.all(Array.from({ length: 30 }, (_, index) => account.create(`<p>${index}</p>`)));
    await publishTo(node, account, activities.slice(0, 25));
    await expect.poll(() => totalItems(account, gateway), { timeout: 10_000 }).toBe(25);

    // One more post and one less: the copy follows, and what no tree links to any more is let go.
    await publishTo(node, account, activities.slice(25));
    await expect.poll(() => totalItems(account, gateway), { timeout: 10_000 }).toBe(30);
    const before = account.root;
    await publishTo(node, account, [await account.remove(activities[3] ?? {})]);
    await expect.poll(() => totalItems(account, gateway), { timeout: 10_000 }).toBe(31);
    await node.configure({ gateways: [gateway.origin, 'http://127.0.0.1:1'] });
    const servedBy = async (root = account.root) => root && node.servedBy(didToIpnsName(account.signer.did), root);
    expect(await servedBy()).toEqual([gateway.origin]);
    expect(await servedBy(before)).toEqual([]);
    const { did } = account.signer;
    await gateway.settled(didToIpnsName(did));
    const liveBytes = [...account.store.blocks()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(await askForHosting(account, gateway)).toMatchObject({
      hosted: true,
      usedBytes: liveBytes,
      root: account.root?.toString(),
    });

    await node.stop();
    nodes.delete(node);
    const again = await gateway.restart();
    const outbox = await again.send(outboxUrl(account));
    expect(outbox.status).toBe(200);
    expect(outbox.headers['content-type']).toBe('application/ld+json; profile="https://www.w3.org/ns/activitystreams"');
    const etag = String(outbox.headers['etag']);
    expect(etag).toMatch(/^"baf[a-z0-9]+"$/);
    const unchanged = await again.send(outboxUrl(account), { headers: { 'if-none-match': etag } });
    expect(unchanged.status).toBe(304);
    expect(unchanged.body).toHaveLength(0);
    for (const path of [accountPaths(did).actor, pagePath(did, 0), pagePath(did, 1)])
      expect((await again.send(`/${path}`)).status, path).toBe(200);
    const record = await again.send(`/routing/v1/ipns/${didToIpnsName(did)}`);
    expect(record.headers['content-type']).toBe('application/vnd.ipfs.ipns-record');
    expect(record.body.length).toBeGreaterThan(100);
  }, 40_000);

  it('is copied from whoever has it when the record comes over HTTP', async () => {
    const gateway = await startTestGateway();
    const account = createAccountFixture({ seed: 2 });
    const node = await connectedPeer(account, gateway);
    await askForHosting(account, gateway);
    await account.publish([await account.create('<p>one</p>')]);
    const offline = createMemoryHeadStore();
    const publisher = await createNode({ blocks: account.store, heads: offline });
    nodes.add(publisher);
    if (account.root === undefined) throw new Error('no root');
    const { head } = await publisher.publish(account.signer, account.root);
    const put = await gateway.write('PUT', `/routing/v1/ipns/${head.name}`, head.record);
    expect(put.status).toBe(200);
    await expect.poll(() => totalItems(account, gateway), { timeout: 10_000 }).toBe(1);
    // Its device is found by others only when it says that it hands the account out.
    const providers = async (): Promise<{ ID: string; Addrs: string[] }[]> =>
      JSON.parse((await gateway.send(`/routing/v1/providers/${head.name}`)).text).Providers;
    expect(await providers()).toEqual([]);
    node.peers.hold.hold(head.name, true);
    await expect.poll(providers).toHaveLength(1);
    const [provider] = await providers();
    expect(provider?.ID).toBe(node.peers.node.libp2p.peerId.toString());
    expect(provider?.Addrs[0]).toBe(`/ip4/127.0.0.1/tcp/${gateway.port}/ws/p2p/${gateway.peerId}/p2p-circuit/webrtc`);
  }, 40_000);

  it('brings its pictures, and loses nothing when it is larger than its quota', async () => {
    const gateway = await startTestGateway({ quotaBytes: 300_000 });
    const account = createAccountFixture({ seed: 3 });
    const node = await connectedPeer(account, gateway);
    await askForHosting(account, gateway);
    const picture = new Uint8Array(100_000).map((_, index) => (index * index) % 251);
    const digest = digestMultibase(picture);
    await account.publish([await account.create('<p>look</p>')], { media: [{ digest, bytes: picture, mediaType: 'image/png' }] });
    if (account.root === undefined) throw new Error('no root');
    await node.publish(account.signer, account.root);
    const { did } = account.signer;
    const path = mediaPath(digest, 'png');
    const pictureUrl = `${basePath(did)}/${path}`;
    await expect.poll(async () => (await gateway.send(pictureUrl)).status, { timeout: 10_000 }).toBe(200);
    expect((await gateway.send(pictureUrl)).body.equals(picture)).toBe(true);

    const served = await gateway.send(outboxUrl(account));
    const large = Array.from({ length: 40 }, (_, index) => account.create(`<p>${index}${'x'.repeat(10_000)}</p>`));
    await publishTo(node, account, await Promise.all(large));
    await expect
      .poll(async () => (await askForHosting(account, gateway))['trouble'], { timeout: 10_000 })
      .toMatch(/larger than the quota/);
    const state = await askForHosting(account, gateway);
    expect(state['usedBytes']).toBeLessThanOrEqual(300_000);
    expect((await gateway.send(outboxUrl(account))).headers['etag']).toBe(served.headers['etag']);
    expect((await gateway.send(pictureUrl)).status).toBe(200);
  }, 40_000);

  it('is refused when it publishes what its key did not sign', async () => {
    const gateway = await startTestGateway();
    const account = createAccountFixture({ seed: 4 });
    const stranger = createAccountFixture({ seed: 5 });
    const node = await connectedPeer(account, gateway);
    await askForHosting(account, gateway);
    const note = await account.create('<p>mine</p>');
    await account.publish([note], {
      files: new Map([[`${basePath(account.signer.did).slice(1)}/followers.jsonld`, new TextEncoder().encode('{"a":1}')]]),
    });
    if (account.root === undefined) throw new Error('no root');
    await node.publish(account.signer, account.root);
    await expect
      .poll(async () => (await askForHosting(account, gateway))['trouble'], { timeout: 10_000 })
      .toMatch(/followers\.jsonld is not a valid signed document/);
    expect((await gateway.send(outboxUrl(account))).status).toBe(404);
    // Another account's signature does not open the door either.
    const body = await buildHostingRequest(stranger.signer, { origin: 'https://other.example', nowMs: Date.now() });
    expect((await gateway.write('POST', '/pollen/hosting', body)).status).toBe(400);
  }, 40_000);
});

describe('who is kept', () => {
  it('is decided by invitation, number and the operator', async () => {
    const [guest, second, denied] = [6, 7, 8].map((seed) => createAccountFixture({ seed }));
    if (guest === undefined || second === undefined || denied === undefined) throw new Error('no fixture');
    const gateway = await startTestGateway({
      openHosting: false,
      invites: ['meadow'],
      maxAccounts: 1,
      denied: [denied.signer.did],
    });
    expect(await askForHosting(guest, gateway)).toMatchObject({ status: 403 });
    expect(await askForHosting(guest, gateway, { invite: 'wrong' })).toMatchObject({ status: 403 });
    expect(await askForHosting(guest, gateway, { invite: 'meadow' })).toMatchObject({ hosted: true });
    expect(await askForHosting(guest, gateway)).toMatchObject({ hosted: true });
    expect(await askForHosting(second, gateway, { invite: 'meadow' })).toMatchObject({ status: 507 });
    expect(await askForHosting(denied, gateway, { invite: 'meadow' })).toMatchObject({ status: 403 });
    expect((await gateway.send(`/ipns/${didToIpnsName(denied.signer.did)}/`, { host: `127.0.0.1:${gateway.port}` })).status).toBe(
      410,
    );
  });

  it('is nobody by an old request, one for another gateway, or one signed by another', async () => {
    const gateway = await startTestGateway();
    const { signer } = createAccountFixture({ seed: 9 });
    const other = createAccountFixture({ seed: 10 }).signer;
    const attempts = [
      buildHostingRequest(signer, { origin: gateway.origin, nowMs: Date.now() - 11 * 60_000 }),
      buildHostingRequest(signer, { origin: gateway.origin, nowMs: Date.now() + 11 * 60_000 }),
      buildHostingRequest(signer, { origin: 'https://pollen.example', nowMs: Date.now() }),
      buildHostingRequest(
        { did: signer.did, sign: (message) => other.sign(message) },
        { origin: gateway.origin, nowMs: Date.now() },
      ),
    ];
    for (const body of await Promise.all(attempts)) {
      expect((await gateway.write('POST', '/pollen/hosting', body)).status).toBe(400);
    }
  });
});
