import type { CID } from 'multiformats/cid';
import type { IpnsName } from '../../protocol/brand.ts';
import type { CallOptions } from '../../protocol/ports/network.ts';
import { createGatewaySource } from './gateway-source.ts';

const answerMs = 10_000;

/** Those of the gateways that have the whole tree of this root and serve it for the account, as they say; who does not answer has none. */
export async function gatewaysServing(
  origins: readonly string[],
  name: IpnsName,
  root: CID,
  options: CallOptions,
): Promise<readonly string[]> {
  const limit = AbortSignal.timeout(answerMs);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  const serving = await Promise.all(
    origins.map(async (origin) => (await createGatewaySource(origin).servedRoot?.(name, { signal }))?.equals(root) === true),
  );
  return origins.filter((_, index) => serving[index]);
}
