import { buildDelete, buildMove } from '../../protocol/activity-streams/build-activity.ts';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { parseAddress } from '../../protocol/identity/address.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import { writtenId } from '../../protocol/identity/written-id.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { RemotePeople } from '../fediverse/remote-people.ts';
import { personNamesMe } from '../linked/linked-addresses.ts';
import type { AuthorService } from '../publish/author-service.ts';
import { createOwnOutbox, type AuthorDependencies } from '../publish/own-outbox.ts';
import type { LeaveError, MoveError } from './succession-api.ts';

export interface LeaveParts extends Omit<AuthorDependencies, 'undoMs'> {
  readonly author: Pick<AuthorService, 'setMovedTo'>;
  readonly remote: Pick<RemotePeople, 'resolve'>;
}

/**
 * Says that this account goes on as another one, which names this one already (bridge-spec section 6.5): `movedTo` in the actor, and a
 * Move. People on Pollen are looked at as this device knows them.
 */
export async function moveTo(parts: LeaveParts, wanted: string): Promise<Result<Did | ObjectId, MoveError>> {
  const { store, author } = parts;
  const address = parseAddress(wanted);
  if (address.ok && address.value.did === store.did) return err({ type: 'yourself' });
  const person = address.ok ? await store.person(address.value.did) : await onServer(parts, wanted);
  if (person === undefined) return err({ type: 'not-found' });
  const website = (await store.profile())?.website;
  if (!personNamesMe(person, { did: store.did, website })) return err({ type: 'does-not-name-you' });
  const target = address.ok ? accountId(address.value.did, 'actor') : (person.id as ObjectId);
  const said = await author.setMovedTo(target);
  if (!said.ok) return said;
  const added = await createOwnOutbox({ ...parts, undoMs: () => 0 }).add({
    type: 'Move',
    objectId: target,
    build: (base) => buildMove(base, target),
  });
  return added.ok ? ok(person.id) : added;
}

/** Ends the account for everybody who hears of it, once and for all; nothing more can be said with it. `username` as a check. */
export async function closeAccount(parts: LeaveParts, username: string): Promise<Result<void, LeaveError>> {
  const { device, store } = parts;
  const profile = await store.profile();
  if (profile === undefined || username.trim().replace(/^@/, '') !== profile.preferredUsername)
    return err({ type: 'wrong-name' });
  const actor = accountId(store.did, 'actor');
  const added = await createOwnOutbox({ ...parts, undoMs: () => 0 }).add({
    type: 'Delete',
    objectId: actor,
    build: (base) => buildDelete(base, writtenId(actor, base.origin)),
  });
  if (!added.ok) return added;
  await device.changeAccount(store.did, (record) => ({ ...record, closedAtMs: parts.clock.nowMs() }));
  return ok(undefined);
}

async function onServer({ remote }: LeaveParts, wanted: string): Promise<PersonRecord | undefined> {
  const found = await remote.resolve(wanted.trim(), { lane: 'lookup' });
  return found.ok ? found.value.person : undefined;
}
