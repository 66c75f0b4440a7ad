import type { JoinFailure, OfferFailure } from '../../../services/devices/devices-api.ts';
import { t } from '../../text/translate.ts';

/** What went wrong between two devices, what is lost (nothing), what to do. */
export function pairingFailureText(reason: OfferFailure | JoinFailure): string {
  switch (reason) {
    case 'codes-differ':
      return t('pairing.codes-differ');
    case 'cancelled':
    case 'cancelled-there':
      return t('pairing.cancelled');
    case 'expired':
      return t('pairing.expired');
    case 'used':
    case 'wrong-code':
      return t('pairing.used');
    case 'not-a-code':
    case 'damaged':
      return t('pairing.not-a-code');
    case 'other-version':
      return t('pairing.other-version');
    case 'no-connection':
      return t('pairing.no-connection');
    case 'no-gateway':
      return t('pairing.no-gateway');
    case 'not-there':
      return t('pairing.not-there');
    case 'needs-backup':
      return t('pairing.needs-backup');
    case 'too-many-tries':
      return t('pairing.too-many-tries');
    case 'storage-full':
      return t('pairing.storage-full');
    case 'too-large':
      return t('pairing.too-large');
    case 'already-here':
      return t('pairing.already-here');
    case 'shared-origin':
      return t('welcome.shared-origin');
    case 'not-stored':
    case 'not-an-account':
      return t('pairing.not-stored');
    case 'broken':
      return t('pairing.broken');
    case 'interrupted':
    case 'lost':
    case 'timed-out':
    case 'aborted':
      return t('pairing.lost');
  }
}
