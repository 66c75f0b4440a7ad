import type { Did } from '../brand.ts';
import { parseAddress } from '../identity/address.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { plainText } from '../plain-text.ts';
import type { PersonRecord } from '../ports/records.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { textMember } from '../reader/person.ts';
import type { RichText } from '../rich-text.ts';
import { objectsOf } from './clean-json.ts';

const mostClaims = 8;
const mostWords = 2_000;

/**
 * The Pollen accounts that somebody on a server says are theirs: in `alsoKnownAs`, in the rows of the profile, in its text and as its
 * page; in every form that `parseAddress` understands. A claim of one side only: the account must name the person, too.
 */
export function pollenClaims({ actor, summary }: Pick<PersonRecord, 'actor' | 'summary'>): Did[] {
  const rows = objectsOf(actor['attachment']).flatMap((row) => [textMember(row, 'name') ?? '', ...textsOf(row['value'])]);
  const named = [actor['alsoKnownAs']].flat().flatMap((alias) => (typeof alias === 'string' ? [alias] : []));
  const words = [...named, ...rows, textMember(actor, 'url') ?? '', plainText(summary), ...hrefsOf(summary)]
    .flatMap((text) => text.split(/[\s,;()<>"']+/))
    .slice(0, mostWords);
  const claims = new Set<Did>();
  for (const word of words) {
    const address = parseAddress(word.replace(/[.!?]+$/, ''));
    if (address.ok) claims.add(address.value.did);
    if (claims.size >= mostClaims) break;
  }
  return [...claims];
}

/** Words and addresses of text as data; also a plain text. */
function textsOf(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(textsOf);
  if (!isJsonObject(value)) return [];
  return [...textsOf(value['children']), ...textsOf((value as JsonObject)['href'])];
}

const hrefsOf = (text: RichText): string[] =>
  text.flatMap((node) =>
    typeof node === 'string' ? [] : [...(node.href === undefined ? [] : [node.href]), ...hrefsOf(node.children ?? [])],
  );
