import type { CanonicalId } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import { canonicalize } from '../proof/canonical-json.ts';
import { textOf, versionOf } from '../tree/documents.ts';
import type { ObjectVersion } from './check-context.ts';
import type { Findings } from './findings.ts';

/** What the outbox says about each own object, gathered while pages are walked from the newest to the oldest. */
export interface ObjectLedger {
  /** An activity carries this version. */
  carries(object: JsonObject, file: string, activityPublished: string): void;
  /** A Delete names it; the oldest Delete counts. */
  deletes(id: CanonicalId, published: string): void;
  /** A Create or Update names it without carrying it. */
  names(id: CanonicalId): void;
  /** Newest version of every object that was carried, in the order met: newest activities first. */
  newest(): readonly ObjectVersion[];
  isDeleted(id: CanonicalId): boolean;
  /** Everything that a Delete names, with the date of the Delete. */
  readonly deleted: ReadonlyMap<CanonicalId, string>;
  readonly named: ReadonlySet<CanonicalId>;
  has(id: CanonicalId): boolean;
}

interface Entry {
  newest: ObjectVersion;
  /** Version that the activity met last carries. */
  above: ObjectVersion;
}

export function createObjectLedger(findings: Findings): ObjectLedger {
  const entries = new Map<CanonicalId, Entry>();
  const deleted = new Map<CanonicalId, string>();
  const named = new Set<CanonicalId>();
  return {
    deleted,
    named,
    isDeleted: (id) => deleted.has(id),
    has: (id) => entries.has(id),
    deletes: (id, published) => void deleted.set(id, published),
    names: (id) => void named.add(id),
    carries(object, file, activityPublished) {
      const found = versionIn(object);
      if (found === undefined) return;
      const { id } = found;
      const entry = entries.get(id);
      // Deletes stand above what they delete, so that they have been met already.
      if (deleted.has(id) && found.type !== 'Tombstone')
        findings.add('tombstone-page', file, `${id} was deleted and is still carried`);
      if (found.published > activityPublished && found.type !== 'Tombstone')
        findings.add('date-future', file, `written ${found.published}, announced ${activityPublished}`);
      if (entry === undefined) {
        entries.set(id, { newest: found, above: found });
        return;
      }
      const { above } = entry;
      if (found.type !== 'Tombstone' && above.type !== 'Tombstone') {
        if (found.published !== above.published)
          findings.add('object-published', file, `${id} has ${found.published} here, ${above.published} in a later activity`);
        if (found.version === above.version && found.text !== above.text)
          findings.add('object-updated', file, `${id} differs in a later activity, but has the same date ${found.version}`);
        else if (found.version > above.version) findings.add('activity-order', file, `${id} was edited on two devices`);
      }
      entry.above = found;
      if (isAtLeastAsNew(found, entry.newest)) entry.newest = found;
    },
    newest: () => [...entries.values()].map(({ newest }) => newest),
  };
}

/** The version that a document is, with its bytes. */
export function versionIn(object: JsonObject): ObjectVersion | undefined {
  const id = canonicalId(textOf(object, 'id') ?? '');
  if (id === undefined) return undefined;
  return {
    id,
    text: canonicalize(object),
    type: textOf(object, 'type') ?? '',
    published: textOf(object, 'published') ?? '',
    version: versionOf(object),
  };
}

/** Does `version`, met further down in the outbox, count before `than`? A Tombstone does; else the later date (bridge-spec section 6.2). */
const isAtLeastAsNew = (version: ObjectVersion, than: ObjectVersion): boolean =>
  than.type !== 'Tombstone' && (version.type === 'Tombstone' || version.version >= than.version);
