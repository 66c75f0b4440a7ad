import type { ObjectId } from '../../protocol/brand.ts';
import type { LaterParts } from '../later-parts.ts';
import { addressOf } from '../addresses.ts';
import { setFollowOptions, unfollow } from '../relations-commands.ts';
import { csvRows } from './import-data.ts';

/** Follows the Pollen account of somebody who was found on a server, and not the one there any more. */
export async function takePollen(
  { store, clock, follow }: Pick<LaterParts, 'store' | 'clock' | 'follow'>,
  job: string,
  index: number,
): Promise<void> {
  const [row] = csvRows(await store.jobs.rows(job, { after: index - 1, limit: 1 }));
  if (row?.index !== index || row.data.pollen === undefined) return;
  const { pollen, person } = row.data;
  const remote = (await store.remote.followsOf(person === undefined ? [] : [person as ObjectId]))[0];
  const followed = await follow(addressOf(pollen));
  if (!followed.ok) return;
  if (remote?.removed === false) {
    await setFollowOptions(store, pollen, remote.options, clock.nowMs());
    await unfollow(store, remote.id, clock.nowMs());
  }
  await store.jobs.putRows([{ ...row, state: 'done', data: { ...row.data, person: pollen } }]);
}
