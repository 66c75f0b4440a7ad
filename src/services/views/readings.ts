import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { SyncRecord } from '../../protocol/ports/records.ts';
import type { Cursor } from '../../protocol/ports/store.ts';
import { isDid } from '../addresses.ts';
import type { Listing, NotificationView, PersonView, PostView, ThreadView } from '../app-api.ts';
import { personContext, type ViewParts } from './load-posts.ts';
import { notificationViews } from './notifications-view.ts';
import { personView } from './person-view.ts';
import { gapsOf, threadView } from './thread.ts';
import { homeTimeline, personTimeline } from './timelines.ts';

type Page = { readonly before?: Cursor; readonly limit: number };

/** What screens read of one account: straight from the database of this device. */
export interface Readings {
  home(page: Page): Promise<Listing<PostView>>;
  profileTimeline(id: Did | ObjectId, page: Page): Promise<Listing<PostView>>;
  /** `gaps`: posts of the conversation that are not on this device; the one asked for, when nothing is. */
  thread(id: ObjectId): Promise<{ readonly thread: ThreadView | undefined; readonly gaps: readonly ObjectId[] }>;
  person(id: Did | ObjectId): Promise<PersonView>;
  following(): Promise<PersonView[]>;
  notifications(page: Page): Promise<Listing<NotificationView>>;
}

export function createReadings(views: ViewParts): Readings {
  const { store } = views;
  return {
    home: (page) => homeTimeline(views, page),
    profileTimeline: (id, page) => personTimeline(views, id, page),
    async thread(id) {
      const thread = await threadView(views, id);
      return { thread, gaps: thread === undefined ? [id] : gapsOf(thread) };
    },
    async person(id) {
      const [context, record, sync] = await Promise.all([
        personContext(views),
        store.person(id),
        isDid(id) ? store.syncState(id) : undefined,
      ]);
      return personView(id, record, context, sync);
    },
    async following() {
      const context = await personContext(views);
      const ids = [...context.relations.follows.keys()];
      const [people, syncs] = await Promise.all([store.people(ids), store.syncStates()]);
      const byDid = new Map<Did, SyncRecord>(syncs.map((sync) => [sync.did, sync]));
      return ids.map((id, index) => personView(id, people[index], context, byDid.get(id)));
    },
    notifications: (page) => notificationViews(views, page),
  };
}
