import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildHostingRequest } from '../network/gateways/hosting-request.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import { accountPaths } from '../protocol/identity/paths.ts';
import { type AccountFixture, createAccountFixture } from '../protocol/tree/account-fixture.ts';
import { startTestGateway, type TestGateway } from './gateway-fixture.ts';
import { hostAccount } from './hosted-fixture.ts';
import { type Lists, readLists, watchLists } from './lists.ts';

const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';

describe('lists in files', () => {
  let folder: string;
  let stop: () => void = () => {};
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'pollen-lists-'))));
  afterEach(() => {
    stop();
    rmSync(folder, { recursive: true });
  });

  it('are read again when a file is written or replaced, and stay when it makes no sense', async () => {
    const denyFile = join(folder, 'deny');
    const invitesFile = join(folder, 'invites');
    writeFileSync(denyFile, '');
    writeFileSync(invitesFile, 'meadow\n');
    const sources = { denyFile, invitesFile, invites: ['always'] };
    expect(readLists(sources)).toEqual({ ok: true, value: { denied: [], invites: ['always', 'meadow'] } });
    const seen: Lists[] = [];
    const said: string[] = [];
    const watched = watchLists(sources, {
      onLists: async (lists) => void seen.push(lists),
      log: (line) => said.push(line),
      everyMs: 20,
    });
    ({ stop } = watched);
    writeFileSync(denyFile, `# spam\n${did}\n`);
    await expect.poll(() => seen.at(-1)).toEqual({ denied: [did], invites: ['always', 'meadow'] });
    writeFileSync(join(folder, 'new'), 'hedge\nriver\n');
    renameSync(join(folder, 'new'), invitesFile);
    await expect.poll(() => seen.at(-1)?.invites).toEqual(['always', 'hedge', 'river']);
    const before = seen.length;
    writeFileSync(denyFile, `${did}\nnobody that we know of\n`);
    await expect.poll(() => said.at(-1)).toMatch(/stay as they were.*no account/);
    rmSync(denyFile);
    watched.reload();
    await expect.poll(() => said.at(-1)).toMatch(/stay as they were.*ENOENT/);
    expect(seen).toHaveLength(before);
  });
});

describe('lists that change while the gateway runs', () => {
  const ask = async (gateway: TestGateway, account: AccountFixture, invite?: string): Promise<number> => {
    const request = { origin: gateway.origin, nowMs: Date.now(), ...(invite === undefined ? {} : { invite }) };
    return (await gateway.write('POST', '/pollen/hosting', await buildHostingRequest(account.signer, request))).status;
  };

  it('shut out an account at once, and let go of what was kept for it', async () => {
    const gateway = await startTestGateway();
    const [account, other] = [createAccountFixture({ seed: 21 }), createAccountFixture({ seed: 22 })];
    for (const each of [account, other]) await each.publish([await each.create('<p>hello</p>')]);
    const hosted = await hostAccount(account, gateway);
    const otherHosted = await hostAccount(other, gateway);
    const outboxOf = (of: AccountFixture): string => `/${accountPaths(of.signer.did).outbox}`;
    const etag = String((await gateway.send(outboxOf(account))).headers['etag']);
    const conditional = { headers: { 'if-none-match': etag } };
    expect((await gateway.send(outboxOf(account), conditional)).status).toBe(304);

    await gateway.setLists({ denied: [account.signer.did], invites: [] });
    expect((await gateway.send(outboxOf(account), conditional)).status).toBe(404);
    expect((await gateway.send(`/ipns/${didToIpnsName(account.signer.did)}?format=raw`)).status).toBe(410);
    expect((await gateway.send(`/ipfs/${account.root}?format=raw`)).status).toBe(404);
    expect(await ask(gateway, account)).toBe(403);
    // It goes on publishing, and nobody here listens.
    await account.publish([await account.create('<p>again</p>')]);
    if (account.root !== undefined) await hosted.node.publish(account.signer, account.root);
    await otherHosted.publish();
    expect((await gateway.send(outboxOf(other))).status).toBe(200);
    expect((await gateway.send(outboxOf(account))).status).toBe(404);

    await gateway.setLists({ denied: [], invites: [] });
    expect(await ask(gateway, account)).toBe(200);
    await hosted.publish();
    expect((await gateway.send(outboxOf(account))).status).toBe(200);
    await Promise.all([hosted, otherHosted].map(({ node }) => node.stop()));
  }, 40_000);

  it('let in who brings a new invitation', async () => {
    const gateway = await startTestGateway({ openHosting: false, invites: ['meadow'] });
    const account = createAccountFixture({ seed: 23 });
    expect(await ask(gateway, account, 'hedge')).toBe(403);
    await gateway.setLists({ denied: [], invites: ['hedge'] });
    expect(await ask(gateway, createAccountFixture({ seed: 24 }), 'meadow')).toBe(403);
    expect(await ask(gateway, account, 'hedge')).toBe(200);
  });
});
