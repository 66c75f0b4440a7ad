import { afterEach, describe, expect, it } from 'vitest';
import { buildHostingRequest } from '../../network/gateways/hosting-request.ts';
import { createMemoryHeadStore } from '../../network/heads/memory-head-store.ts';
import { createNode, type NodeNetwork } from '../../network/node-node.ts';
import { buildCreate } from '../../protocol/activity-streams/build-activity.ts';
import { buildNote } from '../../protocol/activity-streams/build-note.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountId, basePath, objectPath, treePathToId } from '../../protocol/identity/paths.ts';
import { createRkeyClock } from '../../protocol/identity/rkey.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { serialize, signDocument } from '../../protocol/proof/proof.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { type AccountFixture, createAccountFixture } from '../../protocol/tree/account-fixture.ts';
import { startTestGateway } from '../gateway-fixture.ts';

let node: NodeNetwork | undefined;
afterEach(() => node?.stop());

/** An account at a gateway, with a peer that has its tree. */
async function hostedAccount(seed: number) {
  const gateway = await startTestGateway();
  const account = createAccountFixture({ seed });
  const name = didToIpnsName(account.signer.did);
  const peer = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
  node = peer;
  peer.watch(name, {});
  await peer.connect(gateway.multiaddrs[0] ?? '');
  const ask = async (): Promise<JsonObject> => {
    const body = await buildHostingRequest(account.signer, { origin: gateway.origin, nowMs: Date.now() });
    return JSON.parse((await gateway.write('POST', '/pollen/hosting', body)).text);
  };
  await ask();
  return {
    gateway,
    account,
    /** Publishes, and waits until the gateway has taken or refused it. */
    async publish(
      activities: readonly JsonObject[],
      files: ReadonlyMap<string, Uint8Array | null> = new Map(),
    ): Promise<JsonObject> {
      await account.publish(activities, { files });
      if (account.root === undefined) throw new Error('no root');
      const { head } = await peer.publish(account.signer, account.root);
      await gateway.write('PUT', `/routing/v1/ipns/${name}`, head.record);
      const root = account.root.toString();
      const isSettled = (state: JsonObject): boolean => state['root'] === root || state['trouble'] !== undefined;
      await expect.poll(async () => isSettled(await ask()), { timeout: 10_000 }).toBe(true);
      await gateway.settled(name);
      return ask();
    },
  };
}

/** A note in somebody else's name, at a place in the account's own tree. */
function forge({ signer, nowMs }: AccountFixture) {
  const victim = createAccountFixture({ seed: 99 }).signer.did;
  const { did } = signer;
  const published = timestampOf(nowMs);
  const rkey = createRkeyClock(3).next(nowMs);
  const path = objectPath(did, rkey);
  const note = buildNote({ did, id: treePathToId(did, path), html: '<p>words in a mouth</p>', published, audience: 'public' });
  return { did, rkey, path, published, note: { ...note, attributedTo: accountId(victim, 'actor') } };
}

// A server that trusts hosts would take such a file, served under this gateway's origin, for the other's own word.
describe('what its key did not sign', () => {
  it('does not get a file of its own by being embedded in a signed page', async () => {
    const { gateway, account, publish } = await hostedAccount(21);
    const { did, rkey, path, published, note } = forge(account);
    const create = await signDocument(buildCreate({ did, rkey, published }, note), account.signer, published);
    expect((await publish([create]))['trouble']).toMatch(/refused/);
    expect((await gateway.send(`/${path}`)).status).toBe(404);
  });

  it('does not become a document by lying elsewhere in the tree first', async () => {
    const { gateway, account, publish } = await hostedAccount(23);
    const { path, note } = forge(account);
    const bytes = serialize(note);
    expect(
      (await publish([await account.create('<p>one</p>')], new Map([['notes/first.txt', bytes]])))['trouble'],
    ).toBeUndefined();
    expect((await gateway.send(`/${path}`)).status).toBe(404);
    expect((await publish([await account.create('<p>two</p>')], new Map([[path, bytes]])))['trouble']).toMatch(/refused/);
    expect((await gateway.send(`/${path}`)).status).toBe(404);
  });

  it('does not become a document by lying in two places at once, alone or in a folder', async () => {
    const { account, gateway, publish } = await hostedAccount(24);
    const { path, note } = forge(account);
    const bytes = serialize(note);
    const twice = new Map([
      ['a/first.txt', bytes],
      [path, bytes],
    ]);
    expect((await publish([await account.create('<p>one</p>')], twice))['trouble']).toMatch(/refused/);
    expect((await gateway.send(`/${path}`)).status).toBe(404);
  });

  it('does not become a document when its folder is moved', async () => {
    const { account, gateway, publish } = await hostedAccount(25);
    const { path, note } = forge(account);
    const bytes = serialize(note);
    const folder = path.split('/').slice(0, -1).join('/');
    const elsewhere = path.replace(folder, 'innocent');
    expect((await publish([], new Map([[elsewhere, bytes]])))['trouble']).toBeUndefined();
    expect(
      (
        await publish(
          [],
          new Map([
            [elsewhere, null],
            [path, bytes],
          ]),
        )
      )['trouble'],
    ).toMatch(/refused/);
    expect((await gateway.send(`/${path}`)).status).toBe(404);
  });

  it('does not look like a document among the media, where nothing is checked', async () => {
    const { account, gateway, publish } = await hostedAccount(26);
    const { did, note } = forge(account);
    await publish([], new Map([['m/a/b/note.jsonld', serialize(note)]]));
    const answer = await gateway.send(`${basePath(did)}/m/a/b/note.jsonld`);
    expect(answer.headers['content-type']).not.toMatch(/json/);
  });
});
