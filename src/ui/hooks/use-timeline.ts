import { useEffect, useState } from 'react';
import type { PostView } from '../../services/app-api.ts';
import { useInterface } from '../app/interface.tsx';
import type { ListingOptions, ListingState, ListingStore } from '../lists/listing.ts';
import { useKeepPlace } from './use-keep-place.ts';
import { postTopics, useListing } from './use-listing.ts';

const keyOf = (post: PostView): string => post.key;
const cursorOf = (post: PostView): PostView['cursor'] => post.cursor;
/** One's own new post shows at once, wherever the reader is. */
const isOwn = (post: PostView): boolean => post.author.me && post.boostedBy === undefined;

/**
 * A named timeline that is found again where it was left, also after the page was closed; what came since waits. `comesBack` false: it
 * begins at the top.
 */
export function useTimeline(
  name: string,
  load: ListingOptions<PostView>['load'],
  comesBack = true,
): { readonly list: ListingStore<PostView>; readonly state: ListingState<PostView> } {
  const { places } = useInterface();
  const { list, state } = useListing<PostView>(name, postTopics, () => ({
    keyOf,
    cursorOf,
    load,
    atOnce: isOwn,
    place: comesBack ? places.get(name) : undefined,
  }));
  useState(() => comesBack || beginAtTop(list));
  useKeepPlace(name, list, state.status === 'ready', comesBack);
  return { list, state };
}

function beginAtTop(list: ListingStore<PostView>): void {
  list.place = undefined;
}

interface Mark {
  readonly wasShown?: true;
}

/** Whether the reader has been at this entry of the browser's history before: came back to it, or loaded it again. */
export function useComesBack(): boolean {
  const [comesBack] = useState(() => (Object(history.state) as Mark).wasShown === true);
  useEffect(() => history.replaceState({ ...(Object(history.state) as object), wasShown: true } satisfies Mark, ''), []);
  return comesBack;
}
