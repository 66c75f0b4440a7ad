import { buildOutbox, buildPage } from '../activity-streams/build-collection.ts';
import type { CanonicalId, Rkey, Timestamp } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import { accountPaths, pageNumberOf, pagePath } from '../identity/paths.ts';
import { parseRkey } from '../identity/rkey.ts';
import { originOfId } from '../identity/written-id.ts';
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
/** bridge-spec section 5: a page is sealed before it grows past this, so that news of any account costs little to fetch. */
export const sealedPageBytes = 56 * 1024;
/** Page without its items: members, proof, ids; rounded up generously. */
const pageOverheadBytes = 2048;

/** Activities of one page, newest first. */
export type PageItems = readonly JsonObject[];

/** The pages of an account's outbox while they are being changed. */
export interface OutboxDraft {
  readonly totalItems: number;
  readonly newestPage: number;
  /** Items of a page, changes included; undefined when there is no such page. */
  page(page: number): Promise<PageItems | undefined>;
  /**
   * Appends to the newest page, or starts the next one when it is full, or when its ids are written under another origin than the
   * account's present one (bridge-spec section 2: the head page is sealed).
   */
  append(activity: JsonObject, origin: string | undefined): Promise<void>;
  /** Puts other items in place of those of a page, whose ids stay as they are written; sealed pages only for a Delete. */
  replace(page: number, items: PageItems): void;
  /** Signs what changed and puts it into the tree: changed pages, and the outbox, which is written under `origin`. */
  finish(signer: Signer, nowMs: number, origin: string | undefined): Promise<void>;
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
  /** Origins under which pages are written, as far as they are known. */
  const origins = new Map<number, string | undefined>();
  /** Activities below pages, as far as they are known. */
  const belows = new Map<number, number>([[0, 0]]);
  let totalItems = typeof before?.['totalItems'] === 'number' ? before['totalItems'] : 0;
  let newestPage = pageNumberOf(textOf(before, 'first') ?? '') ?? 0;
  let newestBytes: number | undefined;
  if (before === undefined) changed.set(0, []);

  async function page(number: number): Promise<PageItems | undefined> {
    const known = changed.get(number);
    if (known !== undefined) return known;
    if (number < 0 || number > newestPage) return undefined;
    const document = await tree.document(pagePath(tree.did, number));
    const items = document?.['orderedItems'];
    if (items === undefined) return undefined;
    if (!Array.isArray(items) || !items.every(isJsonObject))
      throw new MalformedTreeError(`outbox page ${number} has no list of activities`);
    if (!origins.has(number)) origins.set(number, originOfId(textOf(document, 'id')));
    belows.set(number, Number(document?.['totalItems']) - items.length);
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
    async append(activity, origin) {
      const size = utf8Length(canonicalize(activity));
      if (size > maxPageBytes - pageOverheadBytes) throw new RangeError(`an activity of ${size} bytes fits no page`);
      let items = (await page(newestPage)) ?? [];
      newestBytes ??= items.reduce((sum, item) => sum + utf8Length(canonicalize(item)) + 1, 0);
      const isFull = items.length >= maxPageItems || newestBytes + size + 1 > sealedPageBytes - pageOverheadBytes;
      if (items.length > 0 && (isFull || origins.get(newestPage) !== origin)) {
        newestPage++;
        belows.set(newestPage, totalItems);
        newestBytes = 0;
        items = [];
      }
      changed.set(newestPage, [activity, ...items]);
      origins.set(newestPage, origin);
      newestBytes += size + 1;
      totalItems++;
    },
    replace(number, items) {
      changed.set(number, items);
      if (number === newestPage) newestBytes = undefined;
    },
    async finish(signer, nowMs, origin) {
      const isMoved = before !== undefined && originOfId(textOf(before, 'id')) !== origin;
      if (isMoved && newestPage === 0 && (await page(0))?.length === 0) changed.set(0, []);
      if (changed.size === 0 && !isMoved) return;
      const updated = laterThan(textOf(before, 'updated'), nowMs);
      for (const [number, items] of changed) {
        const pageOrigin = items.length === 0 ? origin : origins.get(number);
        const below = belows.get(number) ?? 0;
        const unsigned = buildPage({ did: tree.did, origin: pageOrigin, page: number, below, activities: items });
        tree.put(pagePath(tree.did, number), await signDocument(unsigned, signer, timestampOf(nowMs)));
      }
      const unsigned = buildOutbox({ did: tree.did, origin, totalItems, newestPage, updated });
      tree.put(path, await signDocument(unsigned, signer, updated));
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
