import { expect } from 'vitest';
import type { CanonicalId, Did, ObjectId } from '../../src/protocol/brand.ts';
import type { NotificationRecord } from '../../src/protocol/ports/records.ts';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import type { PrivateEntry } from '../../src/protocol/private-state/entry.ts';
import { nextStamp } from '../../src/protocol/private-state/stamp.ts';
import { seedToDid } from '../../src/protocol/proof/signer.ts';
import { follow } from '../../src/services/follow.ts';
import { localEntries } from '../../src/services/private-state/local-entries.ts';
import { markAllRead } from '../../src/services/private-state/read-markers.ts';
import { noteSettings } from '../../src/services/private-state/setting-entries.ts';
import { setModeration, unfollow } from '../../src/services/relations-commands.ts';
import { CrashError } from '../../src/services/testing/crash.ts';
import { lightSigner } from './light-crypto.ts';
import { createLightDevice, type LightDevice, type LightWorld } from './light-device.ts';
import type { Action, Schedule } from './schedule.ts';

/** What the schedule has done, as everybody should see it in the end. */
export interface Played {
  readonly world: LightWorld;
  readonly devices: readonly LightDevice[];
  /** Posts that were written, and those that somebody deleted. */
  readonly written: ReadonlySet<CanonicalId>;
  readonly deleted: ReadonlySet<CanonicalId>;
  /** Every private entry as it ever was on any device. */
  readonly entries: readonly PrivateEntry[];
  /** Calls at which publishers were killed. */
  readonly kills: number;
}

type OpenStore = (did: Did) => Promise<AccountStore>;

const people = Array.from({ length: 4 }, (_, index) => seedToDid(new Uint8Array(32).fill(100 + index)));
const ownDid = seedToDid(new Uint8Array(32).fill(1));
const startMs = Date.UTC(2026, 10, 22, 8);
const quietMs = 20_000;

/** Plays a schedule. Whatever a device does when it is not told otherwise succeeds, or is tried again. */
export async function play(schedule: Schedule, openStore: OpenStore): Promise<Played> {
  const world: LightWorld = {
    openStore,
    head: undefined,
    holders: new Set(),
    nowMs: startMs,
    signer: lightSigner(ownDid),
    published: [],
  };
  const first = await createLightDevice(world, 0, schedule.clocks[0] ?? 0);
  await first.publisher.flush();
  const devices = [first];
  for (let index = 1; index < schedule.devices; index++) {
    const other = await createLightDevice(world, index, schedule.clocks[index] ?? 0);
    const read = await other.publisher.reconcile();
    if (!read.ok) throw new Error(`a new device could not read the account: ${JSON.stringify(read.error)}`);
    devices.push(other);
  }
  const played = { world, devices, written: new Set<CanonicalId>(), deleted: new Set<CanonicalId>(), entries: [], kills: 0 };
  const state: MutablePlayed = played;
  for (const { device, action } of schedule.steps) {
    world.nowMs += 1_000;
    const one = devices[device % devices.length] ?? first;
    await act(state, one, action);
    if (isPrivate(action)) state.entries.push(...(await localEntries(one.store)).values());
  }
  return played;
}

interface MutablePlayed extends Played {
  readonly written: Set<CanonicalId>;
  readonly deleted: Set<CanonicalId>;
  entries: PrivateEntry[];
  kills: number;
}

const isPrivate = ({ do: what }: Action): boolean =>
  !['post', 'edit', 'delete', 'offline', 'online', 'publish', 'restart', 'stale', 'crash', 'together', 'wait'].includes(what);

