import type { AcctUri, Did, ObjectId } from '../../protocol/brand.ts';
import { parseOrigin } from '../../protocol/identity/address.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { formatAcct } from '../../protocol/fediverse/acct.ts';
import type { PersonEntry, PersonTarget } from '../../protocol/import/entries.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import type { JobRecord } from '../../protocol/ports/jobs.ts';
import { nextStamp } from '../../protocol/private-state/stamp.ts';
import type { LearnedId } from '../collections/learn-ids.ts';
import type { WantedFollow } from '../fediverse/follow-remote.ts';
import type { ResolveError } from '../fediverse/resolve-error.ts';
import { rememberAccount } from '../follow.ts';
import type { LaterParts } from '../later-parts.ts';
import type { RowState } from './files-api.ts';
import type { CsvRow, CsvRowData } from './import-data.ts';
import type { KnownPeople } from './known-people.ts';

export interface RowFinder extends Pick<LaterParts, 'store' | 'clock' | 'remote'> {
  readonly people: KnownPeople;
  readonly job: JobRecord;
  /** Whom this run has found: the same person may stand in a file under two addresses. */
  readonly found: Set<ObjectId>;
}

/** A row in its last state, and what has to be stored before it. */
export interface FoundRow {
  readonly row: CsvRow;
  readonly follow?: WantedFollow;
  readonly learned?: LearnedId;
}

export type Finding =
  /** Somebody answered for the row, or nobody had to be asked. */
  | { readonly type: 'answered'; readonly found: FoundRow }
  | { readonly type: 'unanswered'; readonly found: FoundRow; readonly retryAfterMs?: number }
  /** Called off; the row waits on. */
  | { readonly type: 'stopped' };

type Ended = (state: RowState, more?: Omit<CsvRowData, 'entry'>) => CsvRow;

/** Finds out who a row means and whether they are followed already. Stores who was found, but follows only Pollen people. */
export async function findPerson(finder: RowFinder, row: CsvRow, signal: AbortSignal): Promise<Finding> {
  const { entry } = row.data;
  const ended: Ended = (state, more = {}) => ({ ...row, state, data: { entry, ...more } });
  if (entry.type !== 'person') return { type: 'answered', found: { row: ended('not-found') } };
  if (entry.person.type === 'pollen') return { type: 'answered', found: await followPollen(finder, entry, ended) };
  const known = finder.people.idOf(entry.person) as ObjectId | undefined;
  const remembered = known === undefined ? undefined : await fromStore(finder, known);
  if (remembered !== undefined) return { type: 'answered', found: await wanted(finder, entry, remembered, ended) };

  const resolved = await finder.remote.resolve(addressOf(entry.person), { lane: 'import', signal });
  if (signal.aborted) return { type: 'stopped' };
  if (!resolved.ok) {
    const { error } = resolved;
    if (error.type !== 'on-pollen') return failed(error, ended);
    // The address of a website of one's own: the account is on Pollen and nowhere else.
    const person = { type: 'pollen', did: error.did, name: didToIpnsName(error.did), via: viaOf(error.via) } as const;
    return { type: 'answered', found: await followPollen(finder, { ...entry, person }, ended) };
  }
  const { person, acct, pollen } = resolved.value;
  finder.people.learn(acct, person.id);
  return { type: 'answered', found: await wanted(finder, entry, { id: person.id, actor: person.actor, acct, pollen }, ended) };
}

/** Somebody on a server as far as a row needs it. */
interface Somebody extends Pick<PersonRecord, 'actor'> {
  readonly id: ObjectId;
  readonly acct: AcctUri;
  readonly pollen: Did | undefined;
}

async function fromStore({ store }: RowFinder, id: ObjectId): Promise<Somebody | undefined> {
  const [person, read] = await Promise.all([store.person(id), store.remote.readState(id)]);
  return read === undefined ? undefined : { id, actor: person?.actor ?? {}, acct: read.acct, pollen: read.pollen };
}

const addressOf = (person: PersonTarget): string =>
  person.type === 'acct' ? formatAcct(person.acct) : person.type === 'page' ? person.url : '';

/** What is to be done about somebody on a server who is known now. */
async function wanted({ store, job, found }: RowFinder, entry: PersonEntry, somebody: Somebody, end: Ended): Promise<FoundRow> {
  const { id, actor, acct, pollen } = somebody;
  const [follow] = await store.remote.followsOf([id]);
  const more = { person: id, ...(pollen !== undefined && { pollen }) };
  const ended = (state: RowState): FoundRow => ({ row: end(state, more), learned: { acct, id } });
  if (found.has(id)) return ended('already-there');
  found.add(id);
  const stays = follow?.removed === false;
  // Stored by this very job, which was stopped before it could say so: it is told as if it had not been.
  if (stays && follow.stampMs < job.createdAtMs) return ended('already-there');
  if (pollen !== undefined && (await store.followOf(pollen))?.removed === false) return ended('already-there');
  const asks = actor['manuallyApprovesFollowers'] === true;
  const done = ended(pollen !== undefined ? 'also-on-pollen' : asks ? 'needs-approval' : 'done');
  if (stays) return done;
  return { ...done, follow: { id, ...(entry.options !== undefined && { options: entry.options }) } };
}

async function followPollen({ store, clock, job }: RowFinder, { person, options }: PersonEntry, ended: Ended): Promise<FoundRow> {
  if (person.type !== 'pollen') throw new TypeError('somebody on a server');
  const { did, name, via } = person;
  if (did === store.did) return { row: ended('already-there', { reason: 'yourself' }) };
  const known = await store.followOf(did);
  const more: { person: Did } = { person: did };
  if (known?.removed === false) return { row: ended(known.stampMs < job.createdAtMs ? 'already-there' : 'done', more) };
  await rememberAccount(store, { did, name });
  await store.putFollow({
    did,
    name,
    stampMs: nextStamp(clock.nowMs(), known),
    removed: false,
    via: [...new Set([...via, ...(known?.via ?? [])])].slice(0, 8),
    coHost: known?.coHost ?? false,
    ...(options !== undefined && { options }),
  });
  await store.setHome([did], 1);
  return { row: ended('done', more) };
}

function viaOf(origin: string): readonly string[] {
  const parsed = parseOrigin(origin);
  return parsed === undefined ? [] : [parsed];
}

function failed(error: Exclude<ResolveError, { readonly type: 'on-pollen' }>, ended: Ended): Finding {
  switch (error.type) {
    case 'yourself':
      return { type: 'answered', found: { row: ended('already-there', { reason: 'yourself' }) } };
    case 'not-an-address':
      return { type: 'answered', found: { row: ended('not-found') } };
    case 'unreachable': {
      const { retryAfterMs } = error;
      const found = { row: ended('unreachable', { reason: error.reason.slice(0, 300) }) };
      return { type: 'unanswered', found, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    }
    default:
      return { type: 'answered', found: { row: ended(error.type) } };
  }
}
