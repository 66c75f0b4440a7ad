import type { Did, IpnsName } from '../brand.ts';

/** An account that is taken off this device; its databases are named after these. */
export interface Removal {
  readonly did: Did;
  readonly name: IpnsName;
}

/** Accounts are removed in two steps, so that a crash between them leaves neither half an account nor its data. */
export interface RemovalStore {
  /**
   * Deletes the account's record and keys and closes it if it is the current one, in one transaction that also notes down that its databases
   * have to go. Undefined when there is no such account.
   */
  begin(did: Did): Promise<Removal | undefined>;
  /** Whose databases may still be there. */
  waiting(): Promise<readonly Removal[]>;
  /** They are gone. */
  end(did: Did): Promise<void>;
}

/** How the app looks, on this device: the same for all accounts. Absent members: nobody chose. */
export interface Appearance {
  readonly theme?: string;
  readonly locale?: string;
}
