import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountPaths } from '../../protocol/identity/paths.ts';
import { privatePath } from '../../protocol/private-state/private-path.ts';
import { type AccountFixture, createAccountFixture } from '../../protocol/tree/account-fixture.ts';
import { locatePath } from '../../protocol/tree/read-path.ts';
import { startTestGateway, type TestGateway } from '../gateway-fixture.ts';
import { type HostedAccount, hostAccount } from '../hosted-fixture.ts';

describe('the private state of a hosted account', () => {
  let gateway: TestGateway;
  let account: AccountFixture;
  let hosted: HostedAccount;
  const file = (byte: number) => new Map([[`${privatePath(account.signer.did)}/1-0`, new Uint8Array(1052).fill(byte)]]);

  beforeEach(async () => {
    gateway = await startTestGateway();
    account = createAccountFixture({ nowMs: Date.now() - 3_600_000, stepMs: 1000 });
    await account.publish([await account.create('<p>hello</p>')], { files: file(1) });
    hosted = await hostAccount(account, gateway);
  }, 30_000);
  afterEach(() => hosted.node.stop());

  it('is not among the documents that are served, and its devices get it as a block', async () => {
    const { did } = account.signer;
    const base = `/.well-known/apgateway/${did}`;
    for (const path of [`${base}/private/1-0`, `${base.replaceAll(':', '%3A')}/private/1-0`, `${base}/private`]) {
      expect((await gateway.send(path)).status, path).toBe(404);
    }
    const name = didToIpnsName(did);
    for (const tree of [`/ipns/${name}`, `/ipfs/${String(account.root)}`]) {
      for (const path of [`${base}/private/1-0`, `${base}/private`, `${base.replaceAll(':', '%3A')}/private/`])
        expect((await gateway.send(`${tree}${path}`)).status, `${tree}${path}`).toBe(404);
      const folder = await gateway.send(`${tree}${base}/`);
      expect([folder.status, folder.body.toString().includes('outbox'), folder.body.toString().includes('private')]).toEqual([
        200,
        true,
        false,
      ]);
      // What is beside it is served, and devices copy the folder with the tree.
      expect((await gateway.send(`${tree}${base}/outbox.jsonld`)).status).toBe(200);
      expect((await gateway.send(`${tree}${base}/private?format=car`)).status).toBe(200);
    }
    const { root } = account;
    const located = root && (await locatePath(account.store, root, `${privatePath(did)}/1-0`));
    if (located?.type !== 'found') throw new Error('no private file was published');
    const block = await gateway.send(`/ipfs/${located.cid.toString()}?format=raw`);
    expect(block.status).toBe(200);
  });

  it('changes without any change for those who poll', async () => {
    const outbox = `/${accountPaths(account.signer.did).outbox}`;
    const before = await gateway.send(outbox);
    await account.publish([], { files: file(2) });
    await hosted.publish();
    const etag = String(before.headers['etag']);
    expect((await gateway.send(outbox, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});
