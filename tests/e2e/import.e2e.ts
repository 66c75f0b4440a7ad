// Somebody arrives from Mastodon: lists in every form, the archive, a power cut in the middle, and the way back out.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed, vi } from 'vitest';
import { archiveFiles, tarGzArchive, variedItems, zipArchive } from '../support/mastodon-archive.ts';
import * as exported from '../support/mastodon-export.ts';
import { startFeedSite } from '../support/stand-ins/feed-site.ts';
import { startMastodon } from '../support/stand-ins/mastodon.ts';
import { startMisskey } from '../support/stand-ins/misskey.ts';
import { startPlainActivityPub } from '../support/stand-ins/plain-activitypub.ts';
import type { StandIn } from '../support/stand-ins/stand-in.ts';
import { type StandInPerson, worldOf } from '../support/stand-ins/world.ts';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type ImportScreen, importScreen, textFile } from './support/import-screen.ts';
import { killBrowser } from './support/kill-browser.ts';
import { patienceMs } from './support/patience.ts';
import { type Person, startPerson } from './support/person.ts';

const variants = Object.entries(exported.followVariants);
const minutesAgo = (minutes: number): number => Date.now() - minutes * 60_000;
const crowdSize = 60;

/** One person for each form of the file, a locked one, a neighbour for lists and blocks, and a crowd that is asked for slowly. */
const mastodonPeople: StandInPerson[] = [
  ...variants.map(([name], index) => ({
    user: `variant${index}`,
    posts: [{ text: `Listed by ${name}`, atMs: minutesAgo(index + 1) }],
  })),
  { user: 'locked', isLocked: true, posts: [{ text: 'For whoever looks', atMs: minutesAgo(30) }] },
  { user: 'rude', posts: [{ text: 'Nobody wants this', atMs: minutesAgo(20) }] },
  ...Array.from({ length: crowdSize }, (_, index) => ({
    user: `crowd${index}`,
    posts: [{ text: `Crowd post ${index}`, atMs: minutesAgo(40 + index) }],
  })),
];
const misskeyPeople: StandInPerson[] = [{ user: 'mika', posts: [{ text: 'Written on Misskey', atMs: minutesAgo(3) }] }];
const plainPeople: StandInPerson[] = [{ user: 'paul', posts: [{ text: 'Written on a plain server', atMs: minutesAgo(4) }] }];
const feedPerson: StandInPerson = { user: 'fee', posts: [{ text: 'Written in a weblog', atMs: minutesAgo(5) }] };

let gateway: GatewayProcess;
let mastodon: StandIn;
let misskey: StandIn;
let plain: StandIn;
let site: StandIn;
let nina: Person;
let screen: ImportScreen;

beforeAll(async () => {
  [gateway, mastodon, misskey, plain, site] = await Promise.all([
    startGatewayProcess({ flags: ['--private-hosts'] }),
    startMastodon(
      worldOf(mastodonPeople),
      mastodonPeople.map(({ user }) => user),
    ),
    startMisskey(
      worldOf(misskeyPeople),
      misskeyPeople.map(({ user }) => user),
    ),
    startPlainActivityPub(worldOf(plainPeople)),
    startFeedSite(feedPerson),
  ]);
  nina = await startPerson('Nina', gateway.origin);
  screen = importScreen(nina.page, gateway.origin);
  await nina.signUp();
});

afterAll(async () => {
  await nina?.close();
  if (nina !== undefined) forgetBrowser(nina.browser);
  await Promise.all([gateway?.stop(), ...[mastodon, misskey, plain, site].map((server) => server?.close())]);
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [nina], gateway));
});

const at = (server: StandIn, user: string): string => `${user}@${server.host}`;

async function savedFile(what: string): Promise<string> {
  const waiting = nina.page.waitForEvent('download');
  await nina.page.getByRole('button', { name: `Save as CSV: ${what}` }).click();
  return readFileSync(await (await waiting).path(), 'utf8');
}

