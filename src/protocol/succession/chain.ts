import type { Did } from '../brand.ts';

/** Statements that are followed from one account on (bridge-spec section 8.5). */
export const maximumChain = 8;

/** Whether a statement that `successor` goes on for `did` would close a circle; then it is not accepted. */
export const closesCircle = (did: Did, successor: Did, successorOf: (did: Did) => Did | undefined): boolean =>
  followAll(successor, successorOf).includes(did);

/** Accounts from `did` to the one that goes on now, `did` first. Ends after eight statements. */
export const chainFrom = (did: Did, successorOf: (did: Did) => Did | undefined): Did[] =>
  followAll(did, successorOf).slice(0, maximumChain + 1);

function followAll(did: Did, successorOf: (did: Did) => Did | undefined): Did[] {
  const chain = new Set([did]);
  for (let next = successorOf(did); next !== undefined && !chain.has(next); next = successorOf(next)) chain.add(next);
  return [...chain];
}
