import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { plain } from './host-text.ts';
import { textMember } from './person.ts';

const mostOptions = 20;
const longestOption = 300;
const counted = ['replies', 'likes', 'shares'] as const;

/** What a Question asks, as Mastodon writes it: `oneOf` or `anyOf` with counts, `endTime`, `votersCount`. Empty: it asks nothing. */
export function hostPoll(object: JsonObject): JsonObject {
  const member = Array.isArray(object['anyOf']) ? 'anyOf' : 'oneOf';
  const choices = object[member];
  if (textMember(object, 'type') !== 'Question' || !Array.isArray(choices)) return {};
  const options = choices.slice(0, mostOptions).flatMap(optionOf);
  if (options.length === 0) return {};
  const endMs = Date.parse(textMember(object, 'endTime') ?? textMember(object, 'closed') ?? '');
  const voters = countOf(object['votersCount']);
  return {
    [member]: options,
    // Polls end in the future, so that is no lie; beyond the years that dates can write it is.
    ...(endMs > 0 && endMs < latestMs && { endTime: new Date(endMs).toISOString() }),
    ...(voters !== undefined && { votersCount: voters }),
  };
}

/** How many answers, likes and boosts the host says there are. */
export function hostCounts(object: JsonObject): JsonObject {
  const counts: Record<string, JsonObject> = {};
  for (const member of counted) {
    const count = totalOf(object[member]);
    if (count !== undefined) counts[member] = { type: 'Collection', totalItems: count };
  }
  return counts;
}

const latestMs = Date.UTC(9999, 0);

function optionOf(option: JsonValue): JsonObject[] {
  if (!isJsonObject(option)) return [];
  const name = plain(textMember(option, 'name'), longestOption);
  const votes = totalOf(option['replies']);
  if (name === '') return [];
  return [{ type: 'Note', name, ...(votes !== undefined && { replies: { type: 'Collection', totalItems: votes } }) }];
}

const totalOf = (collection: JsonValue | undefined): number | undefined =>
  isJsonObject(collection) ? countOf(collection['totalItems']) : undefined;

const countOf = (value: JsonValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
