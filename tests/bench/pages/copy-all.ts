import { createBrowserNetwork } from '../../../src/network/browser-node.ts';
import type { Did } from '../../../src/protocol/brand.ts';
import { didToIpnsName } from '../../../src/protocol/identity/ids.ts';
import type { AccountStore } from '../../../src/protocol/ports/store.ts';
import { createVerifier } from '../../../src/protocol/proof/verifier.ts';
import { syncAccount } from '../../../src/services/read/sync-account.ts';
import { createSanitiser } from '../../../src/services/sanitise.ts';
import { systemTimers } from '../../../src/services/timers.ts';
import { relayConnected } from './dial-fresh.ts';

export interface CopiedAll {
  readonly ms: number;
  readonly posts: number;
  readonly proofs: number;
}

/** Reads a whole account from its author's browser as the app does, in one go; the connection is made before the clock starts. */
export async function copyAll(store: AccountStore, did: Did): Promise<CopiedAll> {
  const deviceKey = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const network = await createBrowserNetwork({
    deviceKey,
    blocks: store.blocks,
    heads: store.heads,
    configuration: { gateways: [location.origin] },
    databaseName: `bench-copy-${crypto.randomUUID()}`,
  });
  await network.start();
  await relayConnected(network);
  const name = didToIpnsName(did);
  network.watch(name, {});
  if ((await network.resolve(name)) === undefined) throw new Error('nobody knows the account');
  await direct(network.sources(name, { signal: AbortSignal.timeout(20_000) }));
  const verifier = createVerifier();
  let proofs = 0;
  const startMs = performance.now();
  const { result } = await syncAccount(
    {
      store,
      network,
      verifier: {
        async verify(...input) {
          const valid = await verifier.verify(...input);
          if (valid) proofs++;
          return valid;
        },
      },
      htmlToRichText: createSanitiser(window),
      clock: { nowMs: () => Date.now() },
      timers: systemTimers,
      report: reportError,
    },
    { did, name, home: 1 },
    { pages: 100_000, resolve: false },
    new AbortController().signal,
  );
  const ms = performance.now() - startMs;
  await network.stop();
  if (!result.ok) throw new Error(result.error.reason);
  return { ms, posts: result.value.added, proofs };
}

async function direct(sources: AsyncIterable<{ readonly kind: string }>): Promise<void> {
  for await (const { kind } of sources) if (kind === 'webrtc') return;
  throw new Error('no direct connection');
}
