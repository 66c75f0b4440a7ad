import type { Did, ObjectId } from '../protocol/brand.ts';
import type { ConnectionStatus } from '../protocol/ports/network.ts';
import type { AccountRecord } from '../protocol/ports/records.ts';
import { err, ok } from '../protocol/result.ts';
import type { Me, PersonView, PollenApp, Session, Settings } from './app-api.ts';
import type { AppParts } from './app-parts.ts';
import type { Desk } from './desk.ts';
import { engineCalls } from './engine-calls.ts';
import { createKeyRing, keysOf, type HeldKeys } from './key-ring.ts';
import { createLive } from './live.ts';
import type { LockDoor } from './lock/lock-api.ts';
import { fillGaps } from './fill-gaps.ts';
import { onceBy } from './once-by.ts';
import { readMedia } from './read-media.ts';
import { currentAccount } from './current-account.ts';
import { cleanSettings, defaultSettings, loadSettings } from './settings.ts';
import { askToPersist, storageState } from './storage-state.ts';
import { whenIdle } from './when-idle.ts';

const changing = () => import('./change-settings.ts');
const notConnected: ConnectionStatus = { state: 'looking', directPeers: 0, gateways: [], connections: [] };

/**
 * The app as the screens see it. Small, because it is on the way to the first paint: reads go straight to the database of this
 * device, everything that signs or connects waits for the engine.
 */
