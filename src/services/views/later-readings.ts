import type { SearchDesk } from '../search/search-api.ts';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { RemoteReadRecord } from '../../protocol/ports/fediverse.ts';
import type { SyncRecord } from '../../protocol/ports/records.ts';
import type { PageRequest } from '../../protocol/ports/store.ts';
import { authorOf, isDid } from '../addresses.ts';
import type { Listing, NotificationView, PersonView, PostView, ThreadView } from '../app-api.ts';
import { isReadBy } from '../hosts/is-read-by.ts';
import { loadPeople, personContext, type ViewParts } from './load-posts.ts';
import { goesOn } from './goes-on.ts';
import { createLookAlikes } from './look-alikes.ts';
import { notificationViews } from './notifications-view.ts';
import { personTimeline } from './person-timeline.ts';
import { personView } from './person-view.ts';
import { gapsOf, threadView } from './thread.ts';

/** What screens read besides the timeline. */
export interface LaterReadings {
  /**
   * `gaps`: what is to be fetched for it: posts of the conversation that are not on this device, the one asked for when nothing is, and
   * in any case one from a server, since only the server knows its answers.
   */
  thread(id: ObjectId): Promise<{ readonly thread: ThreadView | undefined; readonly gaps: readonly ObjectId[] }>;
  person(id: Did | ObjectId): Promise<PersonView>;
  profileTimeline(id: Did | ObjectId, page: PageRequest): Promise<Listing<PostView>>;
  following(): Promise<PersonView[]>;
  /** Asked again whenever somebody changes, so it must not read thousands. */
  someFollowed(most: number): Promise<{ readonly people: readonly PersonView[]; readonly total: number }>;
  notifications(page: PageRequest): Promise<Listing<NotificationView>>;
  /** Whether the server at `host` is known to read this account, so that its people can see answers. */
  isReadBy(host: string): Promise<boolean>;
  search(): Promise<SearchDesk>;
}

export function createLaterReadings(views: ViewParts): LaterReadings {
  const { store } = views;
  let searching: SearchDesk | undefined;
  const lookAlikes = createLookAlikes(store, views.relations, views.nowMs);
  return {
    async thread(id) {
      const thread = await threadView(views, id);
      const gaps = thread === undefined ? [] : gapsOf(thread);
      return { thread, gaps: thread === undefined || authorOf(id) === undefined ? [id, ...gaps] : gaps };
    },
    async person(id) {
      const [context, record, sync] = await Promise.all([
        personContext(views),
        loadPeople(store, [id]).then((people) => people.get(id)),
        isDid(id) ? store.syncState(id) : store.remote.readState(id),
      ]);
      const view = personView(id, record, context, sync);
      const [resembles, goesOnAs] = await Promise.all([lookAlikes.of(view), isDid(id) ? goesOn(store, id, record) : undefined]);
      return { ...view, resembles, ...(goesOnAs !== undefined && { goesOnAs }) };
    },
    profileTimeline: (id, page) => personTimeline(views, id, page),
    async following() {
      const context = await personContext(views);
      const { follows, remoteFollows } = context.relations;
      const ids = [...follows.keys(), ...remoteFollows.keys()];
      const [people, syncs, reads] = await Promise.all([store.people(ids), store.syncStates(), store.remote.readStates()]);
      const states = new Map<Did | ObjectId, SyncRecord | RemoteReadRecord>();
      for (const sync of syncs) states.set(sync.did, sync);
      for (const read of reads) states.set(read.id, read);
      return ids.map((id, index) => personView(id, people[index], context, states.get(id)));
    },
    async someFollowed(most) {
      const context = await personContext(views);
      const { follows, remoteFollows } = context.relations;
      const ids = [...[...follows.keys()].slice(0, most), ...[...remoteFollows.keys()].slice(0, most)].slice(0, most);
      const people = await store.people(ids);
      return {
        people: ids.map((id, index) => personView(id, people[index], context)),
        total: follows.size + remoteFollows.size,
      };
    },
    async notifications(page) {
      const { items, next } = await notificationViews(views, page);
      const told = await Promise.all(
        items.map(async (item) => ({ ...item, actor: { ...item.actor, resembles: await lookAlikes.of(item.actor) } })),
      );
      return { items: told, next };
    },
    isReadBy: (host) => isReadBy(store, host),
    async search() {
      const { createSearchDesk } = await import('../search/search-desk.ts');
      return (searching ??= createSearchDesk(views));
    },
  };
}
