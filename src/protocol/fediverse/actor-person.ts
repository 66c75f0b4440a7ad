import { textMember } from '../reader/person.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { makeAcct } from './acct.ts';
import { cleanObject } from './clean-json.ts';
import type { Expected, FoundPerson, PersonError, Reading } from './reading.ts';
import { idOf, isSameHost, webId } from './reading.ts';
import { actorTypes, remotePerson } from './remote-person.ts';

/**
 * Somebody out of the actor document that their own server shows (ActivityPub section 4.1): its id must lie on the host that answered,
 * and be the one in `expected`. `source` is the outbox, if it lies there, too.
 */
export function actorPerson(json: unknown, reading: Reading, expected: Expected = {}): Result<FoundPerson, PersonError> {
  const actor = cleanObject(json);
  const id = webId(actor?.['id'], reading);
  if (actor === undefined || id === undefined) return err({ type: 'malformed' });
  if (!isSameHost(id, reading.origin) || (expected.id !== undefined && expected.id !== id)) return err({ type: 'somebody-else' });
  if (actor['type'] === 'Tombstone' || actor['suspended'] === true) return err({ type: 'gone' });
  const acct = expected.acct ?? makeAcct(textMember(actor, 'preferredUsername') ?? '', new URL(id).host, reading.origin);
  if (acct === undefined || !actorTypes.has(actor['type'])) return err({ type: 'malformed' });
  const outbox = idOf(actor['outbox'], reading);
  const moved = idOf(actor['movedTo'], reading);
  return ok({
    person: remotePerson(actor, { id, username: acct.label }, reading),
    ...(outbox !== undefined && isSameHost(outbox, id) && { source: outbox }),
    ...(moved !== undefined && { moved }),
  });
}
