import type { LaterParts } from '../later-parts.ts';
import type { ObjectId } from '../../protocol/brand.ts';
import type { Result } from '../../protocol/result.ts';
import type { FollowError } from '../app-api.ts';

/** An account elsewhere that this account says is the same person's (`alsoKnownAs`). */
export interface LinkedAccount {
  readonly id: ObjectId;
  /** `user@host`, or the address of a web page. */
  readonly label: string;
  readonly url: string;
  /** Whether the other side names this account, too: by `alsoKnownAs`, a profile row, or a rel=me link. */
  readonly state: 'looking' | 'both-ways' | 'one-way' | 'unreachable';
}

export interface LinkedDesk {
  accounts(): Promise<readonly LinkedAccount[]>;
  /** Looks whether the others name this account. */
  check(id: ObjectId): Promise<LinkedAccount>;
  /** Adds `@user@host` or an address; published with the profile. At most 16. */
  add(text: string): Promise<Result<LinkedAccount, FollowError | { readonly type: 'too-many' | 'read-only' }>>;
  remove(id: ObjectId): Promise<void>;
  /** What to paste into a profile row there, so that it names this account. */
  readonly backLink: string;
}

export function createLinkedDesk(_parts: LaterParts): LinkedDesk {
  throw new Error('not built yet');
}
