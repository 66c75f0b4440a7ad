// One person with two devices, each a browser process of its own: paired by a link, apart, together again.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { forgetBrowser, startBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { killBrowser } from './support/kill-browser.ts';
import { devicesAddress, digitsOf, handOver, offerCode, sayTheSame } from './support/pairing-screen.ts';
import { type Person, personAt, startPerson } from './support/person.ts';

const passphrase = 'correct horse battery';

let gateway: GatewayProcess;
let laptop: Person;
let phone: Person;
let ben: Person;
let cleo: Person;
let tablet: Person | undefined;
let cleosAddress = '';
const everybody = (): Person[] => [laptop, phone, ben, cleo, tablet].filter((person) => person !== undefined);

beforeAll(async () => {
  gateway = await startGatewayProcess();
  [laptop, ben, cleo] = (await Promise.all(['Ada', 'Ben', 'Cleo'].map((name) => startPerson(name, gateway.origin)))) as [
    Person,
    Person,
    Person,
  ];
  await Promise.all([laptop.signUp(), ben.signUp(), cleo.signUp()]);
  await laptop.page.goto(`${gateway.origin}/#/settings`);
  await laptop.page.getByLabel('Time to take a post back').selectOption('0');
});

afterAll(async () => {
  await Promise.allSettled(everybody().map((person) => person.close()));
  for (const { browser } of everybody()) forgetBrowser(browser);
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, everybody(), gateway));
});

const devices = (person: Person): Promise<unknown> => person.page.goto(devicesAddress(gateway.origin));
const timeline = async ({ page }: Person, texts: readonly string[]): Promise<readonly string[]> =>
  (await page.getByRole('article').allInnerTexts()).map((text) => texts.find((one) => text.includes(one)) ?? text);

/** No gateway, no network, and no connection that a browser kept: those between browsers know nothing of being offline. */
async function part(people: readonly Person[]): Promise<void> {
  await gateway.stop();
  for (const { browser, page } of people) {
    await browser.context.setOffline(true);
    await page.evaluate(() => {
      const { peerConnections = [] } = globalThis as { peerConnections?: RTCPeerConnection[] };
      for (const connection of peerConnections) connection.close();
    });
  }
}

async function meetAgain(people: readonly Person[]): Promise<void> {
  for (const { browser } of people) await browser.context.setOffline(false);
  await gateway.restart();
}

