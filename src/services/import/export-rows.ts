import type { AcctUri, Did, IpnsName, ObjectId } from '../../protocol/brand.ts';
import {
  writeBlocks,
  writeBookmarks,
  writeFollows,
  writeHosts,
  writeLists,
  writeMutes,
  writtenAddress,
  type WrittenPerson,
} from '../../protocol/import/write-csv.ts';
import type { MemberId } from '../../protocol/ports/collections.ts';
import type { Cursor } from '../../protocol/ports/store.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { isDid, nameOfDid } from '../addresses.ts';
import type { FileKind } from './files-api.ts';
import { loadKnownPeople, type KnownPeople } from './known-people.ts';

type CsvFileKind = Exclude<FileKind, 'archive'>;
interface Written {
  readonly text: string;
  readonly entries: number;
}

const fileNames: Readonly<Record<CsvFileKind, string>> = {
  follows: 'following_accounts.csv',
  lists: 'lists.csv',
  blocks: 'blocked_accounts.csv',
  mutes: 'muted_accounts.csv',
  'blocked-hosts': 'blocked_domains.csv',
  bookmarks: 'bookmarks.csv',
};
const bookmarksAtOnce = 1_000;

/** One's own follows, lists, …, in the columns of Mastodon's export of the same name. Importing the file changes nothing. */
export async function exportRows(
  store: AccountStore,
  kind: CsvFileKind,
): Promise<{ readonly file: Blob; readonly fileName: string; readonly entries: number }> {
  const { text, entries } = await writeRows(store, kind);
  return { file: new Blob([text], { type: 'text/csv' }), fileName: fileNames[kind], entries };
}

async function writeRows(store: AccountStore, kind: CsvFileKind): Promise<Written> {
  switch (kind) {
    case 'follows':
      return writeOwnFollows(store);
    case 'lists':
      return writeOwnLists(store);
    case 'bookmarks':
      return writeOwnBookmarks(store);
    case 'blocked-hosts': {
      const hosts = (await targets(store, 'block')).filter(({ target }) => isHost(target));
      const names = hosts.map(({ target }) => new URL(target).host).toSorted();
      return { text: writeHosts(names), entries: names.length };
    }
    case 'blocks': {
      const writing = await personWriter(store);
      const people = sorted(
        (await targets(store, 'block')).filter(({ target }) => !isHost(target)).map(({ target }) => writing(target)),
      );
      return { text: writeBlocks(people), entries: people.length };
    }
    case 'mutes': {
      const writing = await personWriter(store);
      const mutes = (await targets(store, 'mute')).map(({ target, hidesNotifications }) => ({
        person: writing(target),
        ...(hidesNotifications !== undefined && { hidesNotifications }),
      }));
      return { text: writeMutes(mutes.toSorted(byAddress)), entries: mutes.length };
    }
  }
}

async function writeOwnFollows(store: AccountStore): Promise<Written> {
  const [follows, remote] = await Promise.all([store.follows(), store.remote.follows()]);
  const rows = [
    ...remote.flatMap(({ acct, options, removed }) => (removed ? [] : [{ person: { acct }, options }])),
    ...follows.flatMap(({ name, via, options, removed }) =>
      removed ? [] : [{ person: { name, via }, ...(options !== undefined && { options }) }],
    ),
  ];
  return { text: writeFollows(rows.toSorted(byAddress)), entries: rows.length };
}

async function writeOwnLists(store: AccountStore): Promise<Written> {
  const [lists, members, writing] = await Promise.all([
    store.collections.lists(),
    store.collections.members(),
    personWriter(store),
  ]);
  const rows = lists
    .filter(({ removed }) => !removed)
    .toSorted((one, other) => compare(one.title, other.title))
    .flatMap(({ id, title }) => {
      const own = members.filter(({ list, removed }) => list === id && !removed);
      return sorted(own.map(({ member }) => writing(member))).map((person) => ({ title, person }));
    });
  return { text: writeLists(rows), entries: rows.length };
}

/** The newest first, as Mastodon writes them. */
async function writeOwnBookmarks(store: AccountStore): Promise<Written> {
  const ids: ObjectId[] = [];
  for (let before: Cursor | undefined; ;) {
    const page = await store.collections.bookmarks({ before, limit: bookmarksAtOnce });
    ids.push(...page.map(({ id }) => id));
    const last = page.at(-1);
    if (last === undefined || page.length < bookmarksAtOnce) break;
    before = { atMs: last.stampMs, id: last.id };
  }
  return { text: writeBookmarks(ids), entries: ids.length };
}

async function targets(store: AccountStore, kind: 'block' | 'mute') {
  return (await store.moderation()).filter((entry) => entry.kind === kind && !entry.removed);
}

/** `https://host`, without a path: a whole server. */
const isHost = (target: MemberId): boolean => /^https?:\/\/[^/]+$/.test(target);

async function personWriter(store: AccountStore): Promise<(member: MemberId) => WrittenPerson> {
  const [people, follows] = await Promise.all([loadKnownPeople(store), store.follows()]);
  const via = new Map<Did, readonly string[]>(follows.map((follow) => [follow.did, follow.via]));
  return (member) => written(member, people, via);
}

function written(member: MemberId, people: KnownPeople, via: ReadonlyMap<Did, readonly string[]>): WrittenPerson {
  if (isDid(member)) return { name: nameOfDid(member) as IpnsName, via: via.get(member) ?? [] };
  const acct: AcctUri | undefined = people.acctOf(member);
  // An address that leads to somebody else would come back as somebody else.
  if (acct !== undefined && (acct === member || people.idOf({ type: 'acct', acct }) === member)) return { acct };
  return { url: member as ObjectId };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const byAddress = (one: { readonly person: WrittenPerson }, other: { readonly person: WrittenPerson }): number =>
  compare(writtenAddress(one.person), writtenAddress(other.person));
const sorted = (people: readonly WrittenPerson[]): readonly WrittenPerson[] =>
  people.toSorted((one, other) => compare(writtenAddress(one), writtenAddress(other)));
