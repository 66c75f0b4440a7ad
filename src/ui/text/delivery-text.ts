import type { DeliveryView } from '../../services/app-api.ts';
import { hostOf } from './host-of.ts';
import { t } from './translate.ts';

/** One line for where a post is: the furthest it has got. */
export function deliveryText(delivery: DeliveryView): string {
  if (delivery.stage !== 'published') return t('delivery.this-device');
  const [gateway] = delivery.gateways;
  if (delivery.people > 0 && gateway !== undefined) {
    return t('delivery.people-and-gateway', { count: delivery.people, gateway: hostOf(gateway) });
  }
  if (delivery.people > 0) return t('delivery.people', { count: delivery.people });
  if (gateway !== undefined) return t('delivery.gateway', { gateway: hostOf(gateway) });
  return t('delivery.ready');
}
