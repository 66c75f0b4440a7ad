import { publicAudience } from '../activity-streams/contexts.ts';
import type { CanonicalId } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import { embeddedObject } from './documents.ts';
import type { OutboxDraft } from './outbox-draft.ts';

/** bridge-spec section 1: most ids in the featured collection. */
export const maxFeatured = 5;
/** How far back a deleted one's successor is looked for. */
const maxPagesBack = 20;

/** Newest first by their record keys (which are times). */
export interface FeaturedDraft {
  readonly ids: readonly CanonicalId[];
  add(activity: JsonObject): void;
  remove(id: CanonicalId): Promise<void>;
}

const fileName = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
const newestFirst = (left: string, right: string): number => (fileName(left) < fileName(right) ? 1 : -1);

/** The account's newest own public Notes that answer nobody. */
export function createFeaturedDraft(before: JsonObject | undefined, outbox: OutboxDraft): FeaturedDraft {
  const listed = before?.['orderedItems'];
  let ids: CanonicalId[] = Array.isArray(listed)
    ? listed.flatMap((id) => (typeof id === 'string' ? (canonicalId(id) ?? []) : []))
    : [];

  function insert(id: CanonicalId): void {
    if (!ids.includes(id)) ids = [...ids, id].toSorted(newestFirst).slice(0, maxFeatured);
  }

  return {
    get ids() {
      return ids;
    },
    add(activity) {
      const id = candidate(activity);
      if (id !== undefined) insert(id);
    },
    async remove(id) {
      const wasFull = ids.length === maxFeatured;
      const rest = ids.filter((listed) => listed !== id);
      if (rest.length === ids.length) return;
      ids = rest;
      if (!wasFull) return;
      for (let back = 0; back < maxPagesBack && ids.length < maxFeatured; back++) {
        const items = await outbox.page(outbox.newestPage - back);
        if (items === undefined) return;
        for (const item of items) {
          const other = candidate(item);
          if (other !== undefined && other !== id) insert(other);
        }
      }
    },
  };
}

function candidate(activity: JsonObject): CanonicalId | undefined {
  const embedded = activity['type'] === 'Create' ? embeddedObject(activity) : undefined;
  if (embedded === undefined || embedded.object['type'] !== 'Note' || embedded.object['inReplyTo'] !== undefined)
    return undefined;
  const { to } = embedded.object;
  return Array.isArray(to) && to.includes(publicAudience) ? embedded.id : undefined;
}
