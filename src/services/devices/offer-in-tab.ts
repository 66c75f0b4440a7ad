import type { OfferState } from './devices-api.ts';

const underWay = new Set<OfferState['phase']>(['opening', 'waiting', 'compare', 'passphrase', 'unsealing', 'sending', 'storing']);

/** What a tab shows of a pairing after the leading one has said, or not said, how it is: a new leader knows nothing of the old one's. */
export function offerInTab(shown: OfferState, told: OfferState | undefined): OfferState {
  if (told !== undefined) return told;
  return underWay.has(shown.phase) ? { phase: 'failed', reason: 'interrupted' } : shown;
}
