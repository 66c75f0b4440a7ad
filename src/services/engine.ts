import type { Did, ObjectId } from '../protocol/brand.ts';
import { parseAddress } from '../protocol/identity/address.ts';
import { err, ok, type Result } from '../protocol/result.ts';
import { createAccountService } from './account.ts';
import { isDid } from './addresses.ts';
import { signerForAccount } from './account-keys.ts';
import type { CollectionsDesk } from './collections/collections-desk.ts';
import type { FollowError, Settings, WebsiteDesk } from './app-api.ts';
import { checkBackup } from './backup/open-backup.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { saveBackup } from './backup/save-backup.ts';
import { createRemotePeople } from './fediverse/remote-people.ts';
import type { Engine, EngineModule, EngineParts } from './engine-api.ts';
import { follow, rememberAccount } from './follow.ts';
import type { FilesDesk } from './import/files-desk.ts';
import type { LaterParts } from './later-parts.ts';
import type { LinkedDesk } from './linked/linked-desk.ts';
import { callLeader, offerCommands } from './leader-commands.ts';
import { runLeaderSession } from './leader-session.ts';
import { startLetterClock } from './letter-clock.ts';
import { createMediaService } from './media.ts';
import type { EnginePlatform } from './platform.ts';
import { createAuthorService } from './publish/author-service.ts';
import { createTabs } from './tabs.ts';
import { isTabState, sameReach } from './tab-state.ts';
import { createRelationsCache } from './views/relations.ts';

/** Pause before the network is started again after it could not be. */
const connectPauseMs = 15_000;

/** The engine as the light part of the app loads it. */
export function createEngineModule(platform: EnginePlatform): EngineModule {
  return {
    createAccount: (parts, input) => createAccountService({ ...platform, ...parts }).create(input),
    restoreBackup: (parts, file, passphrase) => restoreBackup({ ...platform, ...parts }, file, passphrase),
    openEngine: (parts) => openEngine(parts, platform),
  };
}

/**
 * Keys, proofs and, in one tab of the profile, the network of one account. Whatever only writes works in every tab at once; what
 * needs the network goes to the tab that has it.
 */