export function createApp(parts: AppParts): PollenApp {
  const { device } = parts;
  const session = createLive<Session>({ phase: 'starting' });
  const settings = createLive<Settings>(defaultSettings);
  const connection = createLive<ConnectionStatus>(notConnected);
  const unread = createLive(0);
  const listeners = new Set<(topics: ReadonlySet<string>) => void>();
  const unsaved = new Set<() => Promise<void>>();
  let desk: Desk | undefined;
  /** The account of this page: it never has another one, so that nothing of two accounts ever meets in one memory. */
  let own: Did | undefined;
  let stops: (() => void)[] = [];
  const locks = onceBy(async (did: Did) => (await parts.loadLock()).openLock({ device, did, door: doorOf(did) }));
  let closed = Promise.resolve();
  let mayConnect = false;
  let asked: Promise<void> | undefined;
  let opening = start();
  // Whoever waits for it learns of it, and the session says so; by itself it is no fault of the app.
  opening.catch(() => undefined);
  parts.deviceChanges.listen(() => {
    emit(new Set(['lock']));
    void inTurn(look);
  });

  async function start(): Promise<void> {
    try {
      const account = await currentAccount(device);
      if (account === undefined) {
        const [accounts, appearance] = await Promise.all([device.accounts(), device.appearance()]);
        settings.set(cleanSettings(appearance, settings.get()));
        session.set({ phase: 'welcome', sharedOrigin: parts.sharedOrigin, accountsHere: accounts.length });
        return;
      }
      own = account.did;
      const keys = keysOf(account) ?? (await keysOfOtherTabs(account));
      if (keys === undefined) session.set({ phase: 'locked' });
      else await enter(account, keys);
    } catch (error) {
      if (session.get().phase === 'starting') session.set({ phase: 'closed' });
      throw error;
    }
  }

  /** Accounts changed, in this tab or another one. */
  async function look(): Promise<void> {
    if (own !== undefined && (await currentAccount(device))?.did !== own) restart();
    else await (desk === undefined ? start() : refreshMe(desk));
  }

  function accountsChanged(): Promise<void> {
    parts.deviceChanges.announce();
    return inTurn(look);
  }

  const save = (): Promise<unknown> => Promise.allSettled([...unsaved].map((saving) => saving()));

  function restart(): void {
    parts.restart(
      save().then(() => {
        if (desk !== undefined) leave(desk, 'starting');
        return closed;
      }),
    );
  }

  async function keysOfOtherTabs(account: AccountRecord): Promise<HeldKeys | undefined> {
    const [keys, store] = await Promise.all([
      locks.get(account.did).then((opened) => opened.keysOfOtherTabs()),
      parts.openAccount(account.did),
    ]);
    // Colours and language of the lock screen.
    if (keys === undefined) settings.set(await loadSettings(store, device));
    return keys;
  }

  /** One after the other, so that an account is never opened while it is being closed. */
  function inTurn(run: () => Promise<unknown>): Promise<void> {
    const done = opening.catch(() => undefined).then(async () => void (await run()));
    opening = done;
    done.catch(() => undefined);
    return done;
  }

  const doorOf = (did: Did): LockDoor => ({
    held: () => (desk?.store.did === did ? desk.keys.held() : undefined),
    enter: (keys) =>
      inTurn(async () => {
        const account = desk === undefined ? await currentAccount(device) : undefined;
        // First the screens, then what connects: both would have the processor.
        if (account?.did === did) await enter(account, keys, whenIdle);
      }),
    prepare: async () => void (await save()),
    leave: () => inTurn(async () => void (desk?.store.did === did && leave(desk, 'locked'))),
    changed() {
      parts.deviceChanges.announce();
      emit(new Set(['lock']));
      if (desk !== undefined) void refreshMe(desk);
    },
  });

  /** Lets go of the keys before anything else: what comes after may fail or take long. */
  function leave(left: Desk, phase: 'locked' | 'starting'): void {
    desk = undefined;
    left.keys.drop();
    for (const stop of stops.splice(0)) stop();
    unread.set(0);
    session.set({ phase });
    connection.set(notConnected);
    closed = left.close().catch(() => undefined);
  }

  async function enter(account: AccountRecord, keys: HeldKeys, when = (run: () => void): void => run()): Promise<Me> {
    own = account.did;
    const [{ openDesk }, store] = await Promise.all([import('./desk.ts'), parts.openAccount(account.did)]);
    const onAccountChange = (): void => void (desk !== undefined && refreshMe(desk));
    const deskParts = { ...parts, onAccountChange, keys: createKeyRing(keys) };
    const opened = await openDesk(deskParts, account, store, settings, connection);
    desk = opened;
    stops = [
      store.onChange((topics) => void changed(opened, topics)),
      opened.reach.subscribe(() => emit(new Set(['delivery']))),
      settings.subscribe(() => emit(new Set(['settings']))),
    ];
    const [me, count] = await Promise.all([opened.me(), store.unreadCount()]);
    unread.set(count);
    show(me);
    if (mayConnect) when(() => void connect(opened));
    return me;
  }

  function show(me: Me): void {
    session.set({ phase: 'ready', me });
    if (me.locks || locks.has(me.did))
      void locks.get(me.did).then(
        (opened) => opened.watch(),
        () => undefined,
      );
  }

  async function connect(opened: Desk): Promise<void> {
    await closed;
    if (desk === opened) await (await opened.engine()).connect();
  }

  async function changed(opened: Desk, topics: ReadonlySet<string>): Promise<void> {
    if (topics.has('settings')) await reloadSettings(opened);
    emit(topics);
    if (topics.has('notifications')) {
      const count = await opened.store.unreadCount();
      if (desk === opened) unread.set(count);
    }
    if (['profile', 'follows', 'outbox'].some((topic) => topics.has(topic))) await refreshMe(opened);
  }

  /** Another tab may have changed them; services keep their own notes under the same topic. */
  async function reloadSettings(opened: Desk): Promise<void> {
    const stored = await loadSettings(opened.store, device);
    if (JSON.stringify(stored) !== JSON.stringify(settings.get())) settings.set(stored);
  }

  function emit(topics: ReadonlySet<string>): void {
    for (const listener of listeners) listener(topics);
  }

  async function refreshMe(opened: Desk): Promise<void> {
    const me = await opened.me();
    // Locked meanwhile: then nothing of it is shown any more.
    if (desk === opened) show(me);
  }

  async function open(): Promise<Desk> {
    await opening;
    if (desk === undefined) throw new Error('no account is open on this device');
    return desk;
  }

  /** Once: some browsers ask the person. */
  function askToKeep(): void {
    asked ??= askToPersist(parts.storage).then(
      () => emit(new Set(['storage'])),
      () => undefined,
    );
  }

  async function enterNew(account: AccountRecord): Promise<Me> {
    // Restored: there is something to lose already. Somebody new is asked after the first post or follow.
    if (account.readOnly) askToKeep();
    const keys = keysOf(account);
    if (keys === undefined) throw new Error('a new account is not locked');
    if (own !== undefined && own !== account.did) {
      await accountsChanged();
      // The page is going.
      return new Promise(() => undefined);
    }
    const me = await enter(account, keys);
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
  const relations = () => import('./relations-commands.ts');
  return {
    ...engineCalls(engine),
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
    search: async () => (await open()).read.search(),
    notifications: async (page) => (await open()).read.notifications(page),
    async markNotificationsRead() {
      const [{ store }, { markAllRead }] = await Promise.all([open(), import('./private-state/read-markers.ts')]);
      await markAllRead(store);
    },
    media: async (digest, author, options) => readMedia(await open(), digest, author, options?.signal),

    drafts: async () => (await open()).store.drafts(),
    saveDraft: async (draft) => (await open()).store.putDraft(draft),
    discardDraft: async (id) => (await open()).store.deleteDraft(id),
    async post(draft) {
      const posted = await (await engine()).post(draft);
      if (posted.ok) askToKeep();
      return posted;
    },

    async lookup(address) {
      const found = await (await engine()).lookup(address);
      return found.ok ? ok({ ...(await person(found.value.id)), post: found.value.post }) : err(found.error);
    },
    async follow(address) {
      const followed = await (await engine()).follow(address);
      if (!followed.ok) return err(followed.error);
      askToKeep();
      return ok(await person(followed.value));
    },
    unfollow: async (id) => (await relations()).unfollow((await open()).store, id, parts.nowMs()),
    setFollowOptions: async (id, to) => (await relations()).setFollowOptions((await open()).store, id, to, parts.nowMs()),
    setMute: async (id, on, options) =>
      (await relations()).setModeration((await open()).store, 'mute', id, on, parts.nowMs(), options),
    setBlock: async (id, on) => (await relations()).setModeration((await open()).store, 'block', id, on, parts.nowMs()),

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
    declareOutboxGone: () => withMe(async (opened) => (await opened.engine()).declareOutboxGone()),
    remindBackupLater: () => withMe(({ store }) => store.putSetting('backupAskedMs', parts.nowMs())),

    async putSettings(changes) {
      await opening;
      await (await changing()).changeSettings(desk?.store, settings, changes, parts.nowMs(), device);
    },
    joining: async () => (await parts.loadEngine()).openJoining(parts, enterNew),
    async accounts() {
      await opening.catch(() => undefined);
      const { createAccountsDesk } = await import('./accounts/accounts-desk.ts');
      return createAccountsDesk({ ...parts, own: () => own, save, changed: accountsChanged });
    },
    storage: () => storageState(parts.storage),
    room: async () => (await import('./room/room-desk.ts')).createRoomDesk((await open()).store, parts.storage),
    writing: async () => (await import('./writing/writing-desk.ts')).writingDeskOf((await open()).store),
    async lock() {
      const account = await currentAccount(device);
      if (account === undefined) throw new Error('no account is open on this device');
      return locks.get(account.did);
    },
    beforeLock(save) {
      unsaved.add(save);
      return () => unsaved.delete(save);
    },
    async connect() {
      // Before there is an account there is nothing to connect; making one does it.
      mayConnect = true;
      await opening;
      if (desk !== undefined) await connect(desk);
    },
  };
}
