import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { LaterParts } from '../later-parts.ts';
import type { RowState } from './files-api.ts';
import { csvRows } from './import-data.ts';

const pauseMs = 30_000;
const rowsAtOnce = 1_000;
const followedStates: readonly RowState[] = ['done', 'needs-approval'];

/**
 * Notes in rows of imports that the person has turned out to be on Pollen, too: reading finds that out later than the import did. At
 * once, and whenever reading has learned something, at most every 30 seconds.
 */
export function noteTwins({ store, timers, report }: Pick<LaterParts, 'store' | 'timers' | 'report'>): void {
  const noted = new Set<ObjectId>();
  let isWaiting = false;

  async function look(): Promise<void> {
    const twins = new Map<ObjectId, Did>();
    for (const { id, pollen } of await store.remote.readStates())
      if (pollen !== undefined && !noted.has(id)) twins.set(id, pollen);
    if (twins.size === 0) return;
    for (const { id, kind } of await store.jobs.jobs()) if (kind === 'follows') await noteIn(id, twins);
    for (const id of twins.keys()) noted.add(id);
  }

  async function noteIn(job: string, twins: ReadonlyMap<ObjectId, Did>): Promise<void> {
    for (const state of followedStates) {
      for (let after = -1; ;) {
        const rows = csvRows(await store.jobs.rows(job, { state, after, limit: rowsAtOnce }));
        const found = rows.flatMap((row) => {
          const pollen = twins.get(row.data.person as ObjectId);
          return pollen === undefined ? [] : [{ ...row, state: 'also-on-pollen', data: { ...row.data, pollen } }];
        });
        await store.jobs.putRows(found);
        const last = rows.at(-1);
        if (last === undefined || rows.length < rowsAtOnce) break;
        after = last.index;
      }
    }
  }

  store.onChange((topics) => {
    if (!topics.has('remote') || isWaiting) return;
    isWaiting = true;
    timers.after(pauseMs, () => {
      isWaiting = false;
      look().catch(report);
    });
  });
  look().catch(report);
}
