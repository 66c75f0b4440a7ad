import type { Rkey } from '../../../protocol/brand.ts';
import { createRkeyClock, rkeyToMs } from '../../../protocol/identity/rkey.ts';
import type { AccountStore } from '../../../protocol/ports/store.ts';
import { archiveData, archiveJobKind } from './archive-job.ts';

const atOnce = 500;
const keysPerMs = 1000;

/**
 * A record key of now behind which a job may hand out its own: later than all that are stored, and than those that other jobs have yet
 * to use. Keys of two imports that begin in one moment differ by chance alone otherwise, and what has a taken key is not stored.
 */
export async function freeKey({ jobs, outboxRange }: AccountStore, nowMs: number, deviceBits: number): Promise<Rkey> {
  let atMs = nowMs;
  for (const job of await jobs.jobs()) {
    if (job.kind !== archiveJobKind) continue;
    const { afterRkey, expected } = archiveData(job);
    atMs = Math.max(atMs, rkeyToMs(afterRkey) + Math.ceil(expected / keysPerMs) + 1);
  }
  const key = (): Rkey => createRkeyClock(deviceBits).next(atMs);
  for (;;) {
    const later = await outboxRange(key(), atOnce);
    const last = later.at(-1);
    if (last === undefined) return key();
    atMs = rkeyToMs(last.rkey) + 1;
  }
}