describe('arriving from Mastodon', () => {
  it('takes lists in every form, and shows the people in them', async () => {
    await screen.open();
    const files = variants.map(([name, make], index) => {
      const people = [{ address: at(mastodon, `variant${index}`) }];
      return { name, file: { ...textFile(make(people)), fileName: `following_accounts ${index}.csv` } };
    });
    await screen.drop(files.map(({ file }) => file));
    for (const { file } of files) await screen.start(file.fileName, 'Follow 1 person');
    for (const { file } of files) {
      await screen.isDone(file.fileName);
      expect(await screen.counts(file.fileName)).toEqual({ Followed: 1 });
    }
    await nina.go('Home');
    for (const { name } of files) await nina.sees(`Listed by ${name}`);
  });

  it('ends every row in a named state, and reads people on servers of every kind', async () => {
    await screen.open();
    const file = exported.followsOf40([
      { address: at(misskey, 'mika') },
      { address: at(plain, 'paul') },
      { address: at(mastodon, 'locked') },
      { address: at(mastodon, 'nobody') },
      { address: 'somebody@localhost:1' },
      { address: at(mastodon, 'variant0') },
      { address: 'no address at all' },
      { address: '=HYPERLINK("https://evil.example")' },
      { address: at(misskey, 'mika') },
    ]);
    await screen.drop([{ ...textFile(file), fileName: 'mixed.csv' }]);
    const preview = screen.preview('mixed.csv');
    await preview.getByText('1 is here already and stays as it is.').waitFor();
    await preview.getByText('2 rows are no addresses: left out.').waitFor();
    await preview.getByText('1 row stands there twice.').waitFor();
    await screen.start('mixed.csv', 'Follow 5 people');
    await screen.isDone('mixed.csv');
    expect(await screen.counts('mixed.csv')).toEqual({
      Followed: 2,
      'Here already': 1,
      'Asks first': 1,
      'Not found': 1,
      'No answer': 1,
    });
    await nina.go('Home');
    for (const text of ['Written on Misskey', 'Written on a plain server', 'For whoever looks']) await nina.sees(text);
  });

  it('finds a weblog by its page', async () => {
    await nina.follow(`${site.origin}/`);
    await nina.go('Home');
    await nina.sees('Written in a weblog');
  });

  it('takes blocks, mutes, servers, lists and bookmarks', async () => {
    await nina.follow(`@${at(mastodon, 'rude')}`);
    await nina.go('Home');
    await nina.sees('Nobody wants this');
    const bookmarked = `${mastodon.origin}/users/variant1/statuses`;
    await screen.open();
    await screen.drop([
      textFile(exported.blocks([{ address: at(mastodon, 'rude') }])),
      textFile(exported.mutesOf28([{ address: at(misskey, 'mika'), hideNotifications: false }])),
      textFile(exported.blockedDomains(['spam.example'])),
      textFile(exported.lists([{ title: 'Friends, old', address: at(mastodon, 'variant2') }])),
      textFile(exported.bookmarks([`${bookmarked}/1`])),
    ]);
    await screen.start('blocked_accounts.csv', 'Block 1 person');
    await screen.start('muted_accounts.csv', 'Mute 1 person');
    await screen.start('blocked_domains.csv', 'Block 1 server');
    await screen.start('lists.csv', 'Put 1 person in lists');
    await screen.start('bookmarks.csv', 'Add 1 bookmark');
    for (const name of ['blocked_accounts', 'muted_accounts', 'blocked_domains', 'lists', 'bookmarks'])
      await screen.isDone(`${name}.csv`);
    await nina.go('Home');
    await nina.sees('Listed by Mastodon 2.7');
    await expect.poll(() => nina.post('Nobody wants this').count()).toBe(0);
    await expect.poll(() => nina.post('Written on Misskey').count()).toBe(0);
    await nina.page.goto(`${gateway.origin}/#/lists`);
    await nina.page.getByRole('link', { name: /Friends, old/ }).click();
    await nina.sees('Listed by Mastodon 4.0');
    expect(await nina.post('Listed by Mastodon 2.7').count()).toBe(0);
  });

  it('goes on after a power cut, and follows nobody twice', async () => {
    mastodon.manners.delayMs = 150;
    mastodon.forgetRequests();
    await screen.open();
    const people = Array.from({ length: crowdSize }, (_, index) => ({ address: at(mastodon, `crowd${index}`) }));
    await screen.drop([{ ...textFile(exported.followsOf28(people)), fileName: 'crowd.csv' }]);
    await screen.start('crowd.csv', `Follow ${crowdSize} people`);
    await vi.waitUntil(() => mastodon.total > 30, { timeout: patienceMs, interval: 20 });
    await killBrowser(nina.browser);
    expect(mastodon.mostAtOnce).toBeLessThanOrEqual(2);
    mastodon.manners.delayMs = 0;
    nina = await startPerson('Nina', gateway.origin, { folder: nina.browser.folder });
    screen = importScreen(nina.page, gateway.origin);
    await screen.open();
    await screen.isDone('crowd.csv');
    expect(await screen.counts('crowd.csv')).toEqual({ Followed: crowdSize });
    await nina.go('Home');
    await nina.sees('Crowd post 0');
  });

  it('gives back what it took: the round trip changes nothing', async () => {
    await screen.open();
    const files = [
      { fileName: 'back-follows.csv', text: await savedFile('People you follow') },
      { fileName: 'back-mutes.csv', text: await savedFile('People you mute') },
      { fileName: 'back-lists.csv', text: await savedFile('Lists') },
    ];
    const [follows, mutes, lists] = files;
    expect(follows?.text.split('\n')[0]).toBe('Account address,Show boosts,Notify on new posts,Languages');
    expect(follows?.text.trimEnd().split('\n')).toHaveLength(1 + variants.length + 3 + crowdSize + 2);
    expect(mutes?.text).toBe(`Account address,Hide notifications\n${at(misskey, 'mika')},false\n`);
    expect(lists?.text).toBe(`"Friends, old",${at(mastodon, 'variant2')}\n`);
    await screen.drop(files.map(textFile));
    for (const { fileName } of files)
      await screen.preview(fileName).getByText('There is nothing to do: all of this is here already.').waitFor();
    expect(await savedFile('People you follow')).toBe(follows?.text);
  });

  it.each([
    ['zip', zipArchive],
    ['tar.gz', tarGzArchive],
  ])('brings in the public posts of an archive (%s), once', async (type, pack) => {
    const archive = await pack(archiveFiles({ items: variedItems(), bookmarks: ['https://other.example/users/bob/statuses/1'] }));
    const fileName = `archive-20260101.${type}`;
    await screen.open();
    await screen.drop([{ fileName, bytes: new Uint8Array(await archive.arrayBuffer()) }]);
    const preview = screen.preview(fileName);
    await preview.getByText('@ada@mastodon.example').waitFor();
    await preview.getByText(/for followers only stay/).waitFor();
    await screen.start(fileName, /^Bring in/);
    await screen.isDone(fileName);
    await nina.go('Me');
    await nina.sees('On gardens');
    expect(await nina.page.getByRole('article').filter({ hasText: 'Post number 1' }).count()).toBeGreaterThan(0);
    for (const secret of ['for friends', 'for one']) expect(await nina.post(secret).count()).toBe(0);
    expect(await nina.page.getByRole('article').filter({ hasText: 'On gardens' }).count()).toBe(1);
  });
});
