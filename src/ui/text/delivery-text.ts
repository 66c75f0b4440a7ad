import type { DeliveryView } from '../../services/app-api.ts';
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

/** Host name of an origin, as people would say it; what is no address stays as it is. */
export function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}
