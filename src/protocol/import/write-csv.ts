import papa from 'papaparse';
import { formatAcct } from '../fediverse/acct.ts';
import type { AcctUri, IpnsName, ObjectId } from '../brand.ts';
import { formatAddress } from '../identity/address.ts';
import type { FollowOptions } from '../ports/fediverse.ts';
import { guarded } from './read-cells.ts';

/** Somebody as they stand in a file. */
export type WrittenPerson =
  | { readonly acct: AcctUri }
  | { readonly url: ObjectId }
  | { readonly name: IpnsName; readonly via: readonly string[] };

/**
 * The address of somebody for other software: `user@host`; the actor's https address at the first gateway that has the Pollen account,
 * or the bare account name where none is known. Mastodon skips rows that it cannot resolve.
 */
export function writtenAddress(person: WrittenPerson): string {
  if ('acct' in person) return formatAcct(person.acct);
  if ('url' in person) return person.url;
  const [origin] = person.via;
  return origin === undefined ? formatAddress(person.name) : `${origin}/ipns/${person.name}/actor.json`;
}

const everything: FollowOptions = { showBoosts: true, notify: false, languages: [] };

export const writeFollows = (follows: readonly { readonly person: WrittenPerson; readonly options?: FollowOptions }[]): string =>
  writeRows([
    ['Account address', 'Show boosts', 'Notify on new posts', 'Languages'],
    ...follows.map(({ person, options = everything }) => [
      writtenAddress(person),
      String(options.showBoosts),
      String(options.notify),
      options.languages.join(', '),
    ]),
  ]);

export const writeMutes = (mutes: readonly { readonly person: WrittenPerson; readonly hidesNotifications?: boolean }[]): string =>
  writeRows([
    ['Account address', 'Hide notifications'],
    ...mutes.map(({ person, hidesNotifications = true }) => [writtenAddress(person), String(hidesNotifications)]),
  ]);

export const writeBlocks = (people: readonly WrittenPerson[]): string =>
  writeRows(people.map((person) => [writtenAddress(person)]));

/** One row for each member; a list without members cannot be written down. */
export const writeLists = (members: readonly { readonly title: string; readonly person: WrittenPerson }[]): string =>
  writeRows(members.map(({ title, person }) => [guarded(title), writtenAddress(person)]));

export const writeHosts = (hosts: readonly string[]): string => writeRows(hosts.map((host) => [host]));

export const writeBookmarks = (ids: readonly ObjectId[]): string => writeRows(ids.map((id) => [id]));

/** Rows as somebody else wrote them, with their header: nothing in them is run by a spreadsheet. */
export const writeForeignRows = (header: readonly string[] | undefined, rows: readonly (readonly string[])[]): string =>
  writeRows(
    [...(header === undefined ? [] : [header]), ...rows].map((row) => row.map((cell) => guarded(cell.replace(/^@/, '')))),
  );

const writeRows = (rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : `${papa.unparse(
        rows.map((row) => [...row]),
        { newline: '\n' },
      )}\n`;
