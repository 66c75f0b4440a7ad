import { describe, expect, it } from 'vitest';
import * as exports from '../../../tests/support/mastodon-export.ts';
import { seedToDid } from '../proof/signer.ts';
import { didToIpnsName } from '../identity/ids.ts';
import type { CsvContent } from './entries.ts';
import { targetKey } from './entries.ts';
import { csvLimitBytes, csvLimitRows, parseCsv } from './parse-csv.ts';

function run(text: string | Uint8Array, fileName = 'export.csv') {
  const parsing = parseCsv(typeof text === 'string' ? new TextEncoder().encode(text) : text, fileName);
  for (;;) {
    const step = parsing.next();
    if (step.done === true) return step.value;
  }
}

function read(text: string | Uint8Array, fileName?: string): CsvContent {
  const outcome = run(text, fileName);
  if (!outcome.ok) throw new Error(outcome.error.reason);
  return outcome.value;
}

const people: exports.ExportedPerson[] = [
  { address: 'bob@example.com' },
  { address: 'Ana_1@Sub.Example.org', showBoosts: false, notify: true, languages: ['en', 'fr'] },
  { address: 'nare@թութ.հայ' },
];
const keys = ['acct:bob@example.com', 'acct:ana_1@sub.example.org', 'acct:nare@xn--69aa8bzb.xn--y9a3aq'];
const keysOf = ({ entries }: CsvContent): string[] =>
  entries.map((entry) => (entry.type === 'person' ? targetKey(entry.person) : entry.type === 'host' ? entry.host : entry.id));

describe('follows', () => {
  for (const [name, make] of Object.entries(exports.followVariants)) {
    it(`are read as ${name} writes them`, () => {
      const { text, fileName } = make(people);
      const content = read(text, fileName);
      expect(content.kind).toBe('follows');
      expect(keysOf(content)).toEqual(keys);
      expect([...content.leftOut]).toEqual([]);
      const [, ana] = content.entries;
      const hasOptions = ['Mastodon 4.0', 'GoToSocial', 'spreadsheet'].includes(name);
      if (hasOptions) expect(ana).toMatchObject({ options: { showBoosts: false, notify: true, languages: ['en', 'fr'] } });
      if (name === 'Mastodon 2.8') expect(ana).toMatchObject({ options: { showBoosts: false, notify: false, languages: [] } });
    });
  }

  it('of a file of only addresses may be blocks or mutes, when its name does not say', () => {
    const { text } = exports.followsOf27(people);
    expect(read(text, 'people.txt')).toMatchObject({ kind: 'follows', alternatives: ['blocks', 'mutes'] });
    expect(read(text, 'blocking-2025.csv')).toMatchObject({ kind: 'blocks', alternatives: [] });
    expect(read(text, 'mute-2025.csv')).toMatchObject({ kind: 'mutes', alternatives: [] });
    expect(read(`Account address\n${text}`, 'x.csv')).toMatchObject({ kind: 'follows', alternatives: ['blocks', 'mutes'] });
  });

  it('without a host, as pages, as ids and as Pollen accounts are told apart', () => {
    const did = seedToDid(new Uint8Array(32).fill(3));
    const name = didToIpnsName(did);
    const content = read(
      [
        'Account address,Show boosts',
        'bob,true',
        '@carl,true',
        'acct:dora@example.com,true',
        'https://example.com/@erik,true',
        'https://example.com/users/fay,true',
        'http://plain.example/profile/gus,true',
        `https://gateway.example/ipns/${name}/actor.json,true`,
        `ipns://${name},true`,
      ].join('\n'),
    );
    expect(content.entries.map((entry) => entry.type === 'person' && entry.person)).toEqual([
      { type: 'local', user: 'bob' },
      { type: 'local', user: 'carl' },
      { type: 'acct', acct: 'acct:dora@example.com' },
      { type: 'page', url: 'https://example.com/@erik', guess: 'acct:erik@example.com' },
      { type: 'page', url: 'https://example.com/users/fay', guess: 'acct:fay@example.com' },
      { type: 'page', url: 'https://plain.example/profile/gus', guess: 'acct:gus@plain.example' },
      { type: 'pollen', did, name, via: ['https://gateway.example'] },
    ]);
    expect([...content.leftOut]).toEqual([['duplicate', 1]]);
  });

  it('keep columns by name, in any order and with more of them', () => {
    const content = read('Notes,Languages,Account address,Show boosts\nx,"de,en",@bob@example.com,f\n');
    expect(content.entries[0]).toMatchObject({ options: { showBoosts: false, notify: false, languages: ['de', 'en'] } });
    expect(content.entries[0]?.cells).toEqual(['x', 'de,en', '@bob@example.com', 'f']);
    expect(content.header).toEqual(['Notes', 'Languages', 'Account address', 'Show boosts']);
  });

  it('leave out, with a count, what is malformed or there twice, and keep the malformed rows', () => {
    const content = read(
      [
        'Account address,Show boosts',
        'bob@example.com,true',
        'BOB@EXAMPLE.COM,false',
        '=HYPERLINK("https://evil.example";"bob"),true',
        '+1@example.com,true',
        'two words@example.com,true',
        '@@example.com,true',
        'a@b@c.example,true',
        'x@127.0.0.1,true',
        'x@localhost,true',
        'x@[::1],true',
        'javascript:alert(1),true',
        `${'y'.repeat(5_000)}@example.com,true`,
        'Account address,Show boosts',
      ].join('\n'),
    );
    expect(keysOf(content)).toEqual(['acct:bob@example.com']);
    expect(Object.fromEntries(content.leftOut)).toEqual({ duplicate: 1, malformed: 10 });
    expect(content.malformed).toHaveLength(10);
    expect(Math.max(...content.malformed.flat().map(({ length }) => length))).toBeLessThanOrEqual(500);
  });
});

