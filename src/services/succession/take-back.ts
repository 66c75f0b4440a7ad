import type { Did } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountSeed, nextKeyDigest, successorRoot } from '../../protocol/identity/secrets.ts';
import type { AccountLookUp } from '../../protocol/ports/network.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { derivePrivateKeys, importSigningKey } from '../account-keys.ts';
import { findAccount } from '../account.ts';
import type { AuthorDependencies } from '../publish/own-outbox.ts';
import { isStorageFull } from '../storage-full.ts';
import { carryOver, copyDrafts } from './carry-over.ts';
import { openSuccessorRoot, type SecretParts } from './open-successor-root.ts';
import { stateSuccession } from './state-succession.ts';
import type { RootKey, TakeBackError } from './succession-api.ts';

export interface TakeBackParts extends SecretParts, Pick<AuthorDependencies, 'clock' | 'htmlToRichText' | 'gateways'> {
  /** Of the account whose key was lost or stolen. */
  readonly store: AccountStore;
  readonly verifier: Verifier;
  readonly lookUpAccounts: AccountLookUp;
  openAccount(did: Did): Promise<AccountStore>;
}

const lookUpMs = 8_000;

/**
 * Makes the account that the first actor of this one has named, on this device: everything private comes along, its statement stands in its
 * outbox, and it is the current account from now on. The old one is not published any more. Killed anywhere, the old one stays the
 * current one, and the next try ends in the same state.
 */
export async function takeBack(
  parts: TakeBackParts,
  key: RootKey,
  endMs: number | undefined,
): Promise<Result<Did, TakeBackError>> {
  const { device, store, clock } = parts;
  const old = await findAccount(device, store.did);
  if (old === undefined) return err({ type: 'no-successor' });
  const secret = await openSuccessorRoot(parts, old, key);
  if (!secret.ok) return secret;
  const { root, rest } = secret.value;
  const seed = accountSeed(root);
  try {
    const signer = createSeedSigner(seed);
    const { did } = signer;
    const isThere = await isPublished(parts, did);
    if (isThere === undefined) return err({ type: 'offline' });
    const next = await parts.openAccount(did);
    await carryOver(parts, old, next, digestAfter(root), endMs);
    const account = (await findAccount(device, did)) ?? {
      did,
      name: didToIpnsName(did),
      createdAtMs: clock.nowMs(),
      signingKey: await importSigningKey(parts.subtle, seed),
      privateKeys: await derivePrivateKeys(parts.subtle, seed),
      ...(await rest(seed)),
      ...wayBack(old),
      readOnly: false,
    };
    await device.putAccount({ ...account, readOnly: false });
    const statement = await stateSuccession({ ...parts, store: next, signer }, old.did, endMs);
    if (!statement.ok) return err({ type: 'storage-full' });
    const waiting = await hostsOf(parts);
    // Published before, on another device: what stands there is read before anything is added to it.
    await device.changeAccount(did, (record) => ({
      ...record,
      readOnly: isThere,
      succeeds: { did: old.did, statement: statement.value, waiting },
    }));
    // What was posted while all this went on.
    if (old.succeededBy === undefined) await copyDrafts(store, next, clock.nowMs());
    await device.changeAccount(old.did, (record) => ({ ...record, readOnly: true, succeededBy: did }));
    await device.setCurrentAccount(did);
    return ok(did);
  } catch (error) {
    if (isStorageFull(error)) return err({ type: 'storage-full' });
    throw error;
  } finally {
    seed.fill(0);
    root.fill(0);
  }
}

/** Whether somebody has the successor's outbox already; undefined: nobody could be asked. */
async function isPublished({ lookUpAccounts, gateways }: TakeBackParts, did: Did): Promise<boolean | undefined> {
  const origins = gateways();
  if (origins.length === 0) return false;
  const name = didToIpnsName(did);
  const { found, answered } = await lookUpAccounts([name], origins, { signal: AbortSignal.timeout(lookUpMs) });
  return answered.length === 0 ? undefined : found.has(name);
}

/** The backup of the old account brings its successor back, too. */
const wayBack = ({ backedUpAtMs, drilledAtMs }: AccountRecord): Pick<AccountRecord, 'backedUpAtMs' | 'drilledAtMs'> => ({
  ...(backedUpAtMs !== undefined && { backedUpAtMs }),
  ...(drilledAtMs !== undefined && { drilledAtMs }),
});

/** Where the old account was published as far as this device knows. */
async function hostsOf({ store, gateways }: TakeBackParts): Promise<string[]> {
  const bases = (await store.successions.get(store.did))?.bases ?? [];
  return [...new Set([...gateways(), ...bases])];
}

function digestAfter(root: Uint8Array): string {
  const next = successorRoot(root);
  const digest = nextKeyDigest(next);
  next.fill(0);
  return digest;
}
