import { err, ok, type Result } from '../../protocol/result.ts';
import type { FollowError, PersonView } from '../../services/app-api.ts';
import { serverPeople } from './sample-servers.ts';

/** What looking up `text` fails with in the sample app: the name of the host says it; undefined where somebody is found. */
export function lookupError(text: string): FollowError | undefined {
  const host =
    /@(?<host>[^@/\s]+\.[^@/\s]+)$/.exec(text)?.groups?.['host'] ?? /^https:\/\/(?<host>[^/]+)/.exec(text)?.groups?.['host'];
  if (host === undefined) return { type: 'not-an-address' };
  if (host.startsWith('gone')) return { type: 'gone', host };
  if (host.startsWith('nobody')) return { type: 'not-found', host };
  if (host.startsWith('closed')) return { type: 'forbidden', host };
  if (host.startsWith('silent')) return { type: 'unreachable', host, reason: 'no answer after 20 s' };
  return undefined;
}

/** Whoever is meant among the sample people on servers; somebody, where nobody of that name is. */
export function lookupOnServers(text: string): Result<PersonView, FollowError> {
  const error = lookupError(text);
  if (error !== undefined) return err(error);
  const found = serverPeople.find(({ id, remote }) => id === text || text.replace(/^@/, '') === remote?.acct);
  const somebody = found ?? serverPeople[1];
  return somebody === undefined ? err({ type: 'not-an-address' }) : ok(somebody);
}
