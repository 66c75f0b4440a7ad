import type { AddressProblem } from '../../../services/readable/address-desk.ts';
import type { DomainAnswer } from '../../../services/readable/address-checks.ts';
import { t } from '../../text/translate.ts';

export const hostOfAddress = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** What a domain said about an address, in words. */
export function answerText(answer: DomainAnswer | AddressProblem, address: string): string {
  const host = hostOfAddress(address);
  switch (answer.type) {
    case 'given':
      return answer.throughGateway ? t('address.given-closed', { host }) : t('address.given', { host });
    case 'not-there':
      return t('address.not-there', { host });
    case 'somebody-else':
      return t('address.somebody-else', { host, address });
    case 'unreachable':
      return t('address.unreachable', { host });
    case 'not-an-address':
      return t('address.not-an-address');
    case 'read-only':
      return t('error.read-only');
  }
}
