import type { Did } from '../protocol/brand.ts';
import type { ConnectionStatus } from '../protocol/ports/network.ts';
import type { AccountRecord } from '../protocol/ports/records.ts';
import type { Me, Session, Settings } from './app-api.ts';
import type { AppParts } from './app-parts.ts';
import { currentAccount } from './current-account.ts';
import type { Desk } from './desk.ts';
import { createKeyRing, keysOf, type HeldKeys } from './key-ring.ts';
import { createLive, type WritableLive } from './live.ts';
import type { Lock, LockDoor } from './lock/lock-api.ts';
import { onceBy } from './once-by.ts';
import { cleanSettings, defaultSettings, loadSettings } from './settings.ts';
import { whenIdle } from './when-idle.ts';

const notConnected: ConnectionStatus = { state: 'looking', directPeers: 0, gateways: [], connections: [] };

/** The account of a page: how it is opened, locked, left for another one, and what is shown of it meanwhile. */
export interface PageAccount {
  readonly session: WritableLive<Session>;
  readonly settings: WritableLive<Settings>;
  readonly connection: WritableLive<ConnectionStatus>;
  readonly unread: WritableLive<number>;
  readonly listeners: Set<(topics: ReadonlySet<string>) => void>;
  /** What stores, before the account is left or locked, what is being written. */
  readonly unsaved: Set<() => Promise<void>>;
  emit(topics: ReadonlySet<string>): void;
  save(): Promise<unknown>;
  own(): Did | undefined;
  /** Undefined while none is open. */
  desk(): Desk | undefined;
  /** Resolves when it is known which account is open; rejects when what is stored cannot be opened. */
  opening(): Promise<void>;
  /** The open account; rejects when there is none. */
  open(): Promise<Desk>;
  /** One that was made or restored just now. */
  enterNew(account: AccountRecord): Promise<Me>;
  /** Runs a command, then reads again what it says about the owner. */
  withMe<T>(run: (opened: Desk) => Promise<T>): Promise<T>;
  /** Accounts changed in this tab: it, and all others, look which one is current now. */
  accountsChanged(): Promise<void>;
  lockOf(did: Did): Promise<Lock>;
  /** Before there is an account there is nothing to connect; making one does it. */
  connect(): Promise<void>;
}

export function openPageAccount(parts: AppParts): PageAccount {
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
  let isLeaving = false;
  let opening = start();
  // Whoever waits for it learns of it, and the session says so; by itself it is no fault of the app.
  opening.catch(() => undefined);
  parts.deviceChanges.listen(() => {
    emit(new Set(['lock']));
    void inTurn(() => look(true));
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

  /** Accounts changed, in this tab or (`elsewhere`) another one. */
  async function look(elsewhere: boolean): Promise<void> {
    if (own !== undefined && (await currentAccount(device))?.did !== own) restart(elsewhere);
    else await (desk === undefined ? start() : refreshMe(desk));
  }

  function accountsChanged(): Promise<void> {
    parts.deviceChanges.announce();
    return inTurn(() => look(false));
  }

  const save = (): Promise<unknown> => Promise.allSettled([...unsaved].map((saving) => saving()));

  function restart(elsewhere: boolean): void {
    if (isLeaving) return;
    isLeaving = true;
    const closing = save().then(() => {
      if (desk !== undefined) leave(desk, 'starting');
      return closed;
    });
    parts.restart(closing, elsewhere);
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
    const [{ openDesk }, store] = await Promise.all([parts.loadDesk(), parts.openAccount(account.did)]);
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
    const now = session.get();
    // Read again after most changes, and seldom different; the whole interface is drawn again when it is.
    const isNews = now.phase !== 'ready' || JSON.stringify(now.me) !== JSON.stringify(me);
    if (isNews) session.set({ phase: 'ready', me });
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

  async function enterNew(account: AccountRecord): Promise<Me> {
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

  async function withMe<T>(run: (opened: Desk) => Promise<T>): Promise<T> {
    const opened = await open();
    const outcome = await run(opened);
    await refreshMe(opened);
    return outcome;
  }

  return {
    session,
    settings,
    connection,
    unread,
    listeners,
    unsaved,
    emit,
    save,
    own: () => own,
    desk: () => desk,
    opening: () => opening,
    open,
    enterNew,
    withMe,
    accountsChanged,
    lockOf: locks.get,
    async connect() {
      mayConnect = true;
      await opening;
      if (desk !== undefined) await connect(desk);
    },
  };
}
