import type { Did, IpnsName } from '../../protocol/brand.ts';
import type { KeptBlocks } from '../database/kept-blocks.ts';
import type { LetterBoxes } from '../letter-box/letter-box.ts';
import type { HostedAccounts } from './hosted-accounts.ts';

export interface Removal {
  readonly accounts: HostedAccounts;
  readonly kept: KeptBlocks;
  readonly boxes: LetterBoxes;
  /** Resolves when nothing is written for the account any more. */
  settled?(name: IpnsName): Promise<void>;
}

/** Lets go of accounts that the operator has put on the deny list: their blocks, their letters, their place. */
export async function removeDenied(denied: ReadonlySet<Did>, { accounts, kept, boxes, settled }: Removal): Promise<void> {
  for (const did of denied) {
    const account = accounts.get(did);
    if (account === undefined) continue;
    await settled?.(account.name);
    await kept.sweep(account.number, new Set());
    await boxes.clear(did);
    // Last: it is by the account's number that its blocks are found, should this be cut short.
    await accounts.remove(did);
  }
}