async function act(played: MutablePlayed, device: LightDevice, action: Action): Promise<void> {
  const { store, author, network } = device;
  const { nth } = action;
  const nowMs = device.nowMs();
  const somebody = people[nth % people.length] ?? ownDid;
  const list = `list-${nth % 2}`;
  const note = `https://notes.example/${nth % 3}` as ObjectId;
  const title = { id: list, title: `List ${nth} of ${nowMs % 1000}` };
  const listed = (await store.collections.lists()).find(({ id }) => id === list);
  const [bookmark] = await store.collections.bookmarkRecords([note]);
  switch (action.do) {
    case 'post':
      return write(played, device, `Post ${played.written.size}`);
    case 'edit':
    case 'delete': {
      const own = (await store.byAuthor(store.did, { limit: 20 })).filter(({ id }) => played.written.has(id as CanonicalId));
      const id = own[nth % Math.max(own.length, 1)]?.id as CanonicalId | undefined;
      if (id === undefined) return undefined;
      if (action.do === 'edit') return write(played, device, `Edited ${nth} at ${nowMs}`, id);
      expect((await author.deletePost(id)).ok).toBe(true);
      played.deleted.add(id);
      return undefined;
    }
    case 'like':
      return void (await author.setLike(note, nth % 2 === 0));
    case 'follow':
      return void (await follow(store, somebody, nowMs));
    case 'unfollow':
      return unfollow(store, somebody, nowMs);
    case 'block':
    case 'unblock':
      return setModeration(store, 'block', somebody, action.do === 'block', nowMs);
    case 'list':
    case 'unlist':
      return store.collections.putLists([{ ...title, stampMs: nextStamp(nowMs, listed), removed: action.do === 'unlist' }], []);
    case 'member': {
      const known = (await store.collections.members(list)).find(({ member }) => member === somebody);
      const member = { list, member: somebody, stampMs: nextStamp(nowMs, known), removed: known?.removed === false };
      return store.collections.putLists([], [member]);
    }
    case 'bookmark':
    case 'unbookmark': {
      const removed = action.do === 'unbookmark';
      return store.collections.putBookmarks([{ id: note, stampMs: nextStamp(nowMs, bookmark), removed }]);
    }
    case 'setting':
      await store.putSetting('postLanguage', `l${nth}`);
      return noteSettings(store, ['postLanguage'], nowMs);
    case 'read':
      await store.ingest({ ...nothing, notifications: [notification(nth)] });
      return markAllRead(store);
    case 'offline':
    case 'online':
      network.online = action.do === 'online';
      return undefined;
    case 'wait':
      played.world.nowMs += 3_600_000 * nth;
      return undefined;
    case 'restart':
      return device.restart();
    case 'publish':
      device.publisher.privateChanged();
      played.world.nowMs += quietMs;
      return void (await publish(device));
    case 'together':
      for (const { publisher } of played.devices) publisher.privateChanged();
      played.world.nowMs += quietMs;
      return void (await Promise.all(played.devices.map(publish)));
    case 'stale':
      device.stale = played.world.published[nth];
      await publish(device);
      device.stale = undefined;
      return undefined;
    case 'crash':
      return crash(played, device, action);
  }
}

async function write(played: MutablePlayed, device: LightDevice, text: string, edits?: CanonicalId): Promise<void> {
  const id = `draft-${played.world.nowMs}`;
  const draft = { id, text, warning: '', language: '', audience: 'public', attachments: [], savedAtMs: 0 } as const;
  const posted = await device.author.post({ ...draft, ...(edits && { edits }) });
  if (!posted.ok) throw new Error(posted.error.type);
  played.written.add(posted.value.id);
}

function publish(device: LightDevice): ReturnType<LightDevice['publisher']['flush']> {
  device.publisher.expectNews();
  return device.publisher.flush();
}

async function crash(played: MutablePlayed, device: LightDevice, action: Extract<Action, { do: 'crash' }>): Promise<void> {
  const doomed = device.doomed({ count: 0, at: action.nth + 1, when: action.when });
  await doomed.flush().catch((error: unknown) => {
    if (!(error instanceof CrashError)) throw error;
    played.kills += 1;
  });
  device.restart();
}

/** Everybody is online, nothing is stale: rounds of publishing until nobody has anything to say. Throws when that never happens. */
export async function settle({ world, devices }: Played, mostRounds = 10): Promise<void> {
  for (const device of devices) device.network.online = true;
  for (let round = 0; round < mostRounds; round++) {
    world.nowMs += 1_000;
    let isQuiet = true;
    for (const device of devices) {
      device.publisher.privateChanged();
      world.nowMs += quietMs;
      device.publisher.expectNews();
      const outcome = await device.publisher.flush();
      // As the driver does whenever it is online again: it may have signed a head that nobody has heard of.
      if (outcome.type === 'idle') await device.publisher.reannounce();
      if (outcome.type === 'blocked') world.nowMs += 25 * 3_600_000;
      // What is minor waits for a quarter of an hour.
      if (device.publisher.privateDueMs() !== undefined) world.nowMs += 15 * 60_000;
      isQuiet &&= outcome.type === 'idle' && device.publisher.privateDueMs() === undefined;
    }
    const roots = await Promise.all(devices.map(async ({ store }) => (await store.ownTree())?.publishedRoot));
    if (isQuiet && new Set(roots).size === 1) return;
  }
  throw new Error(`still not quiet after ${mostRounds} rounds`);
}

const nothing = { posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [] };
const notification = (nth: number): NotificationRecord => ({
  id: `n${nth}`,
  type: 'like',
  actor: people[0] ?? ownDid,
  atMs: startMs + nth,
  read: false,
});
