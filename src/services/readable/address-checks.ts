import type { AcctUri, Did } from '../../protocol/brand.ts';
import { parseAcct } from '../../protocol/fediverse/acct.ts';
import { givesAddress } from '../../protocol/fediverse/address-file.ts';
import { readJson } from '../../protocol/fediverse/clean-json.ts';
import { webfingerUrl } from '../../protocol/fediverse/webfinger.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { FediverseWeb, WebRequest } from '../../protocol/ports/fediverse.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { AddressCheck, AddressChecks } from '../views/confirmed-addresses.ts';
import { text } from '../views/members.ts';

/**
 * `given`: the domain names the account; `throughGateway` when only a gateway may read that there (CORS). `not-there`: the domain answers
 * nothing of the kind. `somebody-else`: it gives the address to another account, or to nobody.
 */
export type DomainAnswer =
  | { readonly type: 'given'; readonly throughGateway: boolean }
  | { readonly type: 'not-there' | 'somebody-else' | 'unreachable' };

export interface AddressQuestions {
  readonly store: AccountStore;
  readonly web: FediverseWeb;
  readonly clock: Clock;
  readonly appBase: string;
}

const mostBytes = 64 * 1024;
const mostChecks = 2000;
const againMs = 7 * 86_400_000;
/** A domain that cannot be reached keeps its word for so long. */
const trustMs = 60 * 86_400_000;

/** Asks a domain whether `user@host` is the account `did`. */
export async function askDomain(
  { web, appBase }: Pick<AddressQuestions, 'web' | 'appBase'>,
  address: string,
  did: Did,
  lane: WebRequest['lane'],
): Promise<DomainAnswer> {
  const acct = parseAcct(address, appBase);
  if (acct === undefined) return { type: 'not-there' };
  const answer = await web.ask({
    url: webfingerUrl(acct.origin, { acct: `acct:${acct.user}@${acct.host}` as AcctUri }),
    accept: 'application/jrd+json, application/json',
    maxBytes: mostBytes,
    lane,
    allowGateway: true,
  });
  if (!answer.ok) {
    const { error } = answer;
    return { type: error.type === 'refused' && error.status < 500 && error.status !== 429 ? 'not-there' : 'unreachable' };
  }
  const json = readJson(answer.value.bytes);
  if (json === undefined) return { type: 'not-there' };
  return givesAddress(json, acct.acct, did, appBase)
    ? { type: 'given', throughGateway: answer.value.throughGateway !== undefined }
    : { type: 'somebody-else' };
}

/**
 * Looks whether the readable address that somebody's signed actor names (`webfinger`) is given by its domain, too, and remembers the
 * answer for a week. Without such an address nobody is asked.
 */
export async function confirmAddress(questions: AddressQuestions, did: Did): Promise<void> {
  const { store, clock } = questions;
  const claimed = text((await store.person(did))?.actor, 'webfinger');
  const checks = (await store.setting<AddressChecks>('addressChecks')) ?? {};
  const before = checks[did];
  if (claimed === undefined) {
    if (before !== undefined) await remember(store, did, undefined);
    return;
  }
  const nowMs = clock.nowMs();
  const isSame = before?.address === claimed;
  if (isSame && nowMs - before.atMs < againMs) return;
  const answer = await askDomain(questions, claimed, did, 'refresh');
  if (answer.type === 'unreachable' && isSame && nowMs - before.atMs < trustMs) return;
  await remember(store, did, { address: claimed, given: answer.type === 'given', atMs: nowMs });
}

async function remember(store: AccountStore, did: Did, check: AddressCheck | undefined): Promise<void> {
  const { [did]: _before, ...others } = (await store.setting<AddressChecks>('addressChecks')) ?? {};
  const kept = Object.entries(others)
    .toSorted(([, one], [, other]) => other.atMs - one.atMs)
    .slice(0, mostChecks - 1);
  await store.putSetting('addressChecks', Object.fromEntries(check === undefined ? kept : [[did, check], ...kept]));
}
