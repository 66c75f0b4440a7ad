import type { Did, ObjectId } from '../protocol/brand.ts';
import type { ConnectionStatus } from '../protocol/ports/network.ts';
import type { AccountRecord } from '../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../protocol/ports/store.ts';
import { err, ok } from '../protocol/result.ts';
import { isDid } from './addresses.ts';
import type { Me, PersonView, PollenApp, Session, Settings } from './app-api.ts';
import type { Desk } from './desk.ts';
import type { EngineModule } from './engine-api.ts';
import { createLive } from './live.ts';
import { setFollowOptions, setModeration, unfollow } from './relations-commands.ts';
import { currentAccount } from './current-account.ts';
import { defaultSettings, loadSettings, mergeSettings, storeSettings } from './settings.ts';
import { askToPersist, storageState, type StorageAccess } from './storage-state.ts';

export interface AppParts {
  readonly device: DeviceStore;
  openAccount(did: Did): Promise<AccountStore>;
  /** Loads keys, proofs and network; called at the first command that needs them, or by `connect`. */
  loadEngine(): Promise<EngineModule>;
  /** Address of the app without fragment. */
  readonly appBase: string;
  /** The origin is shared with strangers' pages (a path gateway): no account may be made here. */
  readonly sharedOrigin: boolean;
  nowMs(): number;
  readonly storage: StorageAccess;
  /** Tells other tabs that accounts changed, and hears it from them. */
  readonly deviceChanges: { announce(): void; listen(listener: () => void): void };
}

/**
 * The app as the screens see it. Small, because it is on the way to the first paint: reads go straight to the database of this
 * device, everything that signs or connects waits for the engine.
 */
