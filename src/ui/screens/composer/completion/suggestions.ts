import type { KnownName } from '../../../../services/writing/writing-api.ts';
import type { WritingDesk } from '../../../../services/writing/writing-api.ts';
import type { DraftMention } from '../../../../protocol/ports/records.ts';
import { formatAddress } from '../../../../protocol/identity/address.ts';
import { didToIpnsName } from '../../../../protocol/identity/ids.ts';
import type { Did } from '../../../../protocol/brand.ts';
import { findEmoji } from '../emoji/find-emoji.ts';
import { loadEmoji } from '../emoji/load-emoji.ts';
import type { Completable } from './completion-at.ts';

/** Something that can be put in the place of what was typed. */
export type Suggestion =
  | { readonly kind: 'person'; readonly key: string; readonly insert: string; readonly person: KnownName }
  | { readonly kind: 'tag'; readonly key: string; readonly insert: string }
  | { readonly kind: 'emoji'; readonly key: string; readonly insert: string; readonly name: string };

const mostEmoji = 8;

/** Suggestions for what is being typed, best first; none when nothing is known. */
export async function suggest(
  desk: WritingDesk,
  { kind, typed }: Completable,
  chosen: readonly DraftMention[],
): Promise<readonly Suggestion[]> {
  switch (kind) {
    case 'person':
      return (await desk.people(typed)).map((person) => ({ kind, key: person.id, insert: mentionOf(person, chosen), person }));
    case 'tag':
      return (await desk.tags(typed)).map((tag) => ({ kind, key: tag, insert: `#${tag}` }));
    case 'emoji':
      return findEmoji(await loadEmoji(), typed, mostEmoji).map(({ emoji, name }) => ({ kind, key: emoji, insert: emoji, name }));
  }
}

/**
 * How somebody is written: by handle, or by their whole address when another one of the same handle is mentioned already. Names of
 * Pollen people are theirs by key only, so two may well have the same.
 */
function mentionOf({ id, handle }: KnownName, chosen: readonly DraftMention[]): string {
  const usual = `@${handle}`;
  const isOthers = chosen.some((mention) => mention.text.toLowerCase() === usual.toLowerCase() && mention.id !== id);
  return isOthers && id.startsWith('did:key:') ? `@${nameOf(id as Did)}` : usual;
}

const nameOf = (did: Did): string => formatAddress(didToIpnsName(did)).replace(/^ipns:\/\//, '');
