import type { AccountRecord, LockRecord } from '../../protocol/ports/records.ts';
import { accountSeed } from '../../protocol/identity/secrets.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { derivePrivateKeys, importSigningKey } from '../account-keys.ts';
import type { HeldKeys } from '../key-ring.ts';
import { isStorageFull } from '../storage-full.ts';
import type { LockError } from './lock-api.ts';
import type { LockParts } from './lock-parts.ts';
import { openSeed } from './open-seed.ts';

/** The everyday keys of a seed, as they live in memory: none of them can be exported where WebCrypto knows Ed25519. */
export async function keysOfSeed(subtle: SubtleCrypto, seed: Uint8Array): Promise<HeldKeys> {
  const signingKey = await importSigningKey(subtle, seed);
  if (signingKey.kind === 'locked') throw new Error('a seed was imported and is no key');
  return { signingKey, privateKeys: await derivePrivateKeys(subtle, seed) };
}

/**
 * Takes the everyday keys out of the database. One transaction, after the sealed seed has been opened and found to be this account's: at
 * every moment the record holds either the keys or an envelope that is known to open. Resolves to the keys, for the memory.
 */
export async function turnLockOn(
  parts: LockParts,
  passphrase: string,
  idleMinutes: number,
): Promise<Result<HeldKeys, LockError>> {
  const opened = await openSeed(parts, passphrase);
  if (!opened.ok) return opened;
  const { seed, account } = opened.value;
  try {
    const keys = await keysOfSeed(parts.subtle, seed);
    const sealed = account.sealedSeed;
    // A root secret that only this device can unwrap would give the key to whoever has the device: it goes once its envelope is known to
    // open, and until then there is no lock.
    const rootIsSealed = account.pendingRoot === undefined || (await opensRoot(account, passphrase));
    if (sealed === undefined || !rootIsSealed) return err({ type: 'no-passphrase' });
    const stored = await change(parts, (now) => {
      if (now.lock !== undefined || now.sealedSeed === undefined || !sameBytes(now.sealedSeed, sealed)) return now;
      if (now.pendingRoot !== undefined && account.pendingRoot === undefined) return now;
      const { privateKeys: _keys, pendingRoot: _root, pendingSeed: _seed, ...rest } = now;
      return { ...rest, signingKey: { kind: 'locked' }, lock: newLock(idleMinutes) };
    });
    if (!stored.ok) return stored;
    // Changed by another tab in between: it is on already, or the passphrase is another one by now.
    return stored.value.lock === undefined ? err({ type: 'damaged' }) : ok(keys);
  } finally {
    seed.fill(0);
  }
}

/** Puts the everyday keys back, in the transaction that ends the lock. */
export async function turnLockOff(parts: LockParts, passphrase: string): Promise<Result<HeldKeys, LockError>> {
  const opened = await openSeed(parts, passphrase);
  if (!opened.ok) return opened;
  const { seed } = opened.value;
  try {
    const keys = await keysOfSeed(parts.subtle, seed);
    const stored = await change(parts, ({ lock: _lock, ...rest }) => ({ ...rest, ...keys }));
    return stored.ok ? ok(keys) : stored;
  } finally {
    seed.fill(0);
  }
}

/** Changes the settings of a lock that is on; undefined when it is off. */
export async function changeLock(
  parts: Pick<LockParts, 'device' | 'did'>,
  change: (lock: LockRecord) => LockRecord,
): Promise<LockRecord | undefined> {
  const stored = await parts.device.changeAccount(parts.did, (account) =>
    account.lock === undefined ? account : { ...account, lock: change(account.lock) },
  );
  return stored?.lock;
}

async function change(
  { device, did }: LockParts,
  by: (account: AccountRecord) => AccountRecord,
): Promise<Result<AccountRecord, LockError>> {
  try {
    const stored = await device.changeAccount(did, by);
    return stored === undefined ? err({ type: 'damaged' }) : ok(stored);
  } catch (error) {
    if (isStorageFull(error)) return err({ type: 'storage-full' });
    throw error;
  }
}

async function opensRoot({ did, sealedRoot }: AccountRecord, passphrase: string): Promise<boolean> {
  if (sealedRoot === undefined) return false;
  const { open } = await import('../backup/envelope.ts');
  const root = await open(sealedRoot, passphrase);
  if (!root.ok || root.value.length !== 32) return false;
  const seed = accountSeed(root.value);
  const isOurs = seedToDid(seed) === did;
  seed.fill(0);
  root.value.fill(0);
  return isOurs;
}

const newLock = (idleMinutes: number): LockRecord => ({
  idleMinutes: Math.max(0, Math.min(Math.round(idleMinutes), 24 * 60)),
  failures: 0,
  failedAtMs: 0,
  passkeys: [],
});

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);