describe('other files', () => {
  it('are mutes, with or without the column', () => {
    const { text, fileName } = exports.mutesOf28([{ address: 'bob@example.com', hideNotifications: false }]);
    expect(read(text, fileName)).toMatchObject({ kind: 'mutes', entries: [{ hidesNotifications: false }] });
    const old = exports.mutesOf27(people);
    expect(read(old.text, old.fileName)).toMatchObject({ kind: 'mutes' });
  });

  it('are blocks', () => {
    const { text, fileName } = exports.blocks(people);
    expect(read(text, fileName)).toMatchObject({ kind: 'blocks' });
  });

  it('are lists, whatever their titles hold', () => {
    const members = [
      { title: 'Friends', address: 'bob@example.com' },
      { title: 'Friends, "old" and new', address: 'bob@example.com' },
      { title: '=SUM(1)', address: 'ana@example.com' },
      { title: 'a@b.example', address: 'ana@example.com' },
    ];
    for (const { text, fileName } of [exports.lists(members), exports.misskeyLists(members)]) {
      const content = read(text, fileName);
      expect(content.kind).toBe('lists');
      expect(content.entries.map((entry) => entry.type === 'person' && entry.list)).toEqual(members.map(({ title }) => title));
      expect(read(text, 'unnamed.csv').kind).toBe('lists');
    }
    const withHeader = read('List name,Account address\nFriends,bob@example.com\n');
    expect(withHeader).toMatchObject({ kind: 'lists', entries: [{ list: 'Friends' }] });
  });

  it('are hosts', () => {
    const hosts = ['spam.example', 'Bad.Example', 'թութ.հայ', 'https://url.example/'];
    const ascii = ['spam.example', 'bad.example', 'xn--69aa8bzb.xn--y9a3aq', 'url.example'];
    const { text, fileName } = exports.blockedDomains(hosts);
    expect(keysOf(read(text, fileName))).toEqual(ascii);
    expect(read(text, 'x.csv').kind).toBe('blocked-hosts');
    const admin = exports.adminDomainBlocks(hosts);
    expect(keysOf(read(admin.text, admin.fileName))).toEqual(ascii);
    const harmless = exports.adminDomainBlocks(hosts, 'noop');
    expect([...read(harmless.text, harmless.fileName).leftOut]).toEqual([['unknown-type', 4]]);
  });

  it('are bookmarks', () => {
    const did = seedToDid(new Uint8Array(32).fill(4));
    const uris = ['https://example.com/users/bob/statuses/1', 'https://unknown.example/notes/abc', `ap://${did}/objects/abc`];
    const { text, fileName } = exports.bookmarks(uris);
    expect(read(text, fileName)).toMatchObject({ kind: 'bookmarks' });
    expect(keysOf(read(text, 'x.csv'))).toEqual(uris);
    expect(read(`#uri\n${text}`).kind).toBe('bookmarks');
  });
});

