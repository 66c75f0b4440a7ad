import type { Did } from '../protocol/brand.ts';
import { err, ok } from '../protocol/result.ts';
import { createAttachFile } from './attach-file.ts';
import { createAccountService } from './account.ts';
import { isDid } from './addresses.ts';
import { createRingSigner } from './ring-signer.ts';
import type { Settings } from './app-api.ts';
import type { OfferState } from './devices/devices-api.ts';
import { offerInTab } from './devices/offer-in-tab.ts';
import { checkBackup } from './backup/open-backup.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { saveBackup } from './backup/save-backup.ts';
import { createRemotePeople } from './fediverse/remote-people.ts';
import type { Engine, EngineModule, EngineParts } from './engine-api.ts';
import { createFindSomebody } from './find-somebody.ts';
import { createLaterDesks } from './later-desks.ts';
import type { LaterParts } from './later-parts.ts';
import { callLeader, offerCommands } from './leader-commands.ts';
import { createLive } from './live.ts';
import { runLeaderSession } from './leader-session.ts';
import { startLetterClock } from './letter-clock.ts';
import { createMediaService } from './media.ts';
import type { EnginePlatform } from './platform.ts';
import { newestAmong } from './recovery/newest-among.ts';
import { noteDrill } from './recovery/note-drill.ts';
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
    restoreBackup: (parts, file, passphrase, options) =>
      restoreBackup({ ...platform, ...parts, newestOf: newestAmong(platform, parts) }, file, passphrase, options),
    async restoreWords(parts, words, choice) {
      const { restoreWords } = await import('./recovery/restore-words.ts');
      return restoreWords({ ...platform, ...parts }, words, choice);
    },
    async openRestoring(parts) {
      const { createRestoringDesk } = await import('./recovery/restoring-desk.ts');
      return createRestoringDesk({ ...platform, ...parts });
    },
    async openJoining(parts, onAccount) {
      const { createJoinDesk } = await import('./devices/join-desk.ts');
      return createJoinDesk({ ...platform, ...parts, onAccount });
    },
    openEngine: (parts) => openEngine(parts, platform),
  };
}

/**
 * Keys, proofs and, in one tab of the profile, the network of one account. Whatever only writes works in every tab at once; what
 * needs the network goes to the tab that has it.
 */
function openEngine(parts: EngineParts, browser: EnginePlatform): Engine {
  const { device, store, account, keys, settings } = parts;
  const closing = new AbortController();
  const platform: EnginePlatform = {
    ...browser,
    // What was under way when the account was locked fails for want of keys and network; nothing is lost by it.
    report(error) {
      if (!closing.signal.aborted) browser.report(error);
    },
  };
  const { clock, timers } = platform;
  const signer = createRingSigner(keys, account.did);
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
  let ended: Promise<void> | undefined;
  let connecting: Promise<void> | undefined;
  let readOnly = account.readOnly;
  /** Gateways that came with the addresses looked up in this tab. */
  const hints = new Map<Did, readonly string[]>();
  let stopLetterClock: (() => void) | undefined;

  const offer = createLive<OfferState>({ phase: 'none' });
  const relations = createRelationsCache(store);
  const gateways = (): readonly string[] => settings.get().gateways;
  const later: LaterParts = {
    ...platform,
    device,
    openAccount: parts.openAccount,
    store,
    signer,
    keys,
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
    follow: (text) => people.follow(text),
    readAccount(did, via) {
      connect();
      return leader.refresh({ did, via });
    },
    pairing: {
      offer,
      ask(request) {
        connect();
        return leader.pairing(request);
      },
    },
  };
  const people = createFindSomebody({ ...platform, store, leader, remote: later.remote, hints, connect });

  function takeState(state: unknown): void {
    if (!isTabState(state)) return;
    parts.connection.set(state.connection);
    offer.set(offerInTab(offer.get(), state.pairing));
    if (!sameReach(state.reach, parts.reach.get())) parts.reach.set(state.reach);
    if (state.readOnly === readOnly) return;
    readOnly = state.readOnly;
    parts.onAccountChange();
  }

  async function lead(signal: AbortSignal): Promise<{ ended(): Promise<void> }> {
    const session = runLeaderSession(parts, platform, signer, tabs, later, signal);
    const stopped = (): Promise<void> => session.then((started) => started.ended).catch(() => undefined);
    signal.addEventListener('abort', () => (ended = stopped()), { once: true });
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
      return { ended: stopped };
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

  const desks = createLaterDesks(later, platform.isGateway, parts.onAccountChange);

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
    attach: createAttachFile({ store, pictures, probe: platform.probeRecording }),
    post: (draft) => author.post(draft),
    undoPost: (id) => author.undoPost(id),
    deletePost: (id) => author.deletePost(id),
    setLike: (id, liked) => author.setLike(id, liked),
    setBoost: (id, boosted) => author.setBoost(id, boosted),

    ...people,
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

    async checkBackup(file, passphrase) {
      const checked = await checkBackup(file, passphrase, store.did);
      if (checked.ok) await noteDrill(device, store.did, 'file', clock.nowMs());
      return checked;
    },
    recovery: desks.recovery,
    succession: desks.succession,
    async restoreProgress() {
      connect();
      return leader.restoreProgress();
    },
    async lookForOutbox() {
      connect();
      await leader.lookForOutbox();
    },
    saveBackup: (passphrase) => saveBackup({ ...platform, device, store }, passphrase),
    async declareOutboxGone() {
      connect();
      await leader.declareOutboxGone();
    },
    async hosting() {
      connect();
      return leader.hosting();
    },
    async files() {
      // Jobs go on in the tab that runs the network.
      connect();
      return desks.files();
    },
    async website() {
      connect();
      return desks.website();
    },
    collections: desks.collections,
    reading: desks.reading,
    linked: desks.linked,
    devices: desks.devices,
    addresses: desks.addresses,
    polls: desks.polls,
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
      await ended;
    },
  };
}
