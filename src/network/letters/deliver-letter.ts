import type { IpnsName } from '../../protocol/brand.ts';
import type { CallOptions } from '../../protocol/ports/network.ts';
import type { Letter } from './letter-service.ts';
import { findSources, type PeerReach } from '../sources/find-sources.ts';

/** What delivering letters needs of the peer-to-peer part. */
export interface LetterReach extends PeerReach {
  /** Ids of connected peers that say they hold the account: the author's devices and co-hosts, who cannot be told apart. */
  holding(name: IpnsName): string[];
  /** False when the peer is not connected directly or does not take the letter; never rejects. */
  sendLetter(peer: string, letter: Letter, within: AbortSignal): Promise<boolean>;
}

export interface DeliverLetterOptions extends CallOptions {
  readonly gateways: readonly string[];
}

const deliverMs = 8_000;
/** Devices that one letter is offered to. */
const mostOffers = 16;

/**
 * Brings a letter to a device of the recipient: to all connected ones at once, else to those that can be found and dialled. True as
 * soon as one has taken it; false when none did within 8 s. Never rejects.
 */
export async function deliverLetter(peers: LetterReach, letter: Letter, options: DeliverLetterOptions): Promise<boolean> {
  const limit = AbortSignal.timeout(deliverMs);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  const offered = new Set<string>();
  const offer = async (peer: string): Promise<boolean> => {
    if (offered.has(peer) || offered.size >= mostOffers || signal.aborted) return false;
    offered.add(peer);
    return peers.sendLetter(peer, letter, signal);
  };

  if (await some(peers.holding(letter.recipient).map(offer))) return true;
  // Connected ones have had their turn, and those that only follow the recipient are no use.
  const reach: PeerReach = { ...peers, connected: () => [] };
  for await (const { kind, label } of findSources(letter.recipient, { signal, gateways: options.gateways, peers: reach })) {
    if (kind !== 'gateway' && (await offer(label))) return true;
  }
  return false;
}

/** True with the first that is; false when none is. */
async function some(answers: readonly Promise<boolean>[]): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const all = answers.map(async (answer) => {
    if (await answer) resolve(true);
  });
  void Promise.all(all).then(() => resolve(false));
  return promise;
}