describe('encodings and line ends', () => {
  const { text } = exports.followsOf40(people);
  it('of every kind are understood', () => {
    expect(keysOf(read(exports.utf16(text)))).toEqual(keys);
    expect(keysOf(read(exports.utf16(text).subarray(2)))).toEqual(keys);
    expect(keysOf(read(`\ufeff${text}`))).toEqual(keys);
    expect(keysOf(read(text.replaceAll('\n', '\r\n')))).toEqual(keys);
    expect(keysOf(read(text.replaceAll('\n', '\r')))).toEqual(keys);
    expect(keysOf(read(text.replace('\n', '\r\n')))).toEqual(keys);
    expect(keysOf(read(text.trimEnd()))).toEqual(keys);
  });

  it('may be mixed: a line that is no UTF-8 is read as Windows-1252', () => {
    const utf8 = new TextEncoder().encode('Été,bob@example.com\n');
    const latin = Uint8Array.from('Caf\xe9,ana@example.com\n', (character) => character.charCodeAt(0));
    const content = read(new Uint8Array([...utf8, ...latin]), 'lists.csv');
    expect(content.entries.map((entry) => entry.type === 'person' && entry.list)).toEqual(['Été', 'Café']);
  });
});

describe('bad files', () => {
  for (const { why, text, fileName } of exports.hostileFiles) {
    it(`are refused with a reason: ${why}`, () => {
      expect(run(text, fileName)).toMatchObject({ ok: false, error: { reason: expect.any(String) } });
    });
  }

  it('lose no more than the row of a quotation mark that is never closed', () => {
    const many = exports.manyPeople(5_000, 10).map(({ address }) => address);
    many.splice(100, 0, '"never closed@example.com');
    many.splice(3_000, 0, 'x"y@example.com');
    const content = read(many.join('\n'), 'following_accounts.csv');
    expect(content.entries).toHaveLength(5_000);
    expect(content.leftOut.get('malformed')).toBe(2);
  });

  it('may hold line ends inside of quotation marks', () => {
    const content = read('"Old\nfriends",bob@example.com\nNew,ana@example.com\n', 'lists.csv');
    expect(content.entries).toMatchObject([{ list: 'Old friends' }, { list: 'New' }]);
  });

  it('that are too large are refused; too many rows are counted', () => {
    expect(run(new Uint8Array(csvLimitBytes + 1)).ok).toBe(false);
    const rows = Array.from({ length: csvLimitRows + 5 }, (_, index) => `u${index}@a.example`).join('\n');
    const content = read(rows, 'following_accounts.csv');
    expect(content.entries).toHaveLength(csvLimitRows);
    expect(content.leftOut.get('too-many')).toBe(5);
  });

  it('are read in small portions, with pauses between them', () => {
    const { text, fileName } = exports.followsOf40(exports.manyPeople(20_000, 500));
    for (const bytes of [new TextEncoder().encode(text), new TextEncoder().encode(`${text}\n${'"x,'.repeat(200_000)}`)]) {
      const parsing = parseCsv(bytes, fileName);
      let share = 0;
      let largest = 0;
      for (let step = parsing.next(); step.done !== true; step = parsing.next()) {
        largest = Math.max(largest, step.value - share);
        share = step.value;
      }
      expect(share).toBeGreaterThan(0.9);
      // How long a portion takes is measured by the bench.
      expect(largest).toBeLessThan(0.1);
    }
  });
});
