import { parseFediverseAddress } from '../../protocol/fediverse/acct.ts';
import type { WebRequest } from '../../protocol/ports/fediverse.ts';
import { err, type Result } from '../../protocol/result.ts';
import type { RemoteFound } from './remote-found.ts';
import { resolveAcct } from './resolve-acct.ts';
import { createResolveAsk, type ResolveParts } from './resolve-ask.ts';
import type { ResolveError } from './resolve-error.ts';
import { createResolveMemory } from './resolve-memory.ts';
import { resolveUrl } from './resolve-url.ts';

export interface Resolver {
  /**
   * Whom a text means: `@user@host`, the address of a profile, an actor, a post (its author, and the post) or a feed. Asks servers, and
   * stores nothing. Somebody who has moved is found where they were, with `movedTo` in their actor.
   */
  resolve(
    text: string,
    options: { readonly lane: WebRequest['lane']; readonly signal?: AbortSignal },
  ): Promise<Result<RemoteFound, ResolveError>>;
}

/** Remembers what kind of server each host is; so one for the whole tab. */
export function createResolver(parts: ResolveParts): Resolver {
  const memory = createResolveMemory();
  return {
    async resolve(text, { lane, signal }) {
      const address = parseFediverseAddress(text, parts.appBase);
      if (address === undefined) return err({ type: 'not-an-address' });
      const resolving = { ask: createResolveAsk(parts, lane, signal), memory, appBase: parts.appBase };
      return address.kind === 'acct' ? resolveAcct(resolving, address) : resolveUrl(resolving, address);
    },
  };
}
