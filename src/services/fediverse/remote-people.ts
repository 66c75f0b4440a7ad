import type { ObjectId } from '../../protocol/brand.ts';
import type { WebRequest } from '../../protocol/ports/fediverse.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { Result } from '../../protocol/result.ts';
import { followRemote, type WantedFollow } from './follow-remote.ts';
import type { RemoteFound } from './remote-found.ts';
import type { ResolveError } from './resolve-error.ts';

/** People on servers, for whatever in the app has to do with them. */
export interface RemotePeople {
  /** Finds whom a text means (`@user@host`, address of a profile or a post) and stores the person, not followed. */
  resolve(text: string, options: ResolveOptions): Promise<Result<RemoteFound, ResolveError>>;
  /** Follows people that were resolved before, in one transaction; who is followed already stays as they are. */
  follow(people: readonly WantedFollow[]): Promise<void>;
  /** Fetches a post and stores it; true when it is on this device now. */
  fetchPost(id: ObjectId): Promise<boolean>;
}

export interface ResolveOptions {
  readonly lane: WebRequest['lane'];
  readonly signal?: AbortSignal;
}

/** `asking` is the tab that runs the network, or the way to it. */
export function createRemotePeople(
  { store, clock }: { readonly store: AccountStore; readonly clock: Clock },
  asking: Pick<RemotePeople, 'resolve' | 'fetchPost'>,
): RemotePeople {
  return { ...asking, follow: (people) => followRemote(store, people, clock.nowMs()) };
}
