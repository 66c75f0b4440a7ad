import { publicAudience } from '../activity-streams/contexts.ts';
import type { CanonicalId } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import { embeddedObject, textOf } from './documents.ts';
import type { OutboxDraft } from './outbox-draft.ts';

/** bridge-spec section 1: most ids in the featured collection. */
export const maxFeatured = 5;
/** How far back a deleted one's successor is looked for. */
const maxPagesBack = 20;

/** Newest first by their record keys (which are times). */
export interface FeaturedDraft {
  /** As each was written. */
  readonly ids: readonly string[];
  add(activity: JsonObject): void;
  remove(id: CanonicalId): Promise<void>;
}

const fileName = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
const newestFirst = (left: string, right: string): number => (fileName(left) < fileName(right) ? 1 : -1);

/** The account's newest own public Notes that answer nobody. */
export function createFeaturedDraft(before: JsonObject | undefined, outbox: OutboxDraft): FeaturedDraft {
  const listed = before?.['orderedItems'];
  let ids: string[] = Array.isArray(listed) ? listed.filter((id): id is string => canonicalOf(id) !== undefined) : [];

  function insert(id: string): void {
    const canonical = canonicalOf(id);
    if (ids.some((listed) => canonicalOf(listed) === canonical)) return;
    ids = [...ids, id].toSorted(newestFirst).slice(0, maxFeatured);
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
      const rest = ids.filter((listed) => canonicalOf(listed) !== id);
      if (rest.length === ids.length) return;
      ids = rest;
      if (!wasFull) return;
      for (let back = 0; back < maxPagesBack && ids.length < maxFeatured; back++) {
        const items = await outbox.page(outbox.newestPage - back);
        if (items === undefined) return;
        for (const item of items) {
          const other = candidate(item);
          if (other !== undefined && canonicalOf(other) !== id) insert(other);
        }
      }
    },
  };
}

const canonicalOf = (id: unknown): CanonicalId | undefined => (typeof id === 'string' ? canonicalId(id) : undefined);

function candidate(activity: JsonObject): string | undefined {
  const embedded = activity['type'] === 'Create' ? embeddedObject(activity) : undefined;
  if (embedded === undefined || embedded.object['type'] !== 'Note' || embedded.object['inReplyTo'] !== undefined)
    return undefined;
  const { to } = embedded.object;
  return Array.isArray(to) && to.includes(publicAudience) ? textOf(embedded.object, 'id') : undefined;
}
