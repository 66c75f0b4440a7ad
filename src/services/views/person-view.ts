import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PersonRecord, SyncRecord } from '../../protocol/ports/records.ts';
import { addressOf, isDid, linkOf, shortName } from '../addresses.ts';
import type { PersonView } from '../app-api.ts';
import { texts } from './members.ts';
import type { Relations } from './relations.ts';

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
  sync?: SyncRecord,
): PersonView {
  const { relations } = context;
  const follow = isDid(id) ? relations.follows.get(id) : undefined;
  const me = id === relations.me;
  const via = me ? context.gateways : (follow?.via ?? texts(record?.actor, 'gateways'));
  return {
    id,
    name: record?.name || record?.username || shortName(id),
    username: record?.username ?? '',
    summary: record?.summary ?? [],
    icon: record?.icon,
    me,
    followed: follow !== undefined,
    blocked: relations.blocked.has(id),
    muted: relations.muted.has(id),
    address: addressOf(id),
    link: linkOf(id, context.appBase, via),
    sync: sync === undefined || me ? undefined : syncView(sync),
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
