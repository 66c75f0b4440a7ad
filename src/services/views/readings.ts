import type { Cursor } from '../../protocol/ports/store.ts';
import type { Listing, PostView } from '../app-api.ts';
import type { ViewParts } from './load-posts.ts';
import type { LaterReadings } from './later-readings.ts';
import { homeTimeline, isNews } from './timelines.ts';

type Page = { readonly before?: Cursor; readonly limit: number };

/** What screens read of one account: straight from the database of this device. */
export interface Readings extends LaterReadings {
  home(page: Page): Promise<Listing<PostView>>;
}

/** What the first screen does not need loads at its first use. */
export function createReadings(views: ViewParts): Readings {
  let made: LaterReadings | undefined;
  const later = async (): Promise<LaterReadings> => {
    const { createLaterReadings } = await import('./later-readings.ts');
    return (made ??= createLaterReadings(views));
  };
  return {
    home: (page) => homeTimeline(views, page, isNews),
    profileTimeline: async (id, page) => (await later()).profileTimeline(id, page),
    thread: async (id) => (await later()).thread(id),
    person: async (id) => (await later()).person(id),
    following: async () => (await later()).following(),
    someFollowed: async (most) => (await later()).someFollowed(most),
    notifications: async (page) => (await later()).notifications(page),
    isReadBy: async (host) => (await later()).isReadBy(host),
    search: async () => (await later()).search(),
  };
}
