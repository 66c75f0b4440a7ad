import { checkActivity } from '../activity-streams/check.ts';
import type { Did, ObjectId } from '../brand.ts';
import { accountOf, canonicalId, isWebUrl, objectId } from '../identity/ids.ts';
import { accountId } from '../identity/paths.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Verifier } from '../ports/crypto.ts';
import { serialize } from '../proof/proof.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';

/** Largest entry or letter, bytes (bridge-spec sections 12 and 13.3). */
export const responseByteLimit = 64 * 1024;

const responseTypes = new Set<unknown>(['Create', 'Update', 'Delete', 'Like', 'EmojiReact', 'Announce', 'Follow', 'Undo']);

/** An entry that may be believed. */
export interface Response {
  readonly id: ObjectId;
  readonly actor: ObjectId;
  /** `proof`: signed by its author. `host`: said by the host that the author lives at, over TLS. */
  readonly trust: 'proof' | 'host';
  readonly activity: JsonObject;
}

export interface ResponseOptions {
  /** The account that is spoken to. */
  readonly me: Did;
  /** Origin that the answer came from. */
  readonly origin: string;
  readonly verifier: Verifier;
}

/** Why an entry is dropped; nobody is told. */
export type DroppedResponse = 'malformed' | 'unknown-type' | 'foreign-host' | 'bad-proof' | 'own' | 'no-concern';

/**
 * May this entry of a responses collection be believed, and does it concern me (bridge-spec section 12)? Whether an Update, Delete or
 * Undo is about something known is left to the caller.
 */
export async function checkResponse(entry: JsonObject, options: ResponseOptions): Promise<Result<Response, DroppedResponse>> {
  const { me, origin, verifier } = options;
  const id = typeof entry['id'] === 'string' ? objectId(entry['id']) : undefined;
  const actor = typeof entry['actor'] === 'string' ? objectId(entry['actor']) : undefined;
  if (id === undefined || actor === undefined) return err('malformed');
  if (!responseTypes.has(entry['type'])) return err('unknown-type');
  const bytes = bytesOf(entry);
  if (bytes === undefined || bytes.length > responseByteLimit) return err('malformed');
  const author = accountOf(actor);
  if (author === me) return err('own');
  if (!concerns(entry, me)) return err('no-concern');
  if (author !== undefined) {
    const checked = await checkActivity(bytes, author, verifier);
    return checked.ok ? ok({ id, actor, trust: 'proof', activity: checked.value.document }) : err('bad-proof');
  }
  return isSaidBy(entry, origin) ? ok({ id, actor, trust: 'host', activity: entry }) : err('foreign-host');
}

/** A host speaks for what lies at its own origin only: activity, actor, and the object that is embedded. */
function isSaidBy(entry: JsonObject, origin: string): boolean {
  const { object } = entry;
  const isHere = (id: JsonValue | undefined): boolean => typeof id === 'string' && isWebUrl(id) && new URL(id).origin === origin;
  if (!isHere(entry['id']) || !isHere(entry['actor'])) return false;
  switch (entry['type']) {
    case 'Create':
    case 'Update':
      return object !== undefined && isJsonObject(object) && isHere(object['id']) && object['attributedTo'] === entry['actor'];
    case 'Delete':
    case 'Undo':
      return isHere(idOf(object));
    default:
      return true;
  }
}

/** Follows, likes, boosts, answers or mentions me; or changes or takes back something that may have. */
function concerns({ type, object }: JsonObject, me: Did): boolean {
  switch (type) {
    case 'Follow':
      return canonicalId(idOf(object) ?? '') === accountId(me, 'actor');
    case 'Like':
    case 'EmojiReact':
    case 'Announce':
      return accountOf(idOf(object) ?? '') === me;
    case 'Create':
      return object !== undefined && isJsonObject(object) && speaksTo(object, me);
    default:
      return true;
  }
}

function speaksTo({ inReplyTo, tag }: JsonObject, me: Did): boolean {
  if (typeof inReplyTo === 'string' && accountOf(inReplyTo) === me) return true;
  const tags: readonly JsonValue[] = Array.isArray(tag) ? tag : [];
  return tags.some((one) => {
    const href = isJsonObject(one) && one['type'] === 'Mention' ? one['href'] : undefined;
    return typeof href === 'string' && (href === me || canonicalId(href) === accountId(me, 'actor'));
  });
}

const idOf = (object: JsonValue | undefined): string | undefined => {
  const id = object !== undefined && isJsonObject(object) ? object['id'] : object;
  return typeof id === 'string' ? id : undefined;
};

/** Collections are plain JSON; proofs are over the canonical form. Undefined for what has none. */
function bytesOf(entry: JsonObject): Uint8Array | undefined {
  try {
    return serialize(entry);
  } catch {
    return undefined;
  }
}
