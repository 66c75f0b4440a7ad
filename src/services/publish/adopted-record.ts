import type { CheckedActivity } from '../../protocol/activity-streams/check.ts';
import type { Did } from '../../protocol/brand.ts';
import { canonicalId, objectId } from '../../protocol/identity/ids.ts';
import { parseRkey } from '../../protocol/identity/rkey.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { VerifiedActivity } from '../../protocol/reader/verified.ts';
import { isObject, objects, text } from '../views/members.ts';

/** A checked activity of the own outbox as the reader's rules take it. */
export function verifiedActivity(did: Did, checked: CheckedActivity): VerifiedActivity | undefined {
  const id = canonicalId(checked.value.id);
  if (id === undefined) return undefined;
  const { type } = checked.value;
  return { id, account: did, type, activity: checked.document, object: checked.object?.document };
}

/** The outbox record that this device would have had, had it written the activity. */
export function adoptedRecord(verified: VerifiedActivity, sequence: bigint): OutboxRecord {
  const { id, type, activity } = verified;
  const rkey = parseRkey(id.slice(id.indexOf('#') + 1));
  if (rkey === undefined) throw new Error(`a checked activity without record key: ${id}`);
  const createdAtMs = Date.parse(text(activity, 'published') ?? '');
  const target = activity['object'];
  const targetId = isObject(target) ? text(target, 'id') : typeof target === 'string' ? target : undefined;
  return {
    rkey,
    id,
    type,
    objectId: objectId(targetId ?? '') ?? id,
    activity,
    createdAtMs,
    notBeforeMs: createdAtMs,
    state: 'published',
    sequence,
    media: mediaOfObject(verified.object).map(({ digest }) => digest),
  };
}

/** Files of the own tree that an object names: attachments of a post, picture of an actor. */
export function mediaOfObject(object: JsonObject | undefined): { readonly digest: string; readonly mediaType: string }[] {
  const icon = object?.['icon'];
  return [...objects(object, 'attachment'), ...(isObject(icon) ? [icon] : [])].flatMap((attachment) => {
    const digest = text(attachment, 'digestMultibase');
    const mediaType = text(attachment, 'mediaType');
    return digest === undefined || mediaType === undefined ? [] : [{ digest, mediaType }];
  });
}
