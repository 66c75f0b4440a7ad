import type { Did, IpnsName } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountSeed, nextKeyDigest, successorRoot } from '../../protocol/identity/secrets.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { derivePrivateKeys, importSigningKey } from '../account-keys.ts';
import { findAccount } from '../account.ts';
import { isStorageFull } from '../storage-full.ts';
import type { AccountSecret } from './collect-content.ts';

export interface RestoreDependencies {
  readonly device: DeviceStore;
  readonly openAccount: (did: Did) => Promise<AccountStore>;
  readonly subtle: SubtleCrypto;
  /** Deletes what is left of accounts that were taken off this device: what is restored now must not go with it. */
  readonly clearLeftovers?: (device: DeviceStore) => Promise<void>;
}

export type RestoreError = { readonly type: 'already-here' | 'storage-full' };

/** What a restore knows of the account beside its secret. */
export interface Restored {
  readonly createdAtMs: number;
  /**
   * How the secrets rest on this device from now on: envelopes of the user's passphrase, or, until there is one, wrapped. Called last, so
   * that nothing is sealed in vain.
   */
  rest(seed: Uint8Array): Promise<Pick<AccountRecord, 'sealedSeed' | 'sealedRoot' | 'pendingRoot' | 'pendingSeed'>>;
  readonly backedUpAtMs?: number;
  readonly drilledAtMs?: AccountRecord['drilledAtMs'];
  /** Writes what came with the backup. Runs again after a restore that was killed; entries that are newer here stay. */
  merge(store: AccountStore, nextKeyDigest: string | undefined): Promise<void>;
}

/**
 * Makes the account of a secret the current one of this device, reading only: nothing is published until its own outbox has been read
 * (`reconcile` of the publish service) or the user says that it is gone. Killed anywhere, the next try ends in the same state; before the
 * last step the app still shows its beginning.
 */
export async function restoreAccount(
  { device, openAccount, subtle, clearLeftovers }: RestoreDependencies,
  secret: AccountSecret,
  restored: Restored,
): Promise<Result<AccountRecord, RestoreError>> {
  const seed = 'root' in secret ? accountSeed(secret.root) : secret.seed.slice();
  try {
    const did = seedToDid(seed);
    const present = await findAccount(device, did);
    const isDone = present !== undefined && (present.lock !== undefined || (await device.currentAccount()) === did);
    if (isDone) return err({ type: 'already-here' });
    await clearLeftovers?.(device);
    await restored.merge(await openAccount(did), 'root' in secret ? digestOf(secret.root) : undefined);
    const account = present ?? (await recordOf(subtle, did, seed, restored));
    if (present === undefined) await device.putAccount(account);
    await device.setCurrentAccount(did);
    return ok(account);
  } catch (error) {
    if (isStorageFull(error)) return err({ type: 'storage-full' });
    throw error;
  } finally {
    seed.fill(0);
  }
}

async function recordOf(subtle: SubtleCrypto, did: Did, seed: Uint8Array, restored: Restored): Promise<AccountRecord> {
  const name: IpnsName = didToIpnsName(did);
  return {
    did,
    name,
    createdAtMs: restored.createdAtMs,
    signingKey: await importSigningKey(subtle, seed),
    privateKeys: await derivePrivateKeys(subtle, seed),
    ...(await restored.rest(seed)),
    ...(restored.backedUpAtMs === undefined ? {} : { backedUpAtMs: restored.backedUpAtMs }),
    ...(restored.drilledAtMs === undefined ? {} : { drilledAtMs: restored.drilledAtMs }),
    readOnly: true,
  };
}

function digestOf(root: Uint8Array): string {
  const successor = successorRoot(root);
  const digest = nextKeyDigest(successor);
  successor.fill(0);
  return digest;
}
