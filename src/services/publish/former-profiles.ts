import type { Profile } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';

/** A profile as it stood here until another device, or somebody else who has the key, published another one. */
interface FormerProfile {
  readonly profile: Profile;
  /** When the other one came here, by this device's clock, or its own date when that is later. */
  readonly untilMs: number;
}

const mostKept = 8;

/** Keeps the profile that a published one is about to replace, when people would see a difference. */
export async function keepFormerProfile(store: AccountStore, before: Profile, after: Profile, untilMs: number): Promise<void> {
  if (looksOf(before) === looksOf(after)) return;
  const kept = (await store.setting<readonly FormerProfile[]>('profilesBefore')) ?? [];
  await store.putSetting('profilesBefore', [...kept, { profile: before, untilMs }].slice(-mostKept));
}

/** The profile of this device as it was at a moment, as far as it is known. */
export async function profileAt(store: AccountStore, atMs: number): Promise<Profile | undefined> {
  const kept = (await store.setting<readonly FormerProfile[]>('profilesBefore')) ?? [];
  return kept.find(({ untilMs }) => untilMs >= atMs)?.profile ?? store.profile();
}

const looksOf = ({ name, preferredUsername, bio, iconDigest }: Profile): string =>
  JSON.stringify([name, preferredUsername, bio, iconDigest]);
