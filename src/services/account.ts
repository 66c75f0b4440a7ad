import type { Did } from '../protocol/brand.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import { accountSeed, nextKeyDigest, secretLengthBytes, successorRoot } from '../protocol/identity/secrets.ts';
import type { Clock } from '../protocol/ports/clock.ts';
import type { Signer } from '../protocol/ports/crypto.ts';
import type { AccountRecord } from '../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../protocol/ports/store.ts';
import { createSeedSigner } from '../protocol/proof/signer.ts';
import { err, ok, type Result } from '../protocol/result.ts';
import { derivePrivateKeys, importSigningKey, signerForAccount, wrapSecret, type RandomBytes } from './account-keys.ts';
import { cleanName, isUsername } from './profile.ts';
import { isStorageFull } from './storage-full.ts';
import { timestampOf } from '../protocol/proof/timestamp.ts';

export interface AccountDependencies {
  readonly device: DeviceStore;
  /** May return a store that is already open; this service does not close it. */
  readonly openAccount: (did: Did) => Promise<AccountStore>;
  readonly clock: Clock;
  readonly subtle: SubtleCrypto;
  readonly random: RandomBytes;
}

export type AccountError = { readonly type: 'bad-username' | 'storage-full' };

export interface AccountService {
  /**
   * Draws a root secret, makes an account of it and makes it the current one. Its empty tree goes out with the first `flush` of the publish
   * service. Killed half-way, at most an empty database without an account is left behind.
   */
  create(input: { readonly name: string; readonly username: string }): Promise<Result<AccountRecord, AccountError>>;
  signerFor(account: AccountRecord): Signer;
  /** The record as it is stored now (other tabs change it too); undefined when there is none. */
  record(did: Did): Promise<AccountRecord | undefined>;
}

/** Accounts of this browser profile: made, looked up, and their keys used. */
export function createAccountService(dependencies: AccountDependencies): AccountService {
  const { device, clock, subtle } = dependencies;

  async function create(input: {
    readonly name: string;
    readonly username: string;
  }): Promise<Result<AccountRecord, AccountError>> {
    const username = input.username.trim();
    if (!isUsername(username)) return err({ type: 'bad-username' });
    const root = dependencies.random(secretLengthBytes);
    const seed = accountSeed(root);
    const successor = successorRoot(root);
    try {
      const { did } = createSeedSigner(seed);
      const createdAtMs = clock.nowMs();
      const store = await dependencies.openAccount(did);
      await store.putProfile({
        preferredUsername: username,
        name: cleanName(input.name) || username,
        bio: '',
        publishedAt: timestampOf(createdAtMs),
        nextKeyDigest: nextKeyDigest(successor),
      });
      const account: AccountRecord = {
        did,
        name: didToIpnsName(did),
        createdAtMs,
        signingKey: await importSigningKey(subtle, seed),
        privateKeys: await derivePrivateKeys(subtle, seed),
        pendingRoot: await wrapSecret(subtle, dependencies.random, root),
        readOnly: false,
      };
      await device.putAccount(account);
      await device.setCurrentAccount(did);
      return ok(account);
    } catch (error) {
      if (isStorageFull(error)) return err({ type: 'storage-full' });
      throw error;
    } finally {
      for (const secret of [root, seed, successor]) secret.fill(0);
    }
  }

  return { create, signerFor: signerForAccount, record: (did) => findAccount(device, did) };
}

/** The stored record of an account of this device. */
export async function findAccount(device: DeviceStore, did: Did): Promise<AccountRecord | undefined> {
  return (await device.accounts()).find((account) => account.did === did);
}
