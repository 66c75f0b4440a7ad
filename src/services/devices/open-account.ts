import type { AccountStore } from '../../protocol/ports/store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { findAccount } from '../account.ts';
import { collectContent, type AccountSecret } from '../backup/collect-content.ts';
import { wipe } from '../backup/open-backup.ts';
import { openRoot, openSeed, type SecretDependencies } from '../backup/open-secrets.ts';
import { compress } from './compressed.ts';
import { encodeTransfer } from './account-transfer.ts';

/** The parts of a backup that are in the private state of the tree as well. */
const inTheTree = { follows: [], moderation: [], remoteFollows: [], lists: [], listMembers: [], bookmarks: [] };

async function compressed(bytes: Uint8Array): Promise<Uint8Array> {
  const smaller = await compress(bytes);
  bytes.fill(0);
  return smaller;
}

export type OpenAccountError = 'wrong-passphrase' | 'needs-backup';

/** Whether this account may be given to another device at all: there must be a passphrase to ask for. */
export async function mayBeGiven({ device }: SecretDependencies, store: AccountStore): Promise<boolean> {
  return (await findAccount(device, store.did))?.sealedSeed !== undefined;
}

/**
 * All that makes another device one of this account, for one that has shown the same short code. The passphrase must be right. Where no more
 * than `mostBytes` can go through, what the tree of the account brings is left out: the new device reads it there with the key (bridge-spec
 * section 17).
 */
export async function openAccountForTransfer(
  parts: SecretDependencies,
  store: AccountStore,
  passphrase: string,
  mostBytes = Number.POSITIVE_INFINITY,
): Promise<Result<Uint8Array, OpenAccountError>> {
  const account = await findAccount(parts.device, store.did);
  if (account?.sealedSeed === undefined) return err('needs-backup');
  const secret = await openSecret(parts, store, passphrase);
  if (!secret.ok) return secret;
  try {
    const content = await collectContent(account, store, secret.value);
    const sealed = { ...account, sealedSeed: account.sealedSeed };
    const whole = await compressed(encodeTransfer(content, sealed));
    if (whole.length <= mostBytes) return ok(whole);
    whole.fill(0);
    return ok(await compressed(encodeTransfer({ ...content, ...inTheTree }, sealed)));
  } finally {
    wipe(secret.value);
  }

  async function openSecret(
    { device, subtle }: SecretDependencies,
    { did }: AccountStore,
    words: string,
  ): Promise<Result<AccountSecret, OpenAccountError>> {
    const root = await openRoot({ device, subtle }, did, words);
    if (root.ok) return ok({ root: root.value });
    if (root.error.type !== 'no-root') return err(root.error.type);
    // An account of before root secrets: its envelope is asked, never the key in reach, so that the passphrase counts.
    const sealed = await findAccount(device, did);
    if (sealed === undefined) return err('needs-backup');
    const seed = await openSeed(
      { device, subtle },
      { ...sealed, signingKey: { kind: 'locked' }, pendingSeed: undefined, pendingRoot: undefined },
      words,
    );
    if (seed.ok) return ok({ seed: seed.value });
    return err(seed.error.type === 'wrong-passphrase' ? 'wrong-passphrase' : 'needs-backup');
  }
}
