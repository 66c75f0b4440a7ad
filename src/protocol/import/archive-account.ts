import { isWebUrl } from '../identity/ids.ts';
import { isLooseObject, looseList, looseText } from './archive-json.ts';

/** Whose archive it is, from its actor.json. */
export interface ArchiveAccount {
  /** The actor's id: everything in the archive that counts is by it. */
  readonly id: string;
  /** `@user@host`, as far as the actor tells: servers whose addresses have another host than their pages do not say so. */
  readonly address: string;
  readonly followers?: string;
  readonly name: string;
  /** HTML of the server: not to be trusted. */
  readonly summary: string;
  /** The picture's name in the archive. */
  readonly icon?: string;
}

const actorTypes = new Set(['Person', 'Service', 'Application', 'Group', 'Organization']);
const longestName = 200;
const longestSummary = 20_000;

/** Reads actor.json; undefined when it is no actor with an https id. */
export function readArchiveAccount(value: unknown): ArchiveAccount | undefined {
  if (!isLooseObject(value) || !actorTypes.has(looseText(value, 'type') ?? '')) return undefined;
  const id = looseText(value, 'id') ?? '';
  if (!id.startsWith('https://') || !isWebUrl(id)) return undefined;
  const username =
    looseText(value, 'preferredUsername')
      ?.replaceAll(/[\p{Cc}\s@/]/gu, '')
      .slice(0, longestName) ?? '';
  if (username === '') return undefined;
  const followers = looseText(value, 'followers');
  const [picture] = looseList(value, 'icon', 1);
  const icon = isLooseObject(picture) ? looseText(picture, 'url') : undefined;
  return {
    id,
    address: `@${username}@${new URL(id).host}`,
    ...(followers !== undefined && { followers }),
    name: (looseText(value, 'name') ?? '')
      .replaceAll(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, longestName),
    summary: (looseText(value, 'summary') ?? '').slice(0, longestSummary),
    // A file beside actor.json; an address on the net would have to be fetched.
    ...(icon !== undefined && !icon.includes('://') && { icon }),
  };
}
