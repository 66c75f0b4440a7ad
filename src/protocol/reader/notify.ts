import { voteOf } from '../activity-streams/poll.ts';
import type { Did, ObjectId } from '../brand.ts';
import { accountId } from '../identity/paths.ts';
import { accountOf, canonicalId, objectId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import type { NotificationRecord } from '../ports/records.ts';
import { quoteOf } from '../activity-streams/quote-of.ts';
import { tagsOf, textMember } from './person.ts';

/** An activity that is known to be its author's, by proof (`VerifiedActivity`) or by the word of the author's host. */
export interface SaidActivity {
  readonly id: ObjectId;
  readonly account: Did | ObjectId;
  readonly type: string;
  readonly activity: JsonObject;
  /** Of Create: what was written. */
  readonly object?: JsonObject;
}

/** What was written longer than this before it was announced is history (imports): nobody is told (bridge-spec section 5). */
const newsMs = 24 * 60 * 60 * 1000;

/**
 * What `me` is told about an activity, if anything: replies, mentions, what is said in conversations with me, likes, boosts, follows. The id is the activity's, so
 * that nothing notifies twice, whichever ways it comes.
 */
export function notificationOf(said: SaidActivity, me: Did, atMs: number): NotificationRecord | undefined {
  const { id, account, type, activity, object } = said;
  if (account === me) return undefined;
  const record = { id, actor: account, atMs, read: false };
  const target = typeof activity['object'] === 'string' ? objectId(activity['object']) : undefined;
  switch (type) {
    case 'Create': {
      const about = object === undefined ? undefined : reasonOf(object, me);
      if (object === undefined || about === undefined || isHistory(object, activity)) return undefined;
      return { ...record, type: about, objectId: objectId(textMember(object, 'id') ?? '') };
    }
    case 'Like':
    case 'EmojiReact':
    case 'Announce':
      if (target === undefined || accountOf(target) !== me) return undefined;
      return { ...record, type: type === 'Announce' ? 'boost' : 'like', objectId: target };
    case 'Follow':
      return target === accountId(me, 'actor') ? { ...record, type: 'follow' } : undefined;
    default:
      return undefined;
  }
}

function reasonOf(object: JsonObject, me: Did): 'reply' | 'mention' | 'conversation' | undefined {
  if (object['type'] === 'Tombstone' || voteOf(object) !== undefined) return undefined;
  const parent = textMember(object, 'inReplyTo');
  if (accountOf(parent ?? '') === me) return 'reply';
  if (tagsOf(object).some((tag) => tag['type'] === 'Mention' && isMe(textMember(tag, 'href') ?? '', me))) return 'mention';
  // Whoever is quoted is addressed, too.
  if (parent === undefined || accountOf(quoteOf(object) ?? '') === me) return undefined;
  const addressed = [object['to'], object['cc']].flat().some((id) => typeof id === 'string' && isMe(id, me));
  return addressed ? 'conversation' : undefined;
}

const isMe = (href: string, me: Did): boolean => href === me || canonicalId(href) === accountId(me, 'actor');

function isHistory(object: JsonObject, activity: JsonObject): boolean {
  const writtenMs = Date.parse(textMember(object, 'published') ?? '');
  const announcedMs = Date.parse(textMember(activity, 'published') ?? '');
  return announcedMs - writtenMs > newsMs;
}
