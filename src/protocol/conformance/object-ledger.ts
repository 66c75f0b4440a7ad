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
  /** A Delete names it. */
  deletes(id: CanonicalId): void;
  /** Newest version of every object that was carried, in the order met: newest activities first. */
  newest(): readonly ObjectVersion[];
  isDeleted(id: CanonicalId): boolean;
  /** Everything that a Delete names. */
  readonly deleted: ReadonlySet<CanonicalId>;
  has(id: CanonicalId): boolean;
}

interface Entry {
  newest: ObjectVersion;
  /** Version that the activity met last carries. */
  above: ObjectVersion;
}

export function createObjectLedger(findings: Findings): ObjectLedger {
  const entries = new Map<CanonicalId, Entry>();
  const deleted = new Set<CanonicalId>();
  return {
    deleted,
    isDeleted: (id) => deleted.has(id),
    has: (id) => entries.has(id),
    deletes: (id) => void deleted.add(id),
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
      if (isNewer(found, entry.newest)) entry.newest = found;
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

/** A Tombstone is the end; else the later date (bridge-spec section 6). */
export const isNewer = (version: ObjectVersion, than: ObjectVersion): boolean =>
  than.type !== 'Tombstone' && (version.type === 'Tombstone' || version.version > than.version);
