import type { JobRow } from '../../../protocol/ports/jobs.ts';
import type { AccountStore } from '../../../protocol/ports/store.ts';
import { changeArchiveData } from './archive-job.ts';
import { itemsPerRow, rowOf, waitingItems, waitingRow, type StagedItem } from './staged-items.ts';

const itemsAtOnce = 500;

/** Stores items in the rows of a job as they come. */
export interface ItemWriter {
  /** Each place once, in any order; in their own order it is cheapest. */
  add(item: StagedItem): Promise<void>;
  /** Stores what is left. */
  end(): Promise<void>;
}

/** Begins from nothing: rows of an attempt that was cut off are gone. */
export async function createItemWriter(store: AccountStore, job: string): Promise<ItemWriter> {
  const { jobs } = store;
  const pending = new Map<number, StagedItem[]>();
  let staged = 0;
  let stored = 0;
  await jobs.deleteRows(job);

  async function end(): Promise<void> {
    const rows: JobRow[] = [];
    for (const [index, items] of pending) {
      const before = items.length === itemsPerRow ? undefined : await rowAt(index);
      rows.push(waitingRow(job, index, before === undefined ? items : [...waitingItems(before), ...items]));
    }
    pending.clear();
    stored = staged;
    await changeArchiveData(store, job, { staged }, rows);
  }

  async function rowAt(index: number): Promise<JobRow | undefined> {
    const [row] = await jobs.rows(job, { after: index - 1, limit: 1 });
    return row?.index === index ? row : undefined;
  }

  return {
    end,
    async add(item) {
      const index = rowOf(item.place);
      const items = pending.get(index) ?? [];
      pending.set(index, [...items, item]);
      staged += 1;
      if (staged - stored >= itemsAtOnce) await end();
    },
  };
}
