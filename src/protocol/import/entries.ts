import type { AcctUri, Did, IpnsName, ObjectId } from '../brand.ts';
import type { FollowOptions } from '../ports/fediverse.ts';

/** What a file of rows was recognised as. */
export type CsvKind = 'follows' | 'lists' | 'blocks' | 'mutes' | 'blocked-hosts' | 'bookmarks';

/** Whom a row names. */
export type PersonTarget =
  | { readonly type: 'acct'; readonly acct: AcctUri }
  /** An actor's id or a profile's page; `guess`: whom its path seems to name. */
  | { readonly type: 'page'; readonly url: ObjectId; readonly guess?: AcctUri }
  | { readonly type: 'pollen'; readonly did: Did; readonly name: IpnsName; readonly via: readonly string[] }
  /** A name without a host: somebody on the server that the export is from, which only the user knows. */
  | { readonly type: 'local'; readonly user: string };

export interface PersonEntry {
  readonly type: 'person';
  readonly person: PersonTarget;
  /** Title of the list that the person is put in. */
  readonly list?: string;
  /** As far as the file says; absent: it says nothing. */
  readonly options?: FollowOptions;
  readonly hidesNotifications?: boolean;
}

export interface HostEntry {
  readonly type: 'host';
  /** ASCII, with a port where there is one. */
  readonly host: string;
}

export interface PostEntry {
  readonly type: 'post';
  readonly id: ObjectId;
}

export type CsvEntry = (PersonEntry | HostEntry | PostEntry) & {
  /** The row as it was written, for files of what could not be done. */
  readonly cells: readonly string[];
};

/** Why a row is left out. */
export type CsvLeftOut = 'malformed' | 'duplicate' | 'unknown-type' | 'too-many';

export interface CsvContent {
  readonly kind: CsvKind;
  /** A file of only addresses may mean other things: the user says which. */
  readonly alternatives: readonly CsvKind[];
  /** The first row, where it names columns. */
  readonly header?: readonly string[];
  readonly entries: readonly CsvEntry[];
  readonly leftOut: ReadonlyMap<CsvLeftOut, number>;
  /** The first malformed rows, as they were written. */
  readonly malformed: readonly (readonly string[])[];
}

/** One text for each person, however written: who is in a file twice is done once. */
export function targetKey(target: PersonTarget): string {
  switch (target.type) {
    case 'acct':
      return target.acct;
    case 'page':
      return target.url;
    case 'pollen':
      return target.did;
    case 'local':
      return `local:${target.user.toLowerCase()}`;
  }
}
