import type { Did } from '../../protocol/brand.ts';
import { accountOf, canonicalId } from '../../protocol/identity/ids.ts';
import type { JsonObject, JsonValue } from '../../protocol/json.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { verifyDocument } from '../../protocol/proof/proof.ts';
import { isJsonObject, parseSigned } from '../../protocol/proof/signed-json.ts';
import type { Result } from '../../protocol/result.ts';
import { err, ok } from '../../protocol/result.ts';

/** Largest activity that a letter box takes, bytes (bridge-spec sections 12 and 13). */
export const largestLetterBytes = 64 * 1024;

const types = new Set(['Create', 'Like', 'Announce', 'Follow', 'Undo', 'Update', 'Delete', 'EmojiReact']);

export interface Letter {
  /** Canonical id of the activity. */
  readonly id: string;
  readonly author: Did;
  readonly bytes: Uint8Array;
}

/** Reads one signed activity and makes sure that it is its author's own and is meant for `recipient`. The error is a sentence. */
export async function checkLetter(bytes: Uint8Array, recipient: Did, verifier: Verifier): Promise<Result<Letter, string>> {
  const parsed = parseSigned(bytes, { maximumBytes: largestLetterBytes });
  if (!parsed.ok) return err(`not a signed document: ${parsed.error.detail}`);
  const activity = parsed.value;
  const { id, type, actor } = activity;
  if (typeof type !== 'string' || !types.has(type)) return err('not an activity that a letter box takes');
  const canonical = typeof id === 'string' ? canonicalId(id) : undefined;
  const author = typeof actor === 'string' ? accountOf(actor) : undefined;
  if (canonical === undefined || author === undefined) return err('id and actor must be portable ids');
  if (accountOf(canonical) !== author) return err("the activity's id is not its actor's");
  const { object } = activity;
  if (isJsonObject(object) && ownerOf(object) !== author) return err("the embedded object is not its actor's");
  if (!names(activity, recipient)) return err('the activity does not name the recipient');
  if (!(await verifyDocument(activity, author, verifier))) return err('the proof is not valid');
  return ok({ id: canonical, author, bytes });
}

function ownerOf(object: JsonObject): Did | undefined {
  const owner = object['attributedTo'] ?? object['actor'] ?? object['id'];
  return typeof owner === 'string' ? accountOf(owner) : undefined;
}

/** Is the recipient spoken to, answered, or what this is about? Looks one object deep. */
function names(activity: JsonObject, recipient: Did, depth = 0): boolean {
  const isRecipient = (value: JsonValue | undefined): boolean => typeof value === 'string' && accountOf(value) === recipient;
  const { object } = activity;
  if (['object', 'target', 'inReplyTo', 'quote'].some((member) => isRecipient(activity[member]))) return true;
  if (listOf(activity['to']).some(isRecipient) || listOf(activity['cc']).some(isRecipient)) return true;
  if (listOf(activity['tag']).some((tag) => isJsonObject(tag) && isRecipient(tag['href']))) return true;
  return depth === 0 && isJsonObject(object) && names(object, recipient, 1);
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
