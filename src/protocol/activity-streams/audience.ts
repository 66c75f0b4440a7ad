import type { Did, ObjectId } from '../brand.ts';
import { accountId } from '../identity/paths.ts';
import { publicAudience } from './contexts.ts';

/**
 * `public`: `to` everybody. `unlisted`: `cc` everybody, `to` nobody; servers keep it out of public timelines. Whoever is mentioned
 * or answered is in `cc` either way.
 */
export type Audience = 'public' | 'unlisted';

export interface Addressing {
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

/** `to` and `cc` of a document (bridge-spec section 5). */
export function addressing(audience: Audience, people: Iterable<string> = []): Addressing {
  const others = [...new Set(people)].filter((id) => id !== publicAudience);
  return audience === 'public' ? { to: [publicAudience], cc: others } : { to: [], cc: [publicAudience, ...others] };
}

/** The actor id of somebody known by DID or by actor id. */
export const actorIdOf = (person: Did | ObjectId): string =>
  person.startsWith('did:key:') ? accountId(person as Did, 'actor') : person;

/** Reads back what `addressing` wrote, from anybody's document: undefined when it is for neither. */
export function audienceOf(document: { readonly to?: unknown; readonly cc?: unknown }): Audience | undefined {
  const includes = (list: unknown): boolean => (Array.isArray(list) ? list.includes(publicAudience) : list === publicAudience);
  if (includes(document.to)) return 'public';
  return includes(document.cc) ? 'unlisted' : undefined;
}