describe('a second device', () => {
  it('is refused while there is no passphrase to protect the account', async () => {
    await devices(laptop);
    await laptop.page.getByRole('button', { name: 'Add a device' }).click();
    await laptop.page.getByRole('heading', { name: 'No device was added' }).waitFor();
    await laptop.page.getByRole('link', { name: 'Save backup' }).click();
    await laptop.page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await laptop.page.getByLabel('The passphrase once more').fill(passphrase);
    const download = laptop.page.waitForEvent('download');
    await laptop.page.getByRole('button', { name: 'Save backup' }).click();
    await download;
  });

  it('gets the account by a link, after both have compared six digits', async () => {
    const [bens, cleos] = await Promise.all([ben.address(), cleo.address()]);
    cleosAddress = cleos;
    await laptop.follow(bens);
    await laptop.write('Before the phone');
    const link = await offerCode(laptop, gateway.origin);
    expect(link).toMatch(/#\/pair\/[a-z2-7]+$/);

    const browser = await startBrowser({ viewport: { width: 400, height: 860 } });
    await browser.page.goto(link);
    phone = personAt('Ada, on the phone', browser, browser.page);
    const [here, there] = await Promise.all([laptop, phone].map(({ page }) => digitsOf(page)));
    expect(here).toMatch(/^\d{6}$/);
    expect(there).toBe(here);
    await laptop.page.getByText('The two devices talk directly').waitFor();
    await sayTheSame([laptop.page, phone.page]);

    await laptop.page.getByLabel('Passphrase').fill('something else');
    await laptop.page.getByRole('button', { name: 'Hand over the account' }).click();
    await laptop.page.getByText('That is not the passphrase.').waitFor();
    await handOver(laptop, passphrase);
    await laptop.page.getByRole('heading', { name: 'The other device has your account' }).waitFor();
    await phone.page.getByRole('navigation', { name: 'Main' }).waitFor();
    expect(phone.page.url()).not.toContain('pair');
    await phone.sees('Before the phone');
  });

  it('is on the list of both, and is given a name', async () => {
    for (const person of [laptop, phone]) {
      await devices(person);
      await expect.poll(() => person.page.getByRole('button', { name: /^Rename / }).count()).toBe(2);
      expect(await person.page.getByText('This device', { exact: true }).count()).toBe(1);
    }
    // The new name travels while the next steps go on.
    await phone.page
      .getByRole('button', { name: /^Rename / })
      .first()
      .click();
    await phone.page.getByLabel('Name of the device').fill('My phone');
    await phone.page.getByRole('button', { name: 'Save name' }).click();
    await phone.page.getByText('My phone').waitFor();
  });

  it('cannot be added by the same code again', async () => {
    const another = await startBrowser();
    try {
      const link = await offerCode(laptop, gateway.origin);
      await laptop.page.getByRole('button', { name: 'Cancel' }).click();
      await another.page.goto(link);
      await another.page.getByText('Your other device does not answer').waitFor();
      await another.page.getByRole('button', { name: 'I have Pollen on another device' }).click();
      await another.page.getByLabel('Your name').waitFor();
    } finally {
      await another.close();
      forgetBrowser(another);
    }
  });

  it('and the first one write, follow and unfollow while apart, and are the same afterwards', async () => {
    await Promise.all([laptop.go('Home'), phone.go('Home')]);
    await part([laptop, phone]);
    await laptop.write('On the train with the laptop');
    await phone.write('In the queue with the phone');
    await laptop.write('Still on the train');
    await unfollow(laptop, 'Ben');
    await phone.write('Still in the queue');
    // Nobody can say who that is now; it is followed all the same.
    await phone.follow(cleosAddress);
    await phone.page.goto(`${gateway.origin}/#/lists`);
    await phone.page.getByLabel('Name of the list').fill('Made in the queue');
    await phone.page.getByRole('button', { name: 'Make list' }).click();
    await phone.page.getByRole('heading', { name: 'Made in the queue' }).waitFor();
    const written = ['On the train with the laptop', 'In the queue with the phone', 'Still on the train', 'Still in the queue'];
    await Promise.all([laptop.go('Home'), phone.go('Home')]);
    expect([await laptop.post('In the queue').count(), await phone.post('On the train').count()]).toEqual([0, 0]);
    await meetAgain([laptop, phone]);
    for (const person of [laptop, phone]) for (const text of written) await person.sees(text);
    for (const person of [laptop, phone]) await expect.poll(() => followed(person)).toEqual(['Cleo']);
    await laptop.page.goto(`${gateway.origin}/#/lists`);
    await laptop.page.getByRole('link', { name: 'Made in the queue' }).waitFor();
    await Promise.all([laptop.go('Home'), phone.go('Home')]);
    const all = [...written, 'Before the phone'];
    for (const person of [laptop, phone]) await expect.poll(() => timeline(person, all)).toHaveLength(all.length);
    expect(await timeline(laptop, all)).toEqual(await timeline(phone, all));
  });

  it('has its new name on both, and is forgotten for both', async () => {
    await devices(laptop);
    await laptop.page.getByText('My phone').waitFor();
    await laptop.page.getByRole('button', { name: 'Forget My phone' }).click();
    await laptop.page.getByText('whoever has it can go on writing as you').waitFor();
    await laptop.page.getByRole('button', { name: 'Forget device' }).click();
    await laptop.page.getByText('My phone').waitFor({ state: 'detached' });
  });
});

/** A network that lets no UDP out: browsers behind it reach nobody directly. */
const noUdp = [
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
];

/** A power cut for a browser; the same profile opens again, at the beginning of the app. */
async function dieAndComeBack(person: Person, flags: readonly string[] = []): Promise<Person> {
  const { folder } = person.browser;
  await killBrowser(person.browser);
  return startPerson(person.name, gateway.origin, { folder, flags });
}

/** What the device shows that comes back: the account, with all that it had, or the beginning. */
async function hasAccount({ page }: Person): Promise<boolean> {
  const navigation = page.getByRole('navigation', { name: 'Main' });
  await navigation
    .or(page.getByRole('button', { name: 'I have Pollen on another device' }))
    .first()
    .waitFor();
  return navigation.isVisible();
}

describe('a pairing through the gateway, in which a browser is killed', () => {
  /** Up to the moment in which the passphrase is asked for. */
  async function compareOn(newDevice: Person): Promise<void> {
    await newDevice.page.goto(await offerCode(laptop, gateway.origin));
    expect(await digitsOf(newDevice.page)).toBe(await digitsOf(laptop.page));
    for (const { page } of [laptop, newDevice]) await page.getByText('The two devices talk through your gateway').waitFor();
    await sayTheSame([laptop.page, newDevice.page]);
    await laptop.page.getByLabel('Passphrase').waitFor();
  }

  it('while the digits are compared leaves the new device at its beginning', async () => {
    tablet = await startPerson('Ada, on the tablet', gateway.origin, { flags: noUdp });
    await tablet.page.goto(await offerCode(laptop, gateway.origin));
    expect(await digitsOf(tablet.page)).toBe(await digitsOf(laptop.page));
    tablet = await dieAndComeBack(tablet, noUdp);
    expect(await hasAccount(tablet)).toBe(false);
    await laptop.page.getByRole('heading', { name: 'No device was added' }).waitFor();
  });

  it('while the old device asks for the passphrase leaves both as they were', async () => {
    if (tablet === undefined) throw new Error('no new device');
    await compareOn(tablet);
    await laptop.page.getByLabel('Passphrase').fill(passphrase);
    laptop = await dieAndComeBack(laptop);
    expect(await hasAccount(laptop)).toBe(true);
    await laptop.go('Home');
    await laptop.sees('Before the phone');
    await laptop.write('Written after the power cut');
    await tablet.page.getByText('The two devices have lost each other').waitFor();
  });

  it('while the account comes leaves all of it or nothing, and pairing works again', async () => {
    if (tablet === undefined) throw new Error('no new device');
    await compareOn(tablet);
    const { page } = tablet;
    const arrives = page.getByText(/^(Your account is on its way…|Storing your account…)$/).first();
    // Too quick for a screen of its own, it is there already.
    const moment = arrives
      .or(page.getByRole('navigation', { name: 'Main' }))
      .first()
      .waitFor();
    await handOver(laptop, passphrase);
    await moment;
    tablet = await dieAndComeBack(tablet, noUdp);
    if (!(await hasAccount(tablet))) {
      await compareOn(tablet);
      await handOver(laptop, passphrase);
      await tablet.page.getByRole('navigation', { name: 'Main' }).waitFor();
    }
    await tablet.go('Home');
    for (const text of ['Before the phone', 'Written after the power cut']) await tablet.sees(text);
    await expect.poll(() => followed(tablet as Person)).toEqual(['Cleo']);
    await tablet.write('From the tablet');
    await laptop.go('Home');
    await laptop.sees('From the tablet');
    for (const { browser } of [laptop, tablet])
      expect(browser.errors.filter((error) => error.startsWith('page error'))).toEqual([]);
  });
});

async function unfollow({ page }: Person, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Search', exact: true }).click();
  await page.getByRole('region', { name: 'People you follow' }).getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Following' }).click();
  await page.getByRole('button', { name: 'Follow', exact: true }).waitFor();
}

async function followed(person: Person): Promise<string[]> {
  await person.go('Search');
  const names = await person.page.getByRole('region', { name: 'People you follow' }).getByRole('link').allInnerTexts();
  return names.map((text) => /Ben|Cleo/.exec(text)?.[0] ?? text).toSorted();
}
