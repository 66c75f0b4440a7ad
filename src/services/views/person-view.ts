import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PersonRecord, SyncRecord } from '../../protocol/ports/records.ts';
import { addressOf, isDid, linkOf, shortName } from '../addresses.ts';
import type { RemoteReadRecord } from '../../protocol/ports/fediverse.ts';
import type { RichText } from '../../protocol/rich-text.ts';
import type { PersonView, RemotePerson } from '../app-api.ts';
import { emojiOf, objects, text, texts } from './members.ts';
import { isBlocked, optionsOf, type Relations } from './relations.ts';

/** What person views need besides the record: `appBase` without fragment, `gateways` of the owner of this device. */
export interface PersonContext {
  readonly relations: Relations;
  readonly appBase: string;
  readonly gateways: readonly string[];
}

/** A person as shown. Somebody not read yet is named by the address. `sync` is given where the state of reading is shown. */
export function personView(
  id: Did | ObjectId,
  record: PersonRecord | undefined,
  context: PersonContext,
  sync?: SyncRecord | RemoteReadRecord,
): PersonView {
  const { relations } = context;
  const follow = relations.follows.get(id as Did);
  const me = id === relations.me;
  const via = me ? context.gateways : (follow?.via ?? texts(record?.actor, 'gateways'));
  const followed = follow !== undefined || relations.remoteFollows.has(id as ObjectId);
  const username = record?.username ?? '';
  const confirmed = relations.confirmed.get(id as Did);
  return {
    id,
    name: record?.name || username || shortName(id),
    username,
    handle: confirmed !== undefined && confirmed === text(record?.actor, 'webfinger') ? confirmed : undefined,
    summary: record?.summary ?? [],
    icon: record?.icon,
    me,
    followed,
    blocked: isBlocked(relations, id, username),
    muted: relations.muted.has(id),
    address: addressOf(id),
    link: linkOf(id, context.appBase, via),
    emoji: emojiOf(record?.actor),
    options: followed ? (optionsOf(relations, id) ?? { showBoosts: true, notify: false, languages: [] }) : undefined,
    hasEnded: record?.endedAtMs === undefined ? undefined : true,
    remote: isDid(id) ? undefined : remotePerson(id, record, sync as RemoteReadRecord | undefined),
    sync: sync === undefined || me || !isDid(id) ? undefined : syncView(sync as SyncRecord),
  };
}

function remotePerson(id: ObjectId, record: PersonRecord | undefined, read: RemoteReadRecord | undefined): RemotePerson {
  const actor = record?.actor;
  return {
    acct: record?.username ?? '',
    host: shortName(id),
    url: text(actor, 'url') ?? id,
    state: read?.state ?? 'new',
    reason: read?.reason,
    lastReadMs: read?.lastReadMs ?? 0,
    approves: actor?.manuallyApprovesFollowers === true,
    pollen: read?.pollen,
    // Sanitised when they came, as the text about the person.
    fields: objects(actor, 'attachment').map(({ name, value }) => ({ name: String(name), value: value as unknown as RichText })),
  };
}

function syncView(sync: SyncRecord): PersonView['sync'] {
  return {
    state: sync.state,
    reason: sync.reason,
    lastReadMs: sync.lastReadMs,
    refused: sync.refused,
    totalItems: sync.totalItems,
    hasOlder: sync.gaps.length > 0 || (sync.holes ?? []).length > 0,
  };
}
