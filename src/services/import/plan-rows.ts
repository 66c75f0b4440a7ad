import { makeAcct } from '../../protocol/fediverse/acct.ts';
import { targetKey, type CsvContent, type CsvEntry, type CsvKind, type PersonTarget } from '../../protocol/import/entries.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { LeftOut } from './files-api.ts';
import { loadKnownPeople } from './known-people.ts';
import { loadPresent } from './present.ts';
import type { Pause } from './pause.ts';

/** What importing a file will do. */
export interface RowPlan {
  readonly todo: readonly CsvEntry[];
  readonly present: readonly CsvEntry[];
  readonly leftOut: ReadonlyMap<LeftOut, number>;
}

/** Compares a file with what is in the store; `host` is the server that the export is from, where the user said it. Changes nothing. */
export async function planRows(
  parts: { readonly store: AccountStore; readonly appBase: string },
  kind: CsvKind,
  content: Pick<CsvContent, 'entries' | 'leftOut'>,
  host: string | undefined,
  pause: Pause,
): Promise<RowPlan> {
  const { store, appBase } = parts;
  const follows = await store.remote.follows();
  const people = await loadKnownPeople(store, follows);
  const leftOut = new Map<LeftOut, number>(content.leftOut);
  const leave = (reason: LeftOut): void => void leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  const own = await ownAddress(store);
  const isOwn = (person: PersonTarget): boolean =>
    person.type === 'pollen' ? person.did === store.did : own !== undefined && person.type === 'acct' && person.acct === own;

  const wanted: CsvEntry[] = [];
  const local: CsvEntry[] = [];
  const seen = new Set<string>();
  for (const entry of content.entries) {
    await pause();
    if (entry.type !== 'person') {
      wanted.push(entry);
      continue;
    }
    const person = withHost(entry.person, host, appBase);
    if (isOwn(person)) leave('yourself');
    else if (person.type === 'local') leave('no-host');
    else {
      const key = `${entry.list ?? ''}\n${targetKey(person)}`;
      // Somebody named with the host and once more without it.
      (person === entry.person ? wanted : local).push({ ...entry, person });
      if (person === entry.person) seen.add(key);
    }
  }
  for (const entry of local) {
    const key = entry.type === 'person' ? `${entry.list ?? ''}\n${targetKey(entry.person)}` : '';
    if (seen.has(key)) leave('duplicate');
    else wanted.push(entry);
  }

  const isPresent = await loadPresent(store, kind, people, wanted, follows);
  const todo: CsvEntry[] = [];
  const present: CsvEntry[] = [];
  for (const entry of wanted) {
    await pause();
    (isPresent(entry) ? present : todo).push(entry);
  }
  return { todo, present, leftOut };
}

function withHost(person: PersonTarget, host: string | undefined, appBase: string): PersonTarget {
  if (person.type !== 'local' || host === undefined) return person;
  const acct = makeAcct(
    person.user,
    host
      .trim()
      .replace(/^(?:https?:\/\/|@)/i, '')
      .replace(/\/.*$/, ''),
    appBase,
  )?.acct;
  return acct === undefined ? person : { type: 'acct', acct };
}

/** `@user@host` of this account, where it has a website of its own. */
async function ownAddress(store: AccountStore): Promise<string | undefined> {
  const profile = await store.profile();
  if (profile?.website === undefined) return undefined;
  return makeAcct(profile.preferredUsername, new URL(profile.website).host)?.acct;
}
