import { maximumIdLength } from '../identity/ids.ts';
import { maximumOwnOriginLength, originOfId } from '../identity/written-id.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import type { CheckContext } from './check-context.ts';

const ownMembers = ['id', 'actor', 'attributedTo', 'partOf', 'next', 'first', 'last', 'inbox', 'outbox', 'featured'] as const;

/**
 * Length and origin of the ids by which a document names itself and its own account (bridge-spec section 2); of a document that
 * belongs to the account.
 */
export function checkWrittenIds(context: CheckContext, file: string, document: JsonObject): void {
  for (const member of ownMembers) {
    const value: JsonValue | undefined = document[member];
    if (typeof value !== 'string' || !value.includes(context.did.slice('did:key:'.length))) continue;
    if (value.length > maximumIdLength) context.findings.add('id-length', file, `${member} has ${value.length} characters`);
    const origin = originOfId(value);
    if (origin !== undefined && !context.writtenOrigins.has(origin)) context.writtenOrigins.set(origin, file);
  }
  const { object } = document;
  if (isJsonObject(object)) checkWrittenIds(context, file, object);
}

/**
 * After everything was read: origins in ids must be the account's own: the first of its `gateways`, the one that it is checked
 * for, or one of a former form of the actor (bridge-spec section 2).
 */
export function checkOrigins(context: CheckContext, actor: JsonObject | undefined): void {
  const gateways = actor?.['gateways'];
  const [first] = Array.isArray(gateways) ? gateways : [];
  const former = Array.isArray(actor?.['alsoKnownAs']) ? actor['alsoKnownAs'] : [];
  const own = new Set<unknown>([context.ownOrigin, first, ...former.map((id) => originOfId(String(id)))]);
  for (const [origin, file] of context.writtenOrigins) {
    if (origin.length > maximumOwnOriginLength) context.findings.add('origin-length', file, `${origin} has ${origin.length}`);
    if (!own.has(origin))
      context.findings.add('id-origin', file, `ids are written with ${origin}, which is not the account’s own`);
  }
}
