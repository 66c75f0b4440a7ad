import { buildOutbox, buildPage } from '../activity-streams/build-collection.ts';
import type { CanonicalId, Rkey, Timestamp } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import { accountPaths, pageNumberOf, pagePath } from '../identity/paths.ts';
import { parseRkey } from '../identity/rkey.ts';
import type { JsonObject } from '../json.ts';
import type { Signer } from '../ports/crypto.ts';
import { canonicalize } from '../proof/canonical-json.ts';
import { signDocument } from '../proof/proof.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { timestampOf } from '../proof/timestamp.ts';
import { MalformedTreeError } from './block.ts';
import { textOf } from './documents.ts';
import type { TreeDraft } from './tree-draft.ts';

/** bridge-spec section 5: most activities on a page. */
export const maxPageItems = 20;
/** bridge-spec section 5: largest page, bytes. */
export const maxPageBytes = 512 * 1024;
/** Page without its items: members, proof, ids; rounded up generously. */
const pageOverheadBytes = 4096;

/** Activities of one page, newest first. */
export type PageItems = readonly JsonObject[];

/** The pages of an account's outbox while they are being changed. */
export interface OutboxDraft {
  readonly totalItems: number;
  readonly newestPage: number;
  /** Items of a page, changes included; undefined when there is no such page. */
  page(page: number): Promise<PageItems | undefined>;
  /** Appends to the newest page, or starts the next one when it is full. */
  append(activity: JsonObject): Promise<void>;
  /** Puts other items in place of those of a page; sealed pages only for a Delete. */
  replace(page: number, items: PageItems): void;
  /** Signs what changed and puts it into the tree: changed pages, and the outbox. */
  finish(signer: Signer, nowMs: number): Promise<void>;
}

/** Canonical ids and record keys are the same thing said twice: `<outbox id>#<rkey>`. */
export function rkeyOfActivity(activity: JsonObject): Rkey | undefined {
  const id = textOf(activity, 'id') ?? '';
  return parseRkey(id.slice(id.indexOf('#') + 1));
}

/** Canonical id of an activity. */
export const activityId = (activity: JsonObject): CanonicalId | undefined => canonicalId(textOf(activity, 'id') ?? '');

/** Opens the outbox of the tree; an account without one starts with an empty page 0. */
export async function openOutbox(tree: TreeDraft): Promise<OutboxDraft> {
  const path = accountPaths(tree.did).outbox;
  const before = await tree.document(path);
  const changed = new Map<number, PageItems>();
  let totalItems = typeof before?.['totalItems'] === 'number' ? before['totalItems'] : 0;
  let newestPage = pageNumberOf(textOf(before, 'first') ?? '') ?? 0;
  let newestBytes: number | undefined;
  if (before === undefined) changed.set(0, []);

  async function page(number: number): Promise<PageItems | undefined> {
    const known = changed.get(number);
    if (known !== undefined) return known;
    if (number < 0 || number > newestPage) return undefined;
    const items = (await tree.document(pagePath(tree.did, number)))?.['orderedItems'];
    if (items === undefined) return undefined;
    if (!Array.isArray(items) || !items.every(isJsonObject))
      throw new MalformedTreeError(`outbox page ${number} has no list of activities`);
    return items;
  }

  return {
    get totalItems() {
      return totalItems;
    },
    get newestPage() {
      return newestPage;
    },
    page,
    async append(activity) {
      const size = utf8Length(canonicalize(activity));
      if (size > maxPageBytes - pageOverheadBytes) throw new RangeError(`an activity of ${size} bytes fits no page`);
      let items = (await page(newestPage)) ?? [];
      newestBytes ??= items.reduce((sum, item) => sum + utf8Length(canonicalize(item)) + 1, 0);
      if (items.length >= maxPageItems || newestBytes + size + 1 > maxPageBytes - pageOverheadBytes) {
        newestPage++;
        newestBytes = 0;
        items = [];
      }
      changed.set(newestPage, [activity, ...items]);
      newestBytes += size + 1;
      totalItems++;
    },
    replace(number, items) {
      changed.set(number, items);
      if (number === newestPage) newestBytes = undefined;
    },
    async finish(signer, nowMs) {
      if (changed.size === 0) return;
      const updated = laterThan(textOf(before, 'updated'), nowMs);
      for (const [number, items] of changed)
        tree.put(
          pagePath(tree.did, number),
          await signDocument(buildPage({ did: tree.did, page: number, activities: items }), signer, timestampOf(nowMs)),
        );
      tree.put(path, await signDocument(buildOutbox({ did: tree.did, totalItems, newestPage, updated }), signer, updated));
    },
  };
}

/** `updated` strictly increases: max(previous + 1 s, now) (bridge-spec section 5). */
function laterThan(previous: string | undefined, nowMs: number): Timestamp {
  const previousMs = Date.parse(previous ?? '');
  return timestampOf(Number.isNaN(previousMs) ? nowMs : Math.max(previousMs + 1000, nowMs));
}

const utf8 = new TextEncoder();
const utf8Length = (text: string): number => utf8.encode(text).length;
