import type { PasskeyError } from '../../../services/lock/lock-api.ts';
import { t } from '../../text/translate.ts';

export function lockErrorText(error: PasskeyError): string {
  switch (error.type) {
    case 'wrong-passphrase':
      return t('lock.wrong');
    case 'wait':
      return t('lock.too-soon');
    case 'no-passphrase':
      return t('lock.no-passphrase');
    case 'damaged':
      return t('lock.damaged');
    case 'storage-full':
      return t('lock.storage-full');
    case 'passkey-refused':
      return t('lock.passkey-refused');
    case 'passkey-unfit':
      return t('lock.passkey-unfit');
  }
}

export function idleText(minutes: number): string {
  return minutes === 0 ? t('lock.idle-never') : t('lock.idle-minutes', { minutes });
}
