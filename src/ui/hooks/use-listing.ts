import { useDeferredValue, useEffect } from 'react';
import { useInterface } from '../app/interface.tsx';
import type { ListingOptions, ListingState, ListingStore } from '../lists/listing.ts';
import { useChanges } from './use-changes.ts';
import { useLive } from './use-live.ts';

/** Whether the reader is at the very top, where newer things may appear at once. */
const atTop = (): boolean => window.scrollY < 8;

/** A named list that outlives its screen and follows what changes on this device. */
export function useListing<T>(
  name: string,
  topics: readonly string[],
  options: () => ListingOptions<T>,
): { readonly list: ListingStore<T>; readonly state: ListingState<T> } {
  const { listing, standsNow } = useInterface();
  const list = listing(name, options);
  const read = useLive(list.state);
  // To draw what comes first is much work: React does it in pieces, between which the page answers.
  const drawn = useDeferredValue(read.status);
  const state = drawn === 'loading' ? { ...read, status: drawn } : read;
  useEffect(() => void list.open(), [list]);
  const isRead = state.status !== 'loading';
  useEffect(() => {
    if (isRead) standsNow();
  }, [isRead, standsNow]);
  useChanges(topics, () => void list.refresh(atTop()));
  return { list, state };
}

/** Topics after which posts may look different. */
export const postTopics = [
  'posts',
  'reactions',
  'outbox',
  'delivery',
  'people',
  'profile',
  'moderation',
  'follows',
  'sync',
  'collections',
] as const;
