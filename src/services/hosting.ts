import type { Signer } from '../protocol/ports/crypto.ts';
import type { GatewayClient, HostingState } from '../protocol/ports/network.ts';

export interface HostingEntry {
  readonly origin: string;
  readonly state?: HostingState;
  /** Why the gateway does not host, or did not answer. */
  readonly reason?: string;
}

/** Asks each gateway to keep the account; asking again is harmless and tells how full it is. */
export async function requestHosting(
  client: Pick<GatewayClient, 'requestHosting'>,
  signer: Signer,
  origins: readonly string[],
  signal: AbortSignal,
): Promise<readonly HostingEntry[]> {
  return Promise.all(
    origins.map(async (origin) => {
      const answer = await client.requestHosting(origin, signer, { signal });
      if (answer.ok) return { origin, state: answer.value };
      return { origin, reason: 'reason' in answer.error ? answer.error.reason : answer.error.type };
    }),
  );
}
