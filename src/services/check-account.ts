import { CID } from 'multiformats/cid';
import type { CheckedAccount, Place } from '../protocol/conformance/check-account.ts';
import { checkAccount } from '../protocol/conformance/check-account.ts';
import type { CheckBudget } from '../protocol/conformance/check-context.ts';
import { createStoreSource } from '../protocol/conformance/store-source.ts';
import type { Verifier } from '../protocol/ports/crypto.ts';
import type { Profile } from '../protocol/ports/records.ts';
import type { AccountStore, OwnTree } from '../protocol/ports/store.ts';
import type { CheckedPlace, CheckOptions } from './app-api.ts';
import { createBrowserAsker } from './check-asker.ts';

/** What a check reads of an AccountStore. */
export interface CheckedStore extends Pick<AccountStore, 'did' | 'blocks'> {
  ownTree(): Promise<Pick<OwnTree, 'root' | 'publishedRoot'> | undefined>;
  profile(): Promise<Pick<Profile, 'website'> | undefined>;
}

export interface CheckOwnAccountParts {
  readonly store: CheckedStore;
  readonly verifier: Verifier;
  readonly fetch: typeof globalThis.fetch;
  readonly gateways: readonly string[];
  readonly nowMs: number;
}

/** Enough to judge by; the command line reads all. */
const deviceBudget: CheckBudget = { pages: 500, objects: 500, media: 20, bytes: 128 * 2 ** 20 };
const hostBudget: CheckBudget = { pages: 20, objects: 60, media: 5, bytes: 32 * 2 ** 20 };

/**
 * Checks the own tree on this device, then what each gateway and the own website serve of it, side by side (bridge-spec section 9).
 * Tells of every place first as `looking`, then what came of it. Changes nothing. Ends within about a minute, or with the signal.
 */
export async function checkOwnAccount(parts: CheckOwnAccountParts, { signal, onPlace }: CheckOptions): Promise<void> {
  const { store, gateways } = parts;
  const [tree, profile] = await Promise.all([store.ownTree(), store.profile()]);
  const website = profile?.website;
  const asker = createBrowserAsker(parts.fetch, signal);
  const places: { readonly where: Pick<CheckedPlace, 'kind' | 'origin'>; readonly place: Place }[] = gateways
    .filter((origin) => origin !== website)
    .map((origin) => ({
      where: { kind: 'gateway', origin },
      place: { type: 'host', asker, host: { origin, layout: 'apgateway' } },
    }));
  if (website !== undefined) {
    const place: Place = {
      type: 'host',
      asker,
      host: { origin: website, layout: 'own' },
      ownOrigin: { origin: website, askedAt: website },
    };
    places.push({ where: { kind: 'website', origin: website }, place });
  }
  if (tree === undefined) {
    onPlace({ kind: 'device', state: 'nothing-published' });
    return;
  }
  onPlace({ kind: 'device', state: 'looking' });
  for (const { where } of places) onPlace({ ...where, state: 'looking' });

  const check = (target: string, place: Place, budget: CheckBudget): Promise<CheckedAccount> =>
    checkAccount({ target, did: store.did, place, verifier: parts.verifier, nowMs: parts.nowMs, budget, signal });
  const source = createStoreSource(store.blocks, CID.parse(tree.root), 'elsewhere');
  const own = await check('this device', { type: 'files', source }, deviceBudget);
  const { publishedRoot } = tree;
  onPlace({ kind: 'device', state: stateOf('device', own, undefined), report: own.report });
  await Promise.all(
    places.map(async ({ where, place }) => {
      const checked = await check(where.origin ?? '', place, hostBudget);
      // Before anything went out, nobody can be behind.
      const newest = publishedRoot === undefined ? undefined : own.memory?.outboxUpdated;
      onPlace({ ...where, state: stateOf(where.kind, checked, newest), report: checked.report });
    }),
  );
}

function stateOf(
  kind: CheckedPlace['kind'],
  { report, isReadable, memory }: CheckedAccount,
  newest: string | undefined,
): CheckedPlace['state'] {
  if (!isReadable) return 'unread';
  if (report.levels.L0 !== 'reached') return 'broken';
  if (newest !== undefined && memory !== undefined && memory.outboxUpdated < newest) return 'behind';
  // A website of one's own is also for servers that trust hosts.
  return kind === 'website' && report.levels.L1 === 'broken' ? 'limited' : 'good';
}
