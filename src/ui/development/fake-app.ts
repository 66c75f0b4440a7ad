import type { CanonicalId, ObjectId } from '../../protocol/brand.ts';
import { err, ok } from '../../protocol/result.ts';
import type { ConnectionStatus } from '../../protocol/ports/network.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import type { Me, NotificationView, PollenApp, PostView, Session, Settings } from '../../services/app-api.ts';
import { createValue } from '../app/value.ts';
import { fakePicture } from './fake-pictures.ts';
import { checkAccount } from './fake-check.ts';
import { createFakeCollections } from './fake-collections.ts';
import { createFakeFiles } from './fake-files.ts';
import { createFakeSearch } from './fake-search.ts';
import { createFakeAccounts } from './fake-accounts.ts';
import { createFakeAddresses } from './fake-addresses.ts';
import { listing, pause } from './fake-listing.ts';
import { createFakeReading, sampleThread } from './fake-reading.ts';
import { createFakeRoom } from './fake-room.ts';
import { createFakeLock } from './fake-lock.ts';
import { fakeDevices } from './fake-devices.ts';
import { createFakeLinked } from './fake-linked.ts';
import { createFakeSuccession } from './fake-succession.ts';
import { safe } from './fake-recovery.ts';
import { createFakeWaysBack } from './fake-ways-back.ts';
import { lookupOnServers } from './fake-lookup.ts';
import { isLatin } from './latin-only.ts';
import { sampleNotifications } from './sample-notifications.ts';
import { createFakeWriting } from './fake-writing.ts';
import { createFakeWebsite } from './fake-website.ts';
import { me as meView, people as samplePeople, stranger } from './sample-people.ts';
import { sampleConnection, sampleSettings } from './sample-settings.ts';
import { samplePost, writtenPost } from './sample-posts.ts';
import { serverPeople, serverPost } from './sample-servers.ts';

export interface FakeOptions {
  readonly phase: 'welcome' | 'ready';
  readonly accountsHere?: number;
  readonly posts: number;
  readonly connection: ConnectionStatus['state'];
  readonly theme: Settings['theme'];
  /** Language of the interface; absent: that of the browser. */
  readonly locale?: string;
  readonly saved: boolean;
  /** Only people and posts whose letters are in the font that pictures of the app are taken with. */
  readonly latin?: boolean;
  /** Begins with the lock screen. */
  readonly locked?: boolean;
  /** Imports that go on already. */
  readonly jobs: 'none' | 'running' | 'mixed';
}

