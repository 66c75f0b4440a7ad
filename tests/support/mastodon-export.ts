// Exports as Mastodon and other software write them, for tests and benches: every variant of Preferences -> Import and export.

/** Somebody in an export. */
export interface ExportedPerson {
  /** `user@host`; just `user` for somebody on the export's own server, where old versions left the host out. */
  readonly address: string;
  readonly showBoosts?: boolean;
  readonly notify?: boolean;
  readonly languages?: readonly string[];
  readonly hideNotifications?: boolean;
}

export interface ExportedFile {
  readonly fileName: string;
  readonly text: string;
}

const lines = (rows: readonly string[], newline = '\n'): string => rows.map((row) => `${row}${newline}`).join('');
const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const addresses = (people: readonly ExportedPerson[]): string[] => people.map(({ address }) => address);

/** `following_accounts.csv` up to Mastodon 2.7: addresses only. */
export const followsOf27 = (people: readonly ExportedPerson[]): ExportedFile => ({
  fileName: 'following_accounts.csv',
  text: lines(addresses(people)),
});

/** Mastodon 2.8 to 3.5. */
export const followsOf28 = (people: readonly ExportedPerson[]): ExportedFile => ({
  fileName: 'following_accounts.csv',
  text: lines([
    'Account address,Show boosts',
    ...people.map(({ address, showBoosts = true }) => `${address},${String(showBoosts)}`),
  ]),
});

/** Mastodon from 4.0 on. */
export const followsOf40 = (people: readonly ExportedPerson[]): ExportedFile => ({
  fileName: 'following_accounts.csv',
  text: lines([
    'Account address,Show boosts,Notify on new posts,Languages',
    ...people.map(
      ({ address, showBoosts = true, notify = false, languages = [] }) =>
        `${address},${String(showBoosts)},${String(notify)},${quoted(languages.join(', '))}`,
    ),
  ]),
});

/** Mutes before April 2019, and blocks of all versions: addresses only. */
export const mutesOf27 = (people: readonly ExportedPerson[]): ExportedFile => ({
  fileName: 'muted_accounts.csv',
  text: lines(addresses(people)),
});

export const mutesOf28 = (people: readonly ExportedPerson[]): ExportedFile => ({
  fileName: 'muted_accounts.csv',
  text: lines([
    'Account address,Hide notifications',
    ...people.map(({ address, hideNotifications = true }) => `${address},${String(hideNotifications)}`),
  ]),
});

export const blocks = (people: readonly ExportedPerson[]): ExportedFile => ({
  fileName: 'blocked_accounts.csv',
  text: lines(addresses(people)),
});

export const lists = (members: readonly { readonly title: string; readonly address: string }[]): ExportedFile => ({
  fileName: 'lists.csv',
  text: lines(members.map(({ title, address }) => `${quoted(title)},${address}`)),
});

export const blockedDomains = (hosts: readonly string[]): ExportedFile => ({
  fileName: 'blocked_domains.csv',
  text: lines(hosts),
});

/** What administrators export. */
export const adminDomainBlocks = (hosts: readonly string[], severity = 'suspend'): ExportedFile => ({
  fileName: 'domain_blocks.csv',
  text: lines([
    '#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate',
    ...hosts.map((host) => `${host},${severity},false,false,"spam, and more",false`),
  ]),
});

export const bookmarks = (uris: readonly string[]): ExportedFile => ({ fileName: 'bookmarks.csv', text: lines(uris) });

/** Misskey: no header, an option of its own in the second cell. */
export const misskeyFollows = (people: readonly ExportedPerson[]): ExportedFile => ({
  fileName: 'following-2025-11-01-12-00-00.csv',
  text: lines(people.map(({ address }) => `${address},withReplies=false`)),
});

export const misskeyLists = (members: readonly { readonly title: string; readonly address: string }[]): ExportedFile => ({
  fileName: 'user-lists-2025-11-01.csv',
  text: lines(members.map(({ title, address }) => `${quoted(title)},${address},withReplies=true`)),
});

/** Friendica: spaces behind the commas; an address may be that of a page. */
export const friendicaContacts = (people: readonly ExportedPerson[]): ExportedFile => ({
  fileName: 'bob-contacts.csv',
  text: lines(['Account address, Show boosts', ...people.map(({ address }) => `${address}, true`)]),
});

export const gotosocialFollows = followsOf40;

export const pleromaFollows = (people: readonly ExportedPerson[]): ExportedFile => ({
  fileName: 'friends.csv',
  text: addresses(people).join('\n'),
});

/** As after a detour through a spreadsheet: BOM, CRLF, everything in quotes, blank lines, an extra column, `@` in front. */
export const spreadsheetFollows = (people: readonly ExportedPerson[]): ExportedFile => ({
  fileName: 'following_accounts (1).csv',
  text: `\ufeff${lines(
    [
      '"Account address","Show boosts","Notify on new posts","Languages","Notes"',
      ...people.flatMap(({ address, showBoosts = true, notify = false, languages = [] }) => [
        '',
        `"@${address}","${String(showBoosts).toUpperCase()}","${String(notify)}","${languages.join(',')}","from school"`,
      ]),
    ],
    '\r\n',
  )}`,
});

/** Every variant of who is followed, by name. */
export const followVariants: Readonly<Record<string, (people: readonly ExportedPerson[]) => ExportedFile>> = {
  'Mastodon 2.7': followsOf27,
  'Mastodon 2.8': followsOf28,
  'Mastodon 4.0': followsOf40,
  Misskey: misskeyFollows,
  Friendica: friendicaContacts,
  GoToSocial: gotosocialFollows,
  Pleroma: pleromaFollows,
  spreadsheet: spreadsheetFollows,
};

/** `count` people on `hosts` servers, taking turns. */
export const manyPeople = (
  count: number,
  hosts: number,
  hostName = (index: number) => `host${index}.example`,
): ExportedPerson[] =>
  Array.from({ length: count }, (_, index) => ({
    address: `user${index}@${hostName(index % hosts)}`,
    showBoosts: index % 3 !== 0,
    notify: index % 50 === 0,
    languages: index % 7 === 0 ? ['de', 'en'] : [],
  }));

/** The text in another encoding. */
export const utf16 = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(2 + text.length * 2);
  bytes.set([0xff, 0xfe]);
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    bytes.set([code & 0xff, code >> 8], 2 + place * 2);
  }
  return bytes;
};

/** Files that are wrong in one way or another; none may do more than be refused or lose its own rows. */
export const hostileFiles: readonly (ExportedFile & { readonly why: string })[] = [
  { why: 'empty', fileName: 'following_accounts.csv', text: '' },
  { why: 'only line ends', fileName: 'following_accounts.csv', text: '\n\r\n\n' },
  { why: 'a web page', fileName: 'following_accounts.csv', text: '<!doctype html><title>502</title>' },
  { why: 'JSON', fileName: 'custom_filters.json', text: '{"custom_filters":[]}' },
  { why: 'not text', fileName: 'following_accounts.csv', text: '\u0001\u0002\u0003\u0004'.repeat(100) },
  { why: 'one endless line', fileName: 'following_accounts.csv', text: 'a'.repeat(300_000) },
  { why: 'only quotation marks', fileName: 'following_accounts.csv', text: '"'.repeat(200_000) },
  { why: 'quotation marks and commas', fileName: 'following_accounts.csv', text: '",'.repeat(100_000) },
];
