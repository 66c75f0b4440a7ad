import type { AcctUri, ObjectId } from '../brand.ts';
import { makeAcct, parseFediverseAddress } from '../fediverse/acct.ts';
import { serverOrigin } from '../fediverse/server-host.ts';
import { parseAddress } from '../identity/address.ts';
import { canonicalId, objectId } from '../identity/ids.ts';
import type { PersonTarget } from './entries.ts';

const longestTitle = 200;

const rememberedHosts = 20_000;
const plainAddress = /^(?:acct:)?@?([a-z0-9_][a-z0-9_.~+-]{0,127})@([a-z0-9.:-]{1,506})$/i;

/** Whom a cell names: an address, a page, a Pollen account, or a name without a host. Hosts are checked once each. */
export function createPersonReader(appBase: string): (cell: string) => PersonTarget | undefined {
  const hosts = new Map<string, string | undefined>();
  return (cell) => {
    const match = plainAddress.exec(cell);
    if (match === null) return readPerson(cell, appBase);
    const [, user = '', written = ''] = match;
    let host = hosts.get(written);
    if (host === undefined && !hosts.has(written)) {
      host = makeAcct('x', written, appBase)?.host;
      if (hosts.size >= rememberedHosts) hosts.clear();
      hosts.set(written, host);
    }
    return host === undefined ? undefined : { type: 'acct', acct: `acct:${user.toLowerCase()}@${host}` as AcctUri };
  };
}

function readPerson(cell: string, appBase: string): PersonTarget | undefined {
  if (/did(?::|%3a)key|k51/i.test(cell)) {
    const pollen = parseAddress(cell);
    if (pollen.ok) return { type: 'pollen', ...pollen.value };
  }
  const found = parseFediverseAddress(cell, appBase);
  if (found?.kind === 'acct') return { type: 'acct', acct: found.acct };
  if (found?.kind === 'url') {
    // As it is written where that is an id: ids are compared letter by letter.
    const url = (cell.startsWith('https://') ? objectId(cell) : undefined) ?? (found.url as ObjectId);
    return { type: 'page', url, ...(found.guess !== undefined && { guess: found.guess.acct }) };
  }
  const local = /^(?:acct:)?@?([\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63})$/u.exec(cell)?.[1];
  return local === undefined || readBoolean(local) !== undefined ? undefined : { type: 'local', user: local };
}

/** A host as lists of blocked hosts name it; `*.` before it means the same here. */
export function readHost(cell: string, appBase: string): string | undefined {
  if (cell.includes('@')) return undefined;
  const origin = serverOrigin(cell.replace(/^(?:https?:\/\/)?(?:\*\.)?/i, '').replace(/\/$/, ''), appBase);
  return origin === undefined ? undefined : new URL(origin).host;
}

/** The id of a post: a portable id, or an https address. */
export function readPostId(cell: string): ObjectId | undefined {
  const canonical = canonicalId(cell);
  if (canonical !== undefined) return canonical;
  return /^https?:\/\//i.test(cell) ? objectId(cell) : undefined;
}

/** Loosely, as Mastodon's importer casts them; undefined: neither yes nor no. */
export function readBoolean(cell: string | undefined): boolean | undefined {
  if (cell === undefined || cell.length > 5) return undefined;
  if (/^(?:true|t|1|on|yes|y)$/i.test(cell)) return true;
  return /^(?:false|f|0|off|no|n)$/i.test(cell) ? false : undefined;
}

/** ISO 639 codes, separated by commas. At most 50. */
export function readLanguages(cell: string | undefined): readonly string[] {
  const codes = (cell ?? '').split(',').map((code) => code.trim());
  return [...new Set(codes.filter((code) => /^[a-z]{2,8}(?:[-_][a-z0-9]{1,8})*$/i.test(code)))].slice(0, 50);
}

/** The title of a list; characters that cannot be seen are dropped. */
export function readTitle(cell: string): string | undefined {
  const title = unguarded(cell)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
  return title === '' || title.length > longestTitle ? undefined : title;
}

/** Spreadsheets take a cell that begins like this for a formula and run it. */
const formula = /^'*[=+\-@\t\r]/;

/** The cell with an apostrophe before what a spreadsheet would run. */
export const guarded = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);

/** The cell as it was before `guarded`. */
export const unguarded = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);
