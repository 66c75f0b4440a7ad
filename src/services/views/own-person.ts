import type { Did } from '../../protocol/brand.ts';
import type { PersonRecord, Profile } from '../../protocol/ports/records.ts';

/** The owner of this device as typed here, which may not have been published yet; `known` is what was read back. */
export function ownPerson(did: Did, profile: Profile, known: PersonRecord | undefined): PersonRecord {
  return {
    id: did,
    actor: known?.actor ?? {},
    name: profile.name,
    username: profile.preferredUsername,
    summary: known?.summary ?? (profile.bio === '' ? [] : [{ tag: 'p', children: [profile.bio] }]),
    icon: profile.iconDigest,
    updatedMs: known?.updatedMs ?? 0,
    provenance: { type: 'signed' },
  };
}
