import type { JsonObject } from '../../../src/protocol/json.ts';
import type { Signer } from '../../../src/protocol/ports/crypto.ts';
import type { Edition, HonestAccount } from './honest-account.ts';
import type { RecordingSigner } from './recording-signer.ts';

/** What somebody who means ill has at hand when changing an account's tree. */
export interface HostileContext {
  readonly account: HonestAccount;
  /** Every document that it published, and all that its pages carried, as text. */
  readonly published: ReadonlySet<string>;
  /** proofValues of its outbox pages, by page number. */
  readonly pageProofs: ReadonlyMap<number, ReadonlySet<string>>;
  /** Which edition is being served. */
  readonly edition: Edition;
  /** Another account, also honest. */
  readonly other: HonestAccount;
  /** Ids and other texts to put where they do not belong. */
  readonly strings: readonly string[];
  /** Signed documents, activities and objects to put where they do not belong. */
  readonly strange: readonly JsonObject[];
  /** The account's own key once more, for what it should not have signed. */
  readonly owner: RecordingSigner;
  /** A key of one's own. */
  readonly stranger: Signer;
}