export function createApp(parts: AppParts): PollenApp {
  const { device } = parts;
  const session = createLive<Session>({ phase: 'starting' });
  const settings = createLive<Settings>(defaultSettings);
  const connection = createLive<ConnectionStatus>({ state: 'looking', directPeers: 0, gateways: [], connections: [] });
  const unread = createLive(0);
  const listeners = new Set<(topics: ReadonlySet<string>) => void>();
  let desk: Desk | undefined;
  let mayConnect = false;
  let opening = start();
  // Whoever waits for it learns of it, and the session says so; by itself it is no fault of the app.
  opening.catch(() => undefined);
  parts.deviceChanges.listen(() => {
    opening = opening.then(() => (desk === undefined ? start() : refreshMe(desk)));
  });

  async function start(): Promise<void> {
    try {
      const account = await currentAccount(device);
      if (account === undefined) session.set({ phase: 'welcome', sharedOrigin: parts.sharedOrigin });
      else await enter(account);
    } catch (error) {
      if (session.get().phase === 'starting') session.set({ phase: 'closed' });
      throw error;
    }
  }

  async function enter(account: AccountRecord): Promise<Me> {
    const chosen = settings.get();
    const [{ openDesk }, store] = await Promise.all([import('./desk.ts'), parts.openAccount(account.did)]);
    const onAccountChange = (): void => void (desk !== undefined && refreshMe(desk));
    const opened = await openDesk({ ...parts, onAccountChange }, account, store, settings, connection);
    // What was chosen on the welcome screen, before there was an account to keep it.
    const early = (['theme', 'locale'] as const).filter((key) => chosen[key] !== defaultSettings[key]);
    if (early.length > 0) {
      const changes = Object.fromEntries(early.map((key) => [key, chosen[key]]));
      settings.set(await storeSettings(store, settings.get(), changes));
    }
    desk = opened;
    store.onChange((topics) => void changed(opened, topics));
    opened.reach.subscribe(() => emit(new Set(['delivery'])));
    settings.subscribe(() => emit(new Set(['settings'])));
    const [me, count] = await Promise.all([opened.me(), store.unreadCount()]);
    unread.set(count);
    session.set({ phase: 'ready', me });
    if (mayConnect) void connect(opened);
    return me;
  }

  async function connect(opened: Desk): Promise<void> {
    await (await opened.engine()).connect();
  }

  async function changed(opened: Desk, topics: ReadonlySet<string>): Promise<void> {
    if (topics.has('settings')) await reloadSettings(opened);
    emit(topics);
    if (topics.has('notifications')) unread.set(await opened.store.unreadCount());
    if (['profile', 'follows', 'outbox'].some((topic) => topics.has(topic))) await refreshMe(opened);
  }

  /** Another tab may have changed them; services keep their own notes under the same topic. */
  async function reloadSettings(opened: Desk): Promise<void> {
    const stored = await loadSettings(opened.store);
    if (JSON.stringify(stored) !== JSON.stringify(settings.get())) settings.set(stored);
  }

  function emit(topics: ReadonlySet<string>): void {
    for (const listener of listeners) listener(topics);
  }

  async function refreshMe(opened: Desk): Promise<void> {
    session.set({ phase: 'ready', me: await opened.me() });
  }

  async function open(): Promise<Desk> {
    await opening;
    if (desk === undefined) throw new Error('there is no account on this device yet');
    return desk;
  }

  async function enterNew(account: AccountRecord): Promise<Me> {
    void askToPersist(parts.storage);
    const me = await enter(account);
    parts.deviceChanges.announce();
    return me;
  }

  async function person(id: Did | ObjectId): Promise<PersonView> {
    const opened = await open();
    return id === opened.store.did ? (await opened.me()).profile : opened.read.person(id);
  }

  /** Runs a command of the engine, then reads again what it says about the owner. */
  async function withMe<T>(run: (opened: Desk) => Promise<T>): Promise<T> {
    const opened = await open();
    const outcome = await run(opened);
    await refreshMe(opened);
    return outcome;
  }

  const engine = async () => (await open()).engine();
  return {
    session,
    connection,
    settings,
    unread,
    changes(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async createAccount(input) {
      if (parts.sharedOrigin) return err({ type: 'shared-origin' });
      const made = await (await parts.loadEngine()).createAccount(parts, input);
      return made.ok ? ok(await enterNew(made.value)) : err(made.error);
    },
    updateProfile: (input) => withMe(async (opened) => (await opened.engine()).updateProfile(input)),

    home: async (page) => (await open()).read.home(page),
    profileTimeline: async (id, page) => (await open()).read.profileTimeline(id, page),
    async thread(id) {
      const opened = await open();
      const { thread, gaps } = await opened.read.thread(id);
      void fillGaps(opened, gaps);
      return thread;
    },
    person,
    following: async () => (await open()).read.following(),
    isReadBy: async (host) => (await open()).read.isReadBy(host),
    notifications: async (page) => (await open()).read.notifications(page),
    markNotificationsRead: async () => (await open()).store.markRead('all'),
    async media(digest, author, options) {
      const opened = await open();
      const here = await opened.store.media(digest);
      if (here !== undefined) return new Blob([here.bytes.slice()], { type: here.mediaType });
      if (!isDid(author) || options?.signal?.aborted === true) return undefined;
      const fetched = await (await opened.engine()).fetchMedia(digest, author);
      const media = fetched ? await opened.store.media(digest) : undefined;
      return media === undefined ? undefined : new Blob([media.bytes.slice()], { type: media.mediaType });
    },

    attach: async (file) => (await engine()).attach(file),
    drafts: async () => (await open()).store.drafts(),
    saveDraft: async (draft) => (await open()).store.putDraft(draft),
    discardDraft: async (id) => (await open()).store.deleteDraft(id),
    post: async (draft) => (await engine()).post(draft),
    undoPost: async (id) => (await engine()).undoPost(id),
    deletePost: async (id) => (await engine()).deletePost(id),
    setLike: async (id, liked) => (await engine()).setLike(id, liked),
    setBoost: async (id, boosted) => (await engine()).setBoost(id, boosted),

    async lookup(address) {
      const found = await (await engine()).lookup(address);
      return found.ok ? ok({ ...(await person(found.value.id)), post: found.value.post }) : err(found.error);
    },
    async follow(address) {
      const followed = await (await engine()).follow(address);
      if (!followed.ok) return err(followed.error);
      void askToPersist(parts.storage);
      return ok(await person(followed.value));
    },
    unfollow: async (id) => unfollow((await open()).store, id, parts.nowMs()),
    setFollowOptions: async (id, options) => setFollowOptions((await open()).store, id, options, parts.nowMs()),
    setMute: async (id, muted) => setModeration((await open()).store, 'mute', id, muted, parts.nowMs()),
    setBlock: async (id, blocked) => setModeration((await open()).store, 'block', id, blocked, parts.nowMs()),
    loadOlder: async (id) => (await engine()).loadOlder(id),
    refresh: async (id) => (await engine()).refresh(id),

    saveBackup: (passphrase) => withMe(async (opened) => (await opened.engine()).saveBackup(passphrase)),
    checkBackup: (file, passphrase) => withMe(async (opened) => (await opened.engine()).checkBackup(file, passphrase)),
    async restoreBackup(file, passphrase, options) {
      if (parts.sharedOrigin) return err({ type: 'not-a-backup', reason: 'this address is shared with others' });
      const restored = await (await parts.loadEngine()).restoreBackup(parts, file, passphrase, options);
      return restored.ok ? ok(await enterNew(restored.value)) : err(restored.error);
    },
    async restoreWords(words, choice) {
      if (parts.sharedOrigin) return err({ type: 'shared-origin' });
      const restored = await (await parts.loadEngine()).restoreWords(parts, words, choice);
      return restored.ok ? ok(await enterNew(restored.value)) : err(restored.error);
    },
    restoring: async () => (await parts.loadEngine()).openRestoring(parts),
    recovery: async () => (await engine()).recovery(),
    restoreProgress: async () => (await engine()).restoreProgress(),
    lookForOutbox: async () => (await engine()).lookForOutbox(),
    declareOutboxGone: () => withMe(async (opened) => (await opened.engine()).declareOutboxGone()),
    remindBackupLater: () => withMe(({ store }) => store.putSetting('backupAskedMs', parts.nowMs())),

    async putSettings(changes) {
      await opening;
      settings.set(
        desk === undefined ? mergeSettings(settings.get(), changes) : await storeSettings(desk.store, settings.get(), changes),
      );
    },
    hosting: async () => (await engine()).hosting(),
    website: async () => (await engine()).website(),
    collections: async () => (await engine()).collections(),
    files: async () => (await engine()).files(),
    linked: async () => (await engine()).linked(),
    checkAccount: async (options) => (await engine()).checkAccount(options),
    storage: () => storageState(parts.storage),
    async connect() {
      // Before there is an account there is nothing to connect; making one does it.
      mayConnect = true;
      await opening;
      if (desk !== undefined) await connect(desk);
    },
  };
}

async function fillGaps(opened: Desk, ids: readonly ObjectId[]): Promise<void> {
  if (ids.length === 0) return;
  const engine = await opened.engine();
  for (const id of ids) await engine.fetchPost(id);
}
    addresses: async () => (await engine()).addresses(),
