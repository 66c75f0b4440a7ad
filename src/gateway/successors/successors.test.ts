import { afterEach, describe, expect, it } from 'vitest';
import { buildSuccession } from '../../protocol/activity-streams/build-activity.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { rkeyFor } from '../../protocol/identity/rkey.ts';
import { serialize, signDocument } from '../../protocol/proof/proof.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { digestOfKey } from '../../protocol/succession/check-succession.ts';
import { successionKey } from '../../protocol/succession/succession-state.ts';
import { createAccountFixture } from '../../protocol/tree/account-fixture.ts';
import type { AccountFixture } from '../../protocol/tree/account-fixture.ts';
import { startTestGateway, type TestGateway } from '../gateway-fixture.ts';
import { hostAccount } from '../hosted-fixture.ts';

const successor = createSeedSigner(new Uint8Array(32).fill(21));
const stranger = createSeedSigner(new Uint8Array(32).fill(22));
const startMs = Date.UTC(2026, 0, 1);

const statement = async (account: AccountFixture, signer = successor, endMs?: number): Promise<Uint8Array> => {
  const published = timestampOf(startMs);
  const base = { did: signer.did, rkey: rkeyFor(startMs, 1), published };
  const end = endMs === undefined ? undefined : timestampOf(endMs);
  return serialize(await signDocument(buildSuccession(base, account.signer.did, end), signer, published));
};

describe('a gateway and the successor of an account', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  async function start(): Promise<{
    readonly account: AccountFixture;
    readonly gateway: TestGateway;
    readonly base: string;
    publish(): Promise<void>;
    /** Publishes without waiting for the gateway; the record. */
    announce(): Promise<Uint8Array>;
    put(body: Uint8Array, on?: TestGateway): Promise<number>;
  }> {
    const account = createAccountFixture();
    const { did } = account.signer;
    const actor = await account.actor({ nextKeyDigest: digestOfKey(successor.did) });
    await account.publish([await account.create('<p>one</p>')], { actor });
    const gateway = await startTestGateway({ openHosting: true });
    const { node, publish } = await hostAccount(account, gateway);
    stops.push(() => node.stop());
    const put = async (body: Uint8Array, on = gateway): Promise<number> =>
      (await on.send(`/pollen/successor?actor=${encodeURIComponent(did)}`, { method: 'PUT', body })).status;
    const announce = async (): Promise<Uint8Array> => {
      if (account.root === undefined) throw new Error('nothing to publish');
      return (await node.publish(account.signer, account.root)).head.record;
    };
    return { account, gateway, base: `/.well-known/apgateway/${did}`, publish, announce, put };
  }

  it(
    'keeps and serves the statement of the one whom the account has named, with a hint on the outbox',
    { timeout: 60_000 },
    async () => {
      const { account, gateway, base, put } = await start();
      expect((await gateway.send(`${base}/successor.jsonld`)).status).toBe(404);
      const before = await gateway.send(`${base}/outbox.jsonld`);
      expect(before.headers['link']).toBeUndefined();
      const etag = String(before.headers['etag']);
      expect((await gateway.send(`${base}/outbox.jsonld`, { headers: { 'if-none-match': etag } })).status).toBe(304);

      const bytes = await statement(account);
      expect(await put(bytes)).toBe(201);
      expect(await put(bytes)).toBe(200);
      const answer = await gateway.send(`${base}/successor.jsonld`);
      expect([answer.status, answer.body.equals(bytes)]).toEqual([200, true]);
      expect(answer.headers['content-type']).toContain('application/ld+json');
      const link = `<${base}/successor.jsonld>; rel="successor-version"`;
      expect((await gateway.send(`${base}/outbox.jsonld`)).headers['link']).toBe(link);
      for (let turn = 0; turn < 2; turn++) {
        const unchanged = await gateway.send(`${base}/outbox.jsonld`, { headers: { 'if-none-match': etag } });
        expect([unchanged.status, unchanged.headers['link']]).toEqual([304, link]);
        expect(unchanged.headers['access-control-expose-headers']).toContain('Link');
      }
      const name = didToIpnsName(account.signer.did);
      expect(
        (await gateway.send(`/routing/v1/ipns/${name}`, { headers: { accept: 'application/vnd.ipfs.ipns-record' } })).headers[
          'link'
        ],
      ).toBe(link);
    },
  );

  it('refuses what the account has not named, and what is no statement', { timeout: 60_000 }, async () => {
    const { account, gateway, base, put } = await start();
    expect(await put(await statement(account, stranger))).toBe(403);
    const changed = Uint8Array.from(await statement(account));
    changed[changed.length - 40] = (changed[changed.length - 40] ?? 0) ^ 1;
    expect(await put(changed)).toBe(400);
    expect(await put(new TextEncoder().encode('{}'))).toBe(400);
    expect(await put(new Uint8Array(16_385))).toBe(413);
    const other = `/pollen/successor?actor=${encodeURIComponent(stranger.did)}`;
    expect((await gateway.send(other, { method: 'PUT', body: '{}' })).status).toBe(404);
    expect((await gateway.send('/pollen/successor?actor=nobody', { method: 'PUT', body: '{}' })).status).toBe(400);
    expect((await gateway.send(other, { method: 'PUT', body: '{}', headers: { origin: 'https://evil.example' } })).status).toBe(
      403,
    );
    expect((await gateway.send(other)).status).toBe(405);
    expect((await gateway.send(`${base}/successor.jsonld`)).status).toBe(404);
  });

  it(
    'keeps the first pin when a thief names somebody else, and takes nothing newer afterwards',
    { timeout: 90_000 },
    async () => {
      const { account, gateway, base, publish, announce, put } = await start();
      account.nowMs += 60_000;
      const thief = await account.actor({ nextKeyDigest: digestOfKey(stranger.did) });
      await account.publish([await account.create('<p>stolen</p>')], { actor: thief });
      await publish();
      expect(await put(await statement(account, stranger))).toBe(403);
      expect(await put(await statement(account))).toBe(201);

      const served = (await gateway.send(`${base}/outbox.jsonld`)).text;
      account.nowMs += 60_000;
      await account.publish([await account.create('<p>more</p>')]);
      const name = didToIpnsName(account.signer.did);
      expect((await gateway.write('PUT', `/routing/v1/ipns/${name}`, await announce())).text).toContain('older');
      await gateway.settled(name);
      expect((await gateway.send(`${base}/outbox.jsonld`)).text).toBe(served);
    },
  );

  it('lets an earlier end count, keeps it over a restart, and tells peers', { timeout: 60_000 }, async () => {
    const { account, gateway, base, put } = await start();
    expect(await put(await statement(account, successor, startMs + 1000))).toBe(201);
    expect(await put(await statement(account, successor, startMs + 9000))).toBe(200);
    const earlier = await statement(account, successor, startMs);
    expect(await put(earlier)).toBe(201);
    const again = await gateway.restart();
    expect((await again.send(`${base}/successor.jsonld`)).body.equals(earlier)).toBe(true);
    expect(await put(await statement(account), again)).toBe(200);
    expect(successionKey(account.signer.did)).toContain('/pollen/successor/did:key:');
  });
});
