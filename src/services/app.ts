import type { Did, ObjectId } from '../protocol/brand.ts';
import type { AccountRecord } from '../protocol/ports/records.ts';
import { err, ok } from '../protocol/result.ts';
import type { Me, PersonView, PollenApp } from './app-api.ts';
import type { AppParts } from './app-parts.ts';
import { engineCalls } from './engine-calls.ts';
import { openPageAccount } from './page-account.ts';
import { currentAccount } from './current-account.ts';

const changing = () => import('./change-settings.ts');
const storing = () => import('./storage-state.ts');
const loadMedia = () => import('./media-url.ts');

/**
 * The app as the screens see it. Small, because it is on the way to the first paint: reads go straight to the database of this
 * device, everything that signs or connects waits for the engine.
 */
export function createApp(parts: AppParts): PollenApp {
  const { device } = parts;
  const page = openPageAccount(parts);
  const { session, settings, connection, unread, open, withMe } = page;
  let asked: Promise<void> | undefined;

  /** Once: some browsers ask the person. */
  function askToKeep(): void {
    asked ??= storing()
      .then(({ askToPersist }) => askToPersist(parts.storage))
      .then(
        () => page.emit(new Set(['storage'])),
        () => undefined,
      );
  }

  function enterNew(account: AccountRecord): Promise<Me> {
    // Restored: there is something to lose already. Somebody new is asked after the first post or follow.
    if (account.readOnly) askToKeep();
    return page.enterNew(account);
  }

  async function person(id: Did | ObjectId): Promise<PersonView> {
    const opened = await open();
    return id === opened.store.did ? (await opened.me()).profile : opened.read.person(id);
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
      page.listeners.add(listener);
      return () => page.listeners.delete(listener);
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
      void import('./fill-gaps.ts').then(
        ({ fillGaps }) => fillGaps(opened, gaps),
        () => undefined,
      );
      return thread;
    },
    person,
    following: async () => (await open()).read.following(),
    someFollowed: async (most) => (await open()).read.someFollowed(most),
    isReadBy: async (host) => (await open()).read.isReadBy(host),
    search: async () => (await open()).read.search(),
    notifications: async (page) => (await open()).read.notifications(page),
    async markNotificationsRead() {
      const [{ store }, { markAllRead }] = await Promise.all([open(), import('./private-state/read-markers.ts')]);
      await markAllRead(store);
    },
    async mediaUrl(digest, author, options) {
      const [opened, media] = await Promise.all([open(), loadMedia()]);
      return media.mediaUrl(opened, digest, author, options?.signal);
    },

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
      await page.opening();
      await (await changing()).changeSettings(page.desk()?.store, settings, changes, parts.nowMs(), device);
    },
    joining: async () => (await parts.loadEngine()).openJoining(parts, enterNew),
    async accounts() {
      await page.opening().catch(() => undefined);
      const { createAccountsDesk } = await import('./accounts/accounts-desk.ts');
      return createAccountsDesk({ ...parts, own: page.own, save: page.save, changed: page.accountsChanged });
    },
    storage: async () => (await storing()).storageState(parts.storage),
    room: async () => (await import('./room/room-desk.ts')).createRoomDesk((await open()).store, parts.storage),
    writing: async () => (await import('./writing/writing-desk.ts')).writingDeskOf((await open()).store),
    async lock() {
      const account = await currentAccount(device);
      if (account === undefined) throw new Error('no account is open on this device');
      return page.lockOf(account.did);
    },
    beforeLock(save) {
      page.unsaved.add(save);
      return () => page.unsaved.delete(save);
    },
    connect: page.connect,
  };
}
