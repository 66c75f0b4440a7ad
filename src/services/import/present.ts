import type { CsvEntry, CsvKind, PersonEntry } from '../../protocol/import/entries.ts';
import type { MemberId } from '../../protocol/ports/collections.ts';
import type { RemoteFollowRecord } from '../../protocol/ports/fediverse.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { KnownPeople } from './known-people.ts';

const bookmarksAtOnce = 500;

/** Whether something of a file is in the store already: then nothing of it is changed. */
export type IsPresent = (entry: CsvEntry) => boolean;

/** Reads what is there of `kind`; `entries` are those that will be asked about, `remote` all follows of people on servers. */
export async function loadPresent(
  store: AccountStore,
  kind: CsvKind,
  people: KnownPeople,
  entries: readonly CsvEntry[],
  remote: readonly RemoteFollowRecord[],
): Promise<IsPresent> {
  switch (kind) {
    case 'follows': {
      const followed = new Set<string>();
      for (const { did, removed } of await store.follows()) if (!removed) followed.add(did);
      for (const { id, acct, removed } of remote) if (!removed) followed.add(id).add(acct);
      return ofPeople((_entry, names) => names.some((name) => followed.has(name)), people);
    }
    case 'blocks':
    case 'mutes': {
      const of = kind === 'blocks' ? 'block' : 'mute';
      const targets = new Set<string>();
      for (const entry of await store.moderation()) if (entry.kind === of && !entry.removed) targets.add(entry.target);
      return ofPeople((_entry, names) => names.some((name) => targets.has(name)), people);
    }
    case 'blocked-hosts': {
      const hosts = new Set<string>();
      for (const entry of await store.moderation()) if (entry.kind === 'block' && !entry.removed) hosts.add(entry.target);
      return (entry) => entry.type === 'host' && hosts.has(`https://${entry.host}`);
    }
    case 'lists': {
      const [lists, members] = await Promise.all([store.collections.lists(), store.collections.members()]);
      const titles = new Map(lists.flatMap(({ id, title, removed }) => (removed ? [] : [[id, title]])));
      const pairs = new Set<string>();
      for (const { list, member, removed } of members)
        if (!removed && titles.has(list)) pairs.add(`${titles.get(list) ?? ''}\n${member}`);
      return ofPeople(({ list = '' }, names) => names.some((name) => pairs.has(`${list}\n${name}`)), people);
    }
    case 'bookmarks': {
      const ids = entries.flatMap((entry) => (entry.type === 'post' ? [entry.id] : []));
      const there = new Set<string>();
      for (let start = 0; start < ids.length; start += bookmarksAtOnce)
        for (const id of await store.collections.bookmarked(ids.slice(start, start + bookmarksAtOnce))) there.add(id);
      return (entry) => entry.type === 'post' && there.has(entry.id);
    }
  }
}

/** `names`: the id, the address and the page under which the person may stand there. */
function ofPeople(isThere: (entry: PersonEntry, names: readonly string[]) => boolean, people: KnownPeople): IsPresent {
  return (entry) => {
    if (entry.type !== 'person') return false;
    const { person } = entry;
    const names: (string | MemberId | undefined)[] = [people.memberOf(person)];
    if (person.type === 'acct') names.push(person.acct);
    if (person.type === 'page') names.push(person.url, person.guess);
    return isThere(
      entry,
      names.filter((name) => name !== undefined),
    );
  };
}