/** An app in memory with sample data, for looking at the interface. `arrive` lets a post of somebody else come in. */
export function createFakeApp(options: FakeOptions): PollenApp & { arrive(): void } {
  const nowMs = Date.now();
  const isEmpty = options.posts === 0;
  const isShown = (...words: (string | undefined)[]): boolean => options.latin !== true || words.every(isLatin);
  let posts: PostView[] = Array.from({ length: options.posts }, (_, index) =>
    index % 4 === 1 ? serverPost(index, nowMs) : samplePost(index, nowMs),
  ).filter(({ text, author, boostedBy }) => isShown(text, author.name, boostedBy?.name));
  let people = isEmpty ? [] : [...samplePeople, ...serverPeople].filter(({ name }) => isShown(name));
  let notifications: NotificationView[] = isEmpty
    ? []
    : sampleNotifications(posts, nowMs).filter(({ actor }) => isShown(actor.name));
  const drafts = new Map<string, DraftRecord>();
  const pictures = new Map<string, Blob>();
  const listeners = new Set<(topics: ReadonlySet<string>) => void>();
  const website = createFakeWebsite();
  const files = createFakeFiles(options.jobs);
  const addresses = createFakeAddresses();
  const linked = createFakeLinked(meView.link, isEmpty);
  const collections = createFakeCollections(isEmpty, {
    posts: () => posts,
    mark: (id, bookmarked) => patch(id, () => ({ bookmarked })),
    changed: (...topics) => changed(...topics),
  });
  const reading = createFakeReading(
    () => posts,
    () => nowMs,
  );
  let count = 0;

  const me: Me = {
    did: meView.id as Me['did'],
    profile: meView,
    address: meView.address,
    link: meView.link,
    backup: options.saved ? { ...safe, savedAtMs: nowMs - 86_400_000 } : { ...safe, hasWayBack: false, shouldAsk: true },
    readOnly: false,
    weakKeyStorage: false,
    locks: options.locked === true,
  };
  const session = createValue<Session>(
    options.phase === 'welcome'
      ? { phase: 'welcome', sharedOrigin: false, accountsHere: options.accountsHere ?? 0 }
      : { phase: 'ready', me },
  );
  const lock = createFakeLock(session, { saved: options.saved, on: options.locked === true, changed: () => changed('lock') });
  if (options.locked === true) session.set({ phase: 'locked' });
  const settings = createValue(sampleSettings(options.theme, options.locale));
  const connection = createValue(sampleConnection(options.connection));
  const unread = createValue(notifications.filter((item) => !item.read).length);

  const succession = createFakeSuccession((topic) => changed(topic));
  const changed = (...topics: string[]): void => {
    for (const listener of listeners) listener(new Set(topics));
  };
  const patch = (id: ObjectId, change: (post: PostView) => Partial<PostView>): void => {
    posts = posts.map((post) => (post.id === id ? { ...post, ...change(post) } : post));
    changed('posts', 'reactions');
  };
  const byId = (id: string): PostView['author'] =>
    id === meView.id
      ? currentMe().profile
      : ([...people, ...samplePeople, ...serverPeople, stranger].find((person) => person.id === id) ?? stranger);
  const currentMe = (): Me => {
    const now = session.get();
    return now.phase === 'ready' ? now.me : me;
  };
  const setMe = (part: Partial<Me>): void => session.set({ phase: 'ready', me: { ...currentMe(), ...part } });

  return {
    ...createFakeWriting({ drafts, people: () => people, posts: () => posts, patch, changed }),
    session,
    connection,
    settings,
    unread,
    changes(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    arrive() {
      count += 1;
      const fresh = samplePost(0, Date.now());
      const id = `${fresh.id}-new-${count}` as ObjectId;
      posts = [
        { ...fresh, id, key: id, cursor: { atMs: fresh.atMs, id }, text: `Arrived ${count}`, content: [`Arrived ${count}`] },
        ...posts,
      ];
      changed('posts');
    },
    async createAccount({ name, username }) {
      await pause(400);
      if (!/^\w{1,64}$/.test(username)) return err({ type: 'bad-username' });
      const profile = { ...meView, name, username, icon: undefined };
      session.set({ phase: 'ready', me: { ...me, profile, backup: safe } });
      return ok(currentMe());
    },
    async updateProfile({ name, username, bio }) {
      await pause(200);
      setMe({ profile: { ...currentMe().profile, name, username, summary: [{ tag: 'p', children: [bio] }] } });
      changed('profile', 'people');
      return ok(undefined);
    },
    home: (page) => listing(posts, page, (post) => post.cursor),
    profileTimeline: (id, page) =>
      listing(
        posts.filter((post) => post.author.id === id),
        page,
        (post) => post.cursor,
      ),
    thread: async (id) => sampleThread(posts, id),
    person: async (id) => byId(id),
    following: async () => people.filter((person) => person.followed),
    async someFollowed(most) {
      const followed = people.filter((person) => person.followed);
      return { people: followed.slice(0, most), total: followed.length };
    },
    notifications: (page) => listing(notifications, page, (item) => ({ atMs: item.atMs, id: item.id })),
    async markNotificationsRead() {
      notifications = notifications.map((item) => ({ ...item, read: true }));
      unread.set(0);
      changed('notifications');
    },
    async mediaUrl(digest) {
      await pause(150);
      const picture = pictures.get(digest) ?? (await fakePicture(digest));
      return picture && URL.createObjectURL(picture);
    },
    async attach(file) {
      await pause(300);
      if (!/^(?:image|video|audio)\//.test(file.type)) return err({ type: 'not-a-picture' });
      count += 1;
      const digest = `zQmOwn${count}`;
      pictures.set(digest, file);
      return ok({ digest, mediaType: file.type, alt: '', width: 800, height: 560 });
    },
    async post(draft) {
      count += 1;
      const id = `ap://${meView.id}/posts/${count}` as CanonicalId;
      const atMs = Date.now();
      const undoUntilMs = atMs + settings.get().undoSeconds * 1000;
      const fresh = writtenPost(draft, { id, atMs, undoUntilMs, author: currentMe().profile });
      posts = [fresh, ...posts];
      drafts.set(id, draft);
      changed('posts');
      const grow = (delivery: PostView['delivery']): void => patch(id, () => ({ delivery }));
      setTimeout(() => grow({ stage: 'published', people: 0, gateways: [] }), undoUntilMs - atMs);
      setTimeout(() => grow({ stage: 'published', people: 2, gateways: [] }), undoUntilMs - atMs + 1500);
      return ok({ id, undoUntilMs });
    },
    async undoPost(id) {
      const post = posts.find((item) => item.id === id);
      if (post?.delivery?.stage !== 'undo') return false;
      posts = posts.filter((item) => item.id !== id);
      changed('posts');
      const draft = drafts.get(id);
      drafts.delete(id);
      return draft ?? false;
    },
    async deletePost(id) {
      posts = posts.filter((item) => item.id !== id);
      changed('posts');
      return ok(undefined);
    },
    async setLike(id, liked) {
      patch(id, (post) => ({
        mine: { ...post.mine, liked },
        counts: { ...post.counts, likes: post.counts.likes + (liked ? 1 : -1) },
      }));
      return ok(undefined);
    },
    async setBoost(id, boosted) {
      patch(id, (post) => ({
        mine: { ...post.mine, boosted },
        counts: { ...post.counts, boosts: post.counts.boosts + (boosted ? 1 : -1) },
      }));
      return ok(undefined);
    },
    async lookup(text) {
      await pause(300);
      if (!/k51|did:key/.test(text)) {
        const found = lookupOnServers(text);
        return found.ok ? ok(byId(found.value.id)) : found;
      }
      return ok(byId(people.find((person) => text.includes(person.address.slice(7)))?.id ?? stranger.id));
    },
    async follow(text) {
      await pause(200);
      const known = serverPeople.find(({ id }) => id === text);
      if (known !== undefined) {
        people = people.map((person) => (person.id === known.id ? { ...person, followed: true } : person));
        changed('follows', 'people');
        return ok({ ...known, followed: true });
      }
      people = [...people, { ...stranger, followed: true }];
      changed('follows', 'people');
      return ok({ ...stranger, followed: true });
    },
    async unfollow(id) {
      people = people.map((person) => (person.id === id ? { ...person, followed: false } : person));
      changed('follows', 'people');
    },
    setMute: async () => changed('moderation'),
    setBlock: async () => changed('moderation'),
    async loadOlder() {
      await pause(600);
      return err({ type: 'unreachable', reason: 'sample' });
    },
    async refresh() {
      await pause(600);
      return ok(undefined);
    },
    ...createFakeWaysBack({ did: me.did, me: currentMe, setMe }),
    succession: async () => succession,
    putSettings: async (part) => settings.set({ ...settings.get(), ...part }),
    hosting: async () => [
      { origin: 'http://localhost:8787', state: { hosted: true, usedBytes: 2_400_000, quotaBytes: 200_000_000 } },
      { origin: 'https://pollen.example', state: { hosted: false, usedBytes: 0, quotaBytes: 0 } },
    ],
    accounts: async () => createFakeAccounts(),
    room: async () => createFakeRoom(() => changed('storage')),
    storage: async () => ({ usedBytes: 48_000_000, quotaBytes: 2_000_000_000, persisted: false }),
    website: async () => website,
    async setFollowOptions(id, wanted) {
      people = people.map((person) => (person.id === id ? { ...person, options: wanted } : person));
      changed('follows');
    },
    isReadBy: async (host) => host === 'misskey.example',
    collections: async () => collections,
    search: async () =>
      createFakeSearch(
        () => posts,
        () => people,
      ),
    reading: async () => reading,
    files: async () => files,
    linked: async () => linked,
    ...fakeDevices((topic) => changed(topic)),
    lock: async () => lock,
    beforeLock: () => () => undefined,
    addresses: async () => addresses,
    checkAccount,
    connect: async () => undefined,
  };
}
