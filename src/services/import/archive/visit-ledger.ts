import { archiveLimits } from './limits.ts';
import { isNested, normalisedName, type EntryRefusal } from './entry-name.ts';
import type { Visit } from './archive-entry.ts';

/** Ends the reading of an archive that asks for too much; the message is for people. */
export class ArchiveLimitError extends Error {}

/** Counts what goes by in one visit, and decides which entries are passed over for their names. */
export interface VisitLedger {
  /** The entry's normalised name, when it may be read. Throws ArchiveLimitError for one entry too many. */
  admit(rawName: string): string | undefined;
  refuse(refusal: EntryRefusal): void;
  refuseEncrypted(name: string): void;
  /** Throws ArchiveLimitError when more has been unpacked than packed bytes can honestly give. */
  unpacked(bytes: number): void;
  visit(brokenOff?: string): Visit;
}

/** `packedBytes`: how much has been read so far, or the size of the archive. */
export function createVisitLedger(packedBytes: () => number): VisitLedger {
  const names = new Set<string>();
  const refused = new Map<EntryRefusal, number>();
  const encrypted: string[] = [];
  let entries = 0;
  let unpackedBytes = 0;
  const refuse = (refusal: EntryRefusal): void => void refused.set(refusal, (refused.get(refusal) ?? 0) + 1);

  return {
    refuse,
    admit(rawName) {
      entries += 1;
      if (entries > archiveLimits.entries) throw new ArchiveLimitError(`more than ${archiveLimits.entries} files`);
      const name = normalisedName(rawName);
      const refusal = name === undefined ? 'name' : names.has(name) ? 'duplicate' : isNested(name) ? 'nested' : undefined;
      if (name !== undefined) names.add(name);
      if (refusal === undefined) return name;
      refuse(refusal);
      return undefined;
    },
    refuseEncrypted(name) {
      refuse('encrypted');
      if (encrypted.length < 100) encrypted.push(name);
    },
    unpacked(bytes) {
      unpackedBytes += bytes;
      if (unpackedBytes > archiveLimits.freeBytes + archiveLimits.ratio * packedBytes())
        throw new ArchiveLimitError(`unpacks to more than ${archiveLimits.ratio} times its size`);
    },
    visit: (brokenOff) => ({ entries, refused, encrypted, ...(brokenOff !== undefined && { brokenOff }) }),
  };
}
