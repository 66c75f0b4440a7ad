import type { Did } from '../../protocol/brand.ts';
import { accountSeed } from '../../protocol/identity/secrets.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { derivePrivateKeys, seedLengthBytes, unwrapSecret } from '../account-keys.ts';
import { findAccount } from '../account.ts';
import { open } from './envelope.ts';

export interface SecretDependencies {
  readonly device: DeviceStore;
  readonly subtle: SubtleCrypto;
}

export type OpenSeedError = { readonly type: 'wrong-passphrase' | 'no-seed' };
export type OpenRootError = {
  readonly type:
    | 'wrong-passphrase'
    /** An account of before root secrets: it has no recovery phrase and no successor. Or its envelope is damaged. */
    | 'no-root'
    /** There is no passphrase yet; saving a backup sets one. */
    | 'needs-backup';
};

/**
 * The root secret of an account of this device, proven to be its own. Takes as long as scrypt does (a third of a second and more).
 * The caller wipes it.
 */
export async function openRoot(
  { device }: SecretDependencies,
  did: Did,
  passphrase: string,
): Promise<Result<Uint8Array, OpenRootError>> {
  const account = await findAccount(device, did);
  if (account?.sealedRoot === undefined) return err({ type: account?.pendingRoot ? 'needs-backup' : 'no-root' });
  const root = await openEnvelope(account.sealedRoot, passphrase);
  if (root === 'wrong-passphrase') return err({ type: root });
  return root !== undefined && isRootOf(root, did) ? ok(root) : err({ type: 'no-root' });
}

/** The root secret while it still waits for its first backup; undefined afterwards. The caller wipes it. */
export async function openPendingRoot(subtle: SubtleCrypto, account: AccountRecord): Promise<Uint8Array | undefined> {
  const root = account.pendingRoot && (await unwrapSecret(subtle, account.pendingRoot));
  return root !== undefined && isRootOf(root, account.did) ? root : undefined;
}

/** The seed of an account of this device: what unlocking needs. Never touches the root secret while an envelope has the seed. */
export async function openSeed(
  { subtle }: SecretDependencies,
  account: AccountRecord,
  passphrase: string,
): Promise<Result<Uint8Array, OpenSeedError>> {
  const near = await seedInReach(subtle, account);
  if (near !== undefined) return ok(near);
  if (account.sealedSeed === undefined) return err({ type: 'no-seed' });
  const seed = await openEnvelope(account.sealedSeed, passphrase);
  if (seed === 'wrong-passphrase') return err({ type: seed });
  return seed !== undefined && isSeedOf(seed, account.did) ? ok(seed) : err({ type: 'no-seed' });
}

/**
 * Gives an account of before the keys of its private state, when its seed can be had without a passphrase. Saving a backup and
 * unlocking do the same for all others.
 */
export async function completeKeys(dependencies: SecretDependencies, account: AccountRecord): Promise<AccountRecord> {
  if (account.privateKeys !== undefined || account.signingKey.kind === 'locked') return account;
  const seed = await seedInReach(dependencies.subtle, account);
  if (seed === undefined) return account;
  const privateKeys = await derivePrivateKeys(dependencies.subtle, seed);
  seed.fill(0);
  const changed = await dependencies.device.changeAccount(account.did, (record) =>
    record.signingKey.kind === 'locked' ? record : { privateKeys, ...record },
  );
  return changed ?? account;
}

/** Whether this is the root secret of the account. */
export function isRootOf(root: Uint8Array, did: Did): boolean {
  if (root.length !== seedLengthBytes) return false;
  const seed = accountSeed(root);
  const matches = isSeedOf(seed, did);
  seed.fill(0);
  return matches;
}

async function seedInReach(subtle: SubtleCrypto, account: AccountRecord): Promise<Uint8Array | undefined> {
  if (account.signingKey.kind === 'seed') return account.signingKey.seed.slice();
  const root = await openPendingRoot(subtle, account);
  if (root !== undefined) {
    const seed = accountSeed(root);
    root.fill(0);
    return seed;
  }
  const seed = account.pendingSeed && (await unwrapSecret(subtle, account.pendingSeed));
  return seed !== undefined && isSeedOf(seed, account.did) ? seed : undefined;
}

function isSeedOf(seed: Uint8Array, did: Did): boolean {
  return seed.length === seedLengthBytes && seedToDid(seed) === did;
}

async function openEnvelope(envelope: Uint8Array, passphrase: string): Promise<Uint8Array | 'wrong-passphrase' | undefined> {
  const opened = await open(envelope, passphrase);
  if (opened.ok) return opened.value;
  return opened.error.type === 'wrong-passphrase' ? 'wrong-passphrase' : undefined;
}
