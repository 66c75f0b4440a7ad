import { useEffect, useRef } from 'react';
import type { PostView } from '../../../services/app-api.ts';
import { useInterface } from '../../app/interface.tsx';
import type { ListingState } from '../../lists/listing.ts';
import { t } from '../../text/translate.ts';

/** Tells screen readers how many new posts wait; at most every ten seconds, so that a busy day is not a chatter. */
const quietMs = 10_000;

export function useAnnounceNew(state: ListingState<PostView>): void {
  const { notices } = useInterface();
  const lastMs = useRef(0);
  const count = state.fresh.length;
  useEffect(() => {
    if (count === 0) return undefined;
    const waitMs = Math.max(0, lastMs.current + quietMs - Date.now());
    const timer = setTimeout(() => {
      lastMs.current = Date.now();
      notices.say(t('home.new', { count }));
    }, waitMs);
    return () => clearTimeout(timer);
  }, [count, notices]);
}
