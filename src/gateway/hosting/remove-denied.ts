import type { Did } from '../../protocol/brand.ts';
import type { KeptBlocks } from '../database/kept-blocks.ts';
import type { LetterBoxes } from '../letter-box/letter-box.ts';
import type { HostedAccounts } from './hosted-accounts.ts';

/** Lets go of accounts that the operator has put on the deny list: their blocks, their letters, their place. */
export async function removeDenied(
  denied: ReadonlySet<Did>,
  { accounts, kept, boxes }: { readonly accounts: HostedAccounts; readonly kept: KeptBlocks; readonly boxes: LetterBoxes },
): Promise<void> {
  for (const did of denied) {
    const account = accounts.get(did);
    if (account === undefined) continue;
    await kept.sweep(account.number, new Set());
    await boxes.clear(did);
    await accounts.remove(did);
  }
}
