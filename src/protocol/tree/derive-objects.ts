import type { Did } from '../brand.ts';
import { accountOf } from '../identity/ids.ts';
import { idToTreePath } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import type { Block } from '../ports/block-store.ts';
import { serialize } from '../proof/proof.ts';
import { isJsonObject, parseSigned } from '../proof/signed-json.ts';
import { rawBlock } from './block.ts';
import { embeddedObject, versionOf } from './documents.ts';

/** An object's file, worked out from the page that embeds it. */
export interface DerivedObject {
  readonly path: string;
  readonly block: Block;
}

/**
 * The object files that outbox pages imply: an object's file has exactly the bytes of the embedded object (bridge-spec section 6),
 * so whoever copies pages need not copy objects. Of several versions the newest among the given pages, a Tombstone before all;
 * an edit on a page that was not given makes the block one that no tree links to. Unreadable pages and foreign objects give nothing.
 */
export function deriveObjects(did: Did, pages: readonly (Uint8Array | JsonObject)[]): DerivedObject[] {
  const newest = new Map<string, JsonObject>();
  for (const page of pages) {
    for (const activity of activitiesOf(page)) {
      const embedded = embeddedObject(activity);
      if (embedded === undefined || accountOf(embedded.id) !== did) continue;
      const path = idToTreePath(embedded.id);
      if (path !== undefined && isNewer(embedded.object, newest.get(path))) newest.set(path, embedded.object);
    }
  }
  return [...newest].map(([path, object]) => {
    const { cid, bytes } = rawBlock(serialize(object));
    return { path, block: { cid, bytes } };
  });
}

/** Only the blocks of {@link deriveObjects}. */
export const deriveObjectBlocks = (did: Did, pages: readonly (Uint8Array | JsonObject)[]): Block[] =>
  deriveObjects(did, pages).map(({ block }) => block);

function activitiesOf(page: Uint8Array | JsonObject): readonly JsonObject[] {
  const parsed = page instanceof Uint8Array ? parseSigned(page) : { ok: true as const, value: page };
  const items = parsed.ok ? parsed.value['orderedItems'] : undefined;
  return Array.isArray(items) ? items.filter(isJsonObject) : [];
}

function isNewer(object: JsonObject, than: JsonObject | undefined): boolean {
  if (than === undefined || object['type'] === 'Tombstone') return true;
  return than['type'] !== 'Tombstone' && versionOf(object) > versionOf(than);
}
