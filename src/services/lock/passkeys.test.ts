import { describe, expect, it } from 'vitest';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { createFakePasskeys } from '../testing/fake-passkeys.ts';
import { unwrapByPasskey, wrapByPasskey } from './passkeys.ts';

const { subtle } = crypto;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

async function start() {
  const seed = random(32);
  const did = seedToDid(seed);
  const passkeys = createFakePasskeys();
  const parts = { subtle, random, passkeys, did };
  const made = await wrapByPasskey(parts, seed, { name: 'Pollen', nowMs: 5 });
  if (!made.ok) throw new Error(made.error.type);
  return { seed, did, passkeys, parts, record: made.value };
}

describe('a seed wrapped by a passkey', () => {
  it('comes back by that passkey', async () => {
    const { seed, parts, record } = await start();
    expect(record.addedAtMs).toBe(5);
    expect(record.wrapped).toHaveLength(48);
    expect(await unwrapByPasskey(parts, [record])).toEqual({ ok: true, value: seed });
  });

  it('is opened by whichever of several is at hand', async () => {
    const { seed, parts, record } = await start();
    const foreign = { ...record, credentialId: random(16) };
    expect(await unwrapByPasskey(parts, [foreign, record])).toEqual({ ok: true, value: seed });
    expect(await unwrapByPasskey(parts, [foreign])).toEqual({ ok: false, error: { type: 'passkey-refused' } });
  });

  it('stays closed when the person says no, or the authenticator keeps no secrets', async () => {
    const { seed, parts, passkeys, record } = await start();
    passkeys.behaviour = 'refuses';
    expect(await unwrapByPasskey(parts, [record])).toEqual({ ok: false, error: { type: 'passkey-refused' } });
    expect(await wrapByPasskey(parts, seed, { name: 'x', nowMs: 0 })).toMatchObject({ error: { type: 'passkey-refused' } });
    passkeys.behaviour = 'unfit';
    expect(await wrapByPasskey(parts, seed, { name: 'x', nowMs: 0 })).toMatchObject({ error: { type: 'passkey-unfit' } });
  });

  it('is refused when anything of it was changed, or when it is another account’s', async () => {
    const { parts, record } = await start();
    const other = seedToDid(random(32));
    const damaged = { ok: false, error: { type: 'damaged' } };
    const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((value, index) => (index === 3 ? value ^ 1 : value));
    expect(await unwrapByPasskey(parts, [{ ...record, wrapped: flipped(record.wrapped) }])).toEqual(damaged);
    expect(await unwrapByPasskey(parts, [{ ...record, iv: flipped(record.iv) }])).toEqual(damaged);
    expect(await unwrapByPasskey(parts, [{ ...record, salt: flipped(record.salt) }])).toEqual(damaged);
    expect(await unwrapByPasskey({ ...parts, did: other }, [record])).toEqual(damaged);
  });
});
