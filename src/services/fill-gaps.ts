import type { ObjectId } from '../protocol/brand.ts';
import type { Desk } from './desk.ts';

/** Fetches what a thread lacks, one after the other; what comes is shown by the change that it makes. */
export async function fillGaps(desk: Desk, ids: readonly ObjectId[]): Promise<void> {
  if (ids.length === 0) return;
  const engine = await desk.engine();
  for (const id of ids) await engine.fetchPost(id);
}
