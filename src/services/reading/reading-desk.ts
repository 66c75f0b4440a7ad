import type { ObjectId } from '../../protocol/brand.ts';
import type { PostRecord, PostVersion } from '../../protocol/ports/records.ts';
import { gatherCatchUp } from '../catch-up/gather.ts';
import type { LaterParts } from '../later-parts.ts';
import { objects, text } from '../views/members.ts';
import type { VersionView } from '../views/view-types.ts';
import type { ReadingDesk } from './reading-api.ts';

export function createReadingDesk({ store, views, remote }: Pick<LaterParts, 'store' | 'views' | 'remote'>): ReadingDesk {
  return {
    catchUp: (sinceMs, options) => gatherCatchUp(views, sinceMs, options),
    async versions(id) {
      const record = await store.post(id);
      return record === undefined || record.deleted === true ? [] : versionsOf(record);
    },
    seek: (id: ObjectId) => remote.fetchPost(id),
  };
}

function versionsOf(record: PostRecord): readonly VersionView[] {
  const { object, content, updatedMs, earlier = [] } = record;
  const now: PostVersion = {
    updatedMs,
    content,
    warning: text(object, 'summary') || undefined,
    attached: objects(object, 'attachment').map((attachment) => text(attachment, 'name') ?? ''),
  };
  return [now, ...earlier.toReversed()].map(({ updatedMs: atMs, content: said, warning, attached = [] }) => ({
    atMs,
    content: said,
    attached,
    ...(warning !== undefined && { warning }),
  }));
}
