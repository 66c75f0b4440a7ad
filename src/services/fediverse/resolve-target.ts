import type { AcctUri, ObjectId } from '../../protocol/brand.ts';
import type { Acct } from '../../protocol/fediverse/acct.ts';
import type { Expected, FoundPerson, PersonError } from '../../protocol/fediverse/reading.ts';
import { objectId } from '../../protocol/identity/ids.ts';
import type { RemoteWay, WebError } from '../../protocol/ports/fediverse.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { RemoteFound } from './remote-found.ts';
import { endsAll } from './resolve-ask.ts';
import { type ResolveError, whyNot } from './resolve-error.ts';

/** Who is looked for, and where. */
export interface Target {
  readonly acct: Acct;
  readonly id?: ObjectId;
  /** Of the server that has the account. */
  readonly origin: string;
  readonly profile?: string;
  readonly feed?: string;
}

/** `isLast`: no other way would say more. */
export interface WayFailure {
  readonly why: ResolveError;
  readonly isLast: boolean;
}
export type WayResult = Result<RemoteFound, WayFailure>;

export const expected = ({ acct, id }: Target): Expected => ({ acct, ...(id !== undefined && { id }) });

export function failure(error: WebError, { acct }: Target): WayFailure {
  return { why: whyNot(error, acct.host), isLast: endsAll(error) || (error.type === 'refused' && error.status === 410) };
}

/** `source`: where their posts are read in this way, unless the answer says it. */
export function taken(
  found: Result<FoundPerson, PersonError>,
  way: RemoteWay,
  source: string | undefined,
  { acct, host }: { readonly acct?: Acct; readonly host: string },
): WayResult {
  if (!found.ok) {
    const isGone = found.error.type === 'gone';
    return err({ why: { type: isGone ? 'gone' : 'not-found', host }, isLast: isGone });
  }
  const { person, key } = found.value;
  const id = objectId(person.id);
  const from = found.value.source ?? source;
  // Nothing can be read of somebody without an outbox.
  if (from === undefined || id === undefined) return err({ why: { type: 'forbidden', host }, isLast: false });
  return ok({
    person: { ...person, id },
    acct: acct?.acct ?? acctOfUsername(person.username),
    way,
    source: from,
    ...(key !== undefined && { key }),
  });
}

/** Of a person that a mapper made: `user@host`. */
export const acctOfUsername = (username: string | undefined): AcctUri => `acct:${(username ?? '').toLowerCase()}` as AcctUri;

/** As `taken` wants it. */
export const whom = ({ acct }: Target): { readonly acct: Acct; readonly host: string } => ({ acct, host: acct.host });
