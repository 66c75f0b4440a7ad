import { buildDelete, buildMove } from '../../protocol/activity-streams/build-activity.ts';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { parseAddress } from '../../protocol/identity/address.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { isDid } from '../addresses.ts';
import { rememberAccount } from '../follow.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import { writtenId } from '../../protocol/identity/written-id.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { RemotePeople } from '../fediverse/remote-people.ts';
import { personNamesMe } from '../linked/linked-addresses.ts';
import type { AuthorService } from '../publish/author-service.ts';
import { createOwnOutbox, type AuthorDependencies } from '../publish/own-outbox.ts';
import type { LaterParts } from '../later-parts.ts';
import type { LeaveError, MoveError, MoveTarget } from './succession-api.ts';

export interface LeaveParts extends Omit<AuthorDependencies, 'undoMs'>, Pick<LaterParts, 'readAccount'> {
  readonly author: Pick<AuthorService, 'setMovedTo'>;
  readonly remote: Pick<RemotePeople, 'resolve'>;
}

/**
 * Whether this account may say that it goes on as another one: that one must name this one (bridge-spec section 6.5), else nobody would
 * believe it. It is read anew, unless nobody who has it answers and it is known here.
 */
export async function checkMove(parts: LeaveParts, wanted: string): Promise<Result<MoveTarget, MoveError>> {
  const { store } = parts;
  const address = parseAddress(wanted);
  if (address.ok && address.value.did === store.did) return err({ type: 'yourself' });
  const found = address.ok ? await onPollen(parts, address.value.did, address.value.via) : await onServer(parts, wanted);
  if (!found.ok) return found;
  const person = found.value;
  const website = (await store.profile())?.website;
  if (!personNamesMe(person, { did: store.did, website })) return err({ type: 'does-not-name-you' });
  return ok({ id: person.id, name: person.name, username: person.username });
}

/** Says that this account goes on as another one: `movedTo` in the actor, and a Move. */
export async function moveTo(parts: LeaveParts, wanted: string): Promise<Result<Did | ObjectId, MoveError>> {
  const checked = await checkMove(parts, wanted);
  if (!checked.ok) return checked;
  const { id } = checked.value;
  const target = isDid(id) ? accountId(id, 'actor') : id;
  const said = await parts.author.setMovedTo(target);
  if (!said.ok) return said;
  const added = await createOwnOutbox({ ...parts, undoMs: () => 0 }).add({
    type: 'Move',
    objectId: target,
    build: (base) => buildMove(base, target),
  });
  return added.ok ? ok(id) : added;
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

async function onPollen(parts: LeaveParts, did: Did, via: readonly string[]): Promise<Result<PersonRecord, MoveError>> {
  const { store, readAccount } = parts;
  await rememberAccount(store, { did, name: didToIpnsName(did) });
  const read = await readAccount(did, via);
  const person = await store.person(did);
  if (person !== undefined && person.endedAtMs === undefined) return ok(person);
  return err({ type: read.ok ? 'not-found' : 'unreachable' });
}

async function onServer({ remote }: LeaveParts, wanted: string): Promise<Result<PersonRecord, MoveError>> {
  const found = await remote.resolve(wanted.trim(), { lane: 'lookup' });
  return found.ok ? ok(found.value.person) : err({ type: 'not-found' });
}
