import type { AccountStore } from '../../protocol/ports/store.ts';

/** What is remembered of one host between two questions, and between two starts of the app. */
export interface HostMemory {
  /** Of the newest page as it was last taken in; the same again means no news. */
  readonly mark?: string;
  readonly askedMs: number;
  /** Not before this moment, after failures. */
  readonly notBeforeMs: number;
  readonly failures: number;
  /** It has told something that concerned this account: asked before those that only announced themselves. */
  readonly isUseful: boolean;
  /** Since `dayMs`: entries and bytes taken in. */
  readonly dayMs: number;
  readonly entries: number;
  readonly bytes: number;
}

export type HostMemories = ReadonlyMap<string, HostMemory>;

export const newHost: HostMemory = {
  askedMs: 0,
  notBeforeMs: 0,
  failures: 0,
  isUseful: false,
  dayMs: 0,
  entries: 0,
  bytes: 0,
};

const key = 'responseHosts';
const mostRemembered = 200;
const dayLengthMs = 24 * 60 * 60 * 1000;
/** What one host may add to this device in a day. */
const entriesADay = 1000;
const bytesADay = 8 * 2 ** 20;

export async function loadHosts(store: AccountStore): Promise<Map<string, HostMemory>> {
  const stored = await store.setting<unknown>(key);
  const rows: readonly unknown[] = Array.isArray(stored) ? stored : [];
  return new Map(rows.filter(isRow));
}

/** Keeps those that were asked last. */
export async function saveHosts(store: AccountStore, memories: HostMemories): Promise<void> {
  const rows = [...memories].toSorted(([, left], [, right]) => right.askedMs - left.askedMs);
  await store.putSetting(key, rows.slice(0, mostRemembered));
}

/** The memory with one more entry counted; undefined when the host has said enough for today. */
export function countEntry(memory: HostMemory, bytes: number, nowMs: number): HostMemory | undefined {
  const isToday = nowMs - memory.dayMs < dayLengthMs && nowMs >= memory.dayMs;
  const today = isToday ? memory : { ...memory, dayMs: nowMs, entries: 0, bytes: 0 };
  if (today.entries >= entriesADay || today.bytes + bytes > bytesADay) return undefined;
  return { ...today, entries: today.entries + 1, bytes: today.bytes + bytes };
}

function isRow(row: unknown): row is [string, HostMemory] {
  if (!Array.isArray(row) || typeof row[0] !== 'string') return false;
  const memory: unknown = row[1];
  return typeof memory === 'object' && memory !== null && 'askedMs' in memory && 'entries' in memory;
}
