import { describe, expect, it } from 'vitest';
import type { AcctUri, ObjectId } from '../brand.ts';
import { didToIpnsName } from '../identity/ids.ts';
import { seedToDid } from '../proof/signer.ts';
import { parseCsv } from './parse-csv.ts';
import { guarded, unguarded } from './read-cells.ts';
import {
  writeBlocks,
  writeBookmarks,
  writeFollows,
  writeForeignRows,
  writeHosts,
  writeLists,
  writeMutes,
  type WrittenPerson,
} from './write-csv.ts';

const name = didToIpnsName(seedToDid(new Uint8Array(32).fill(5)));
const people: readonly WrittenPerson[] = [
  { acct: 'acct:bob@example.com' as AcctUri },
  { url: 'https://example.com/users/ana' as ObjectId },
  { name, via: ['https://gateway.example', 'https://other.example'] },
  { name: didToIpnsName(seedToDid(new Uint8Array(32).fill(6))), via: [] },
];

function read(text: string, fileName: string) {
  const parsing = parseCsv(new TextEncoder().encode(text), fileName);
  for (;;) {
    const step = parsing.next();
    if (step.done !== true) continue;
    if (!step.value.ok) throw new Error(step.value.error.reason);
    return step.value.value;
  }
}

describe('writing', () => {
  it('is in the very columns of Mastodon', () => {
    const [bob = { acct: 'acct:x@y.example' as AcctUri }] = people;
    const options = { showBoosts: false, notify: true, languages: ['en', 'fr'] };
    expect(writeFollows([{ person: bob, options }, { person: bob }])).toBe(
      'Account address,Show boosts,Notify on new posts,Languages\n' +
        'bob@example.com,false,true,"en, fr"\nbob@example.com,true,false,\n',
    );
    expect(writeMutes([{ person: bob, hidesNotifications: false }])).toBe(
      'Account address,Hide notifications\nbob@example.com,false\n',
    );
    expect(writeBlocks([bob])).toBe('bob@example.com\n');
    expect(writeLists([{ title: 'A, b', person: bob }])).toBe('"A, b",bob@example.com\n');
    expect(writeHosts(['spam.example'])).toBe('spam.example\n');
    expect(writeBookmarks([])).toBe('');
  });

  it('reads back as what it was, Pollen people too', () => {
    const back = read(writeFollows(people.map((person) => ({ person }))), 'following_accounts.csv');
    expect(back.entries.map((entry) => entry.type === 'person' && entry.person)).toMatchObject([
      { acct: 'acct:bob@example.com' },
      { url: 'https://example.com/users/ana' },
      { name, via: ['https://gateway.example'] },
      { via: [] },
    ]);
    expect([...back.leftOut]).toEqual([]);
  });

  it('keeps titles that look like formulas, and lets no spreadsheet run them', () => {
    const titles = ['=1+1', '+x', '-x', '@home', "'=1", "''-1", "'quoted", 'plain', '=HYPERLINK("https://e.example","a")'];
    const [person = { acct: 'acct:x@y.example' as AcctUri }] = people;
    const text = writeLists(titles.map((title) => ({ title, person })));
    for (const line of text.trim().split('\n')) expect(line).not.toMatch(/^"?[=+\-@]/);
    expect(read(text, 'lists.csv').entries.map((entry) => entry.type === 'person' && entry.list)).toEqual(titles);
    for (const title of titles) expect(unguarded(guarded(title))).toBe(title);
  });

  it('disarms rows that somebody else wrote', () => {
    const text = writeForeignRows(
      ['Account address', 'Notes'],
      [
        ['@bob@example.com', '=cmd|x'],
        ['+1@x', '-2'],
      ],
    );
    expect(text).toBe("Account address,Notes\nbob@example.com,'=cmd|x\n'+1@x,'-2\n");
  });
});