function openEngine(parts: EngineParts, platform: EnginePlatform): Engine {
  const { device, store, account, settings } = parts;
  const { clock, timers } = platform;
  const signer = signerForAccount(account);
  const author = createAuthorService({
    ...platform,
    device,
    store,
    signer,
    undoMs: () => settings.get().undoSeconds * 1000,
    gateways: () => settings.get().gateways,
  });
  const pictures = createMediaService({ store, codec: platform.pictures });
  const tabs = createTabs({
    channel: platform.openChannel(`pollen-tabs-${account.name}`),
    timers,
    newId: () => crypto.randomUUID(),
    onState: takeState,
  });
  const leader = callLeader(tabs);
  const closing = new AbortController();
  let connecting: Promise<void> | undefined;
  let readOnly = account.readOnly;
  /** Gateways that came with the addresses looked up in this tab. */
  const hints = new Map<Did, readonly string[]>();
  let stopLetterClock: (() => void) | undefined;

  const relations = createRelationsCache(store);
  const gateways = (): readonly string[] => settings.get().gateways;
  const later: LaterParts = {
    ...platform,
    device,
    store,
    signer,
    author,
    settings,
    appBase: parts.appBase,
    views: { store, relations, appBase: parts.appBase, gateways, reach: parts.reach.get, nowMs: () => clock.nowMs() },
    web: platform.openFediverse({ gateways, appBase: parts.appBase, clock, timers }),
    remote: createRemotePeople(
      { store, clock },
      {
        resolve(text) {
          connect();
          return leader.resolveRemote(text);
        },
        fetchPost(id) {
          connect();
          return leader.fetchPost(id);
        },
      },
    ),
    follow: followSomebody,
  };

  function takeState(state: unknown): void {
    if (!isTabState(state)) return;
    parts.connection.set(state.connection);
    if (!sameReach(state.reach, parts.reach.get())) parts.reach.set(state.reach);
    if (state.readOnly === readOnly) return;
    readOnly = state.readOnly;
    parts.onAccountChange();
  }

  async function lead(signal: AbortSignal): Promise<void> {
    const session = runLeaderSession(parts, platform, signer, tabs, later, signal);
    const stop = tabs.lead(offerCommands(session));
    signal.addEventListener('abort', stop, { once: true });
    const refreshForm = (): void => void author.refreshForm().catch(platform.report);
    const stopForm = store.onChange((topics) => {
      if (topics.has('profile')) refreshForm();
    });
    signal.addEventListener('abort', stopForm, { once: true });
    refreshForm();
    try {
      await session;
    } catch (error) {
      // Not loaded (offline, half-updated app): another tab may have more luck, and this one tries again.
      stop();
      stopForm();
      throw error;
    }
  }

  function connect(): void {
    // Failures are the leading tab's to report; one of an older version may not know the question.
    stopLetterClock ??= startLetterClock(platform, () => void leader.checkLetters().catch(() => undefined));
    connecting ??= platform
      .runAsLeader(`pollen-node-${account.did}`, lead, { signal: closing.signal })
      .catch((error: unknown) => {
        connecting = undefined;
        platform.report(error);
        timers.after(connectPauseMs, () => {
          if (!closing.signal.aborted) connect();
        });
      });
  }

  async function lookUpRemote(text: string): Promise<Result<ObjectId, FollowError>> {
    const id = text.trim();
    if (!mayBeRemote(id)) return err({ type: 'not-an-address' });
    const found = await later.remote.resolve(id, { lane: 'lookup' });
    return found.ok ? ok(found.value.person.id) : found;
  }

  async function followSomebody(text: string): Promise<Result<Did | ObjectId, FollowError>> {
    if (parseAddress(text).ok) {
      const followed = await follow(store, text, clock.nowMs(), hints);
      if (followed.ok) connect();
      return followed;
    }
    // Whoever was looked up before is followed at once, also without a network.
    const known = await store.remote.readState(text.trim() as ObjectId);
    const found = known === undefined ? await lookUpRemote(text) : ok(known.id);
    if (!found.ok) return found;
    await later.remote.follow([{ id: found.value }]);
    connect();
    return found;
  }

  let collections: Promise<CollectionsDesk> | undefined;
  async function loadCollections(): Promise<CollectionsDesk> {
    const { createCollectionsDesk } = await import('./collections/collections-desk.ts');
    return createCollectionsDesk(later);
  }

  let files: Promise<FilesDesk> | undefined;
  async function loadFiles(): Promise<FilesDesk> {
    const { createFilesDesk } = await import('./import/files-desk.ts');
    return createFilesDesk(later);
  }

  let linked: Promise<LinkedDesk> | undefined;
  async function loadLinked(): Promise<LinkedDesk> {
    const { createLinkedDesk } = await import('./linked/linked-desk.ts');
    return createLinkedDesk(later);
  }

  let website: Promise<WebsiteDesk> | undefined;
  async function loadWebsite(): Promise<WebsiteDesk> {
    const { createWebsiteDesk } = await import('./website/website-desk.ts');
    const fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);
    return createWebsiteDesk({
      ...platform,
      store,
      author,
      fetch,
      appBase: parts.appBase,
      gateways: () => settings.get().gateways,
    });
  }

  let gatewaysBefore = settings.get().gateways;
  const stopSettings = settings.subscribe(() => void gatewaysChanged(settings.get()));
  async function gatewaysChanged({ gateways }: Settings): Promise<void> {
    if (readOnly || gateways.join() === gatewaysBefore.join()) return;
    gatewaysBefore = gateways;
    await author.refreshGateways().catch(platform.report);
  }

  return {
    async connect() {
      connect();
    },
    async updateProfile({ picture = 'keep', ...input }) {
      if (typeof picture === 'string') return author.updateProfile({ ...input, icon: picture });
      const stored = await pictures.attachAvatar(picture);
      if (stored.ok) return author.updateProfile({ ...input, icon: { digest: stored.value } });
      return err(stored.error.type === 'storage-full' ? { type: 'storage-full' } : { type: 'bad-picture' });
    },
    attach: (file) => pictures.attach(file),
    post: (draft) => author.post(draft),
    undoPost: (id) => author.undoPost(id),
    deletePost: (id) => author.deletePost(id),
    setLike: (id, liked) => author.setLike(id, liked),
    setBoost: (id, boosted) => author.setBoost(id, boosted),

    async lookup(text) {
      const address = parseAddress(text);
      if (!address.ok) return lookUpRemote(text);
      const { did, via } = address.value;
      if (did === store.did) return ok(did);
      if (via.length > 0) hints.set(did, via);
      connect();
      await rememberAccount(store, address.value);
      // Somebody who is known is shown at once, and read again behind it.
      const reading = leader.refresh({ did, via });
      if ((await store.person(did)) === undefined) await reading;
      else reading.catch(platform.report);
      return ok(did);
    },
    follow: followSomebody,
    async refresh(id) {
      connect();
      const read = isDid(id) ? await leader.refresh({ did: id, via: hints.get(id) ?? [] }) : await leader.refreshRemote(id);
      return read.ok ? ok(undefined) : err(read.error);
    },
    async loadOlder(id) {
      connect();
      return isDid(id) ? leader.loadOlder(id) : leader.loadOlderRemote(id);
    },
    fetchPost(id) {
      connect();
      return leader.fetchPost(id);
    },
    fetchMedia(digest, author) {
      connect();
      return leader.fetchMedia({ digest, author });
    },

    checkBackup: (file, passphrase) => checkBackup(file, passphrase, store.did),
    saveBackup: (passphrase) => saveBackup({ ...platform, device, store }, passphrase),
    async declareOutboxGone() {
      connect();
      await leader.declareOutboxGone();
    },
    async hosting() {
      connect();
      return leader.hosting();
    },
    website() {
      connect();
      website ??= loadWebsite();
      website.catch(() => (website = undefined));
      return website;
    },
    collections() {
      collections ??= loadCollections();
      collections.catch(() => (collections = undefined));
      return collections;
    },
    files() {
      connect();
      files ??= loadFiles();
      files.catch(() => (files = undefined));
      return files;
    },
    linked() {
      linked ??= loadLinked();
      linked.catch(() => (linked = undefined));
      return linked;
    },
    async checkAccount(options) {
      const { checkOwnAccount } = await import('./check-account.ts');
      const fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);
      const { gateways } = settings.get();
      await checkOwnAccount({ store, verifier: platform.verifier, fetch, gateways, nowMs: clock.nowMs() }, options);
    },
    async close() {
      closing.abort();
      stopSettings();
      stopLetterClock?.();
      relations.close();
      tabs.close();
      await connecting;
    },
  };
}

/** Names somebody on a server: `user@host` with or without a first `@` or `acct:`, or an address of the web. */
function mayBeRemote(text: string): boolean {
  return text.length <= 2048 && /^(?:https?:\/\/|(?:acct:|@)?[^\s@/]+@[^\s@/]+$)/i.test(text);
}
