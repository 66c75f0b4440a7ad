import { openDatabase } from '../../gateway/database/database.ts';
import { openHostedAccounts } from '../../gateway/hosting/hosted-accounts.ts';
import { createLevelBlockStore } from '../../gateway/level-block-store.ts';
import type { Did } from '../../protocol/brand.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { OpenTree } from './open-tree.ts';

/** The served tree of an account that a gateway keeps in `folder`; the gateway must not be running. The error is a sentence. */
export async function openGatewayData(folder: string, wanted: Did | undefined): Promise<Result<OpenTree, string>> {
  const database = await openDatabase(folder);
  if (!database.ok) return err(`${folder} cannot be opened; a gateway that runs has it to itself: ${database.error}`);
  const close = (): Promise<void> => database.value.close();
  const refuse = async (reason: string): Promise<Result<never, string>> => {
    await close();
    return err(reason);
  };
  const accounts = [...(await openHostedAccounts(database.value)).all()];
  const matching = accounts.filter(({ did }) => wanted === undefined || did === wanted);
  const [account, another] = matching;
  if (account === undefined)
    return refuse(accounts.length === 0 ? 'No account is kept there.' : 'That account is not kept there.');
  if (another !== undefined)
    return refuse(
      `Several accounts are kept there; say with --account which:\n${accounts.map(({ did }) => `  ${did}`).join('\n')}`,
    );
  if (account.root === undefined) return refuse('Nothing of that account has been copied yet.');
  const notes = account.mediaMissing === true ? ['Some pictures are not there yet.'] : [];
  return ok({ did: account.did, root: account.root, store: createLevelBlockStore(database.value), notes, close });
}
