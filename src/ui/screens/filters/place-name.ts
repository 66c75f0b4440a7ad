import type { FilterPlace } from '../../../protocol/ports/filters.ts';
import { t } from '../../text/translate.ts';

/** Where a filter applies, in words. */
export function placeName(place: FilterPlace): string {
  if (place === 'home') return t('filters.home');
  if (place === 'notifications') return t('filters.notifications');
  return place === 'threads' ? t('filters.threads') : t('filters.elsewhere');
}
