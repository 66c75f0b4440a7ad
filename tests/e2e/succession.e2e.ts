// Somebody steals the key of an account and writes in its name; the owner takes it back, and a follower's browser believes the right one.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { ipnsNameToDid } from '../../src/protocol/identity/ids.ts';
import { accountSeed } from '../../src/protocol/identity/secrets.ts';
import { openBackup } from '../../src/services/backup/open-backup.ts';
import { findBarriers } from './support/axe.ts';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type Person, startPerson } from './support/person.ts';
import { startThief, type Thief } from './support/thief.ts';

const passphrase = 'meadow lantern sparrow river';
const minuteMs = 60_000;
let gateway: GatewayProcess;
let alice: Person;
let bob: Person;
let thief: Thief | undefined;
let aliceAddress = '';
let newAddress = '';
let seed: Uint8Array;
/** From here on the key is in the thief's hands. */
let stolenMs = 0;

beforeAll(async () => {
  gateway = await startGatewayProcess();
  [alice, bob] = await Promise.all([startPerson('Alice', gateway.origin), startPerson('Bob', gateway.origin)]);
});

afterAll(async () => {
  await thief?.stop();
  await Promise.allSettled([alice, bob].filter((person) => person !== undefined).map((person) => person.close()));
  for (const person of [alice, bob]) if (person !== undefined) forgetBrowser(person.browser);
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [alice, bob], gateway));
});

const baseOf = (address: string): string =>
  `${gateway.origin}/.well-known/apgateway/${String(ipnsNameToDid(address.slice('ipns://'.length)))}`;

describe('an account whose key was stolen', () => {
  it('has a backup and a follower', async () => {
    await Promise.all([alice.signUp(), bob.signUp()]);
    aliceAddress = await alice.address();
    await alice.go('Home');
    await alice.write('Alice herself');
    await bob.follow(aliceAddress);
    await bob.go('Home');
    await bob.sees('Alice herself');
    const { page } = alice;
    await page.goto(`${gateway.origin}/#/settings/backup`);
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByLabel('The passphrase once more').fill(passphrase);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save backup', exact: true }).click();
    const opened = await openBackup(new Blob([readFileSync((await (await download).path()) ?? '')]), passphrase);
    if (!opened.ok || !('root' in opened.value.secret)) throw new Error('no root secret in the backup');
    // All that the thief gets is the everyday key.
    seed = accountSeed(opened.value.secret.root);
    await page.getByText('Your backup is saved.').waitFor();
    await expect.poll(async () => (await fetch(`${baseOf(aliceAddress)}/outbox.jsonld`)).status).toBe(200);
    expect((await fetch(`${baseOf(aliceAddress)}/successor.jsonld`)).status).toBe(404);
  });

  it('is written for by the thief, with a Move and higher sequences, while the owner is away', async () => {
    await alice.close();
    stolenMs = Math.ceil((Date.now() + 1000) / minuteMs) * minuteMs;
    thief = await startThief(gateway.origin, seed, stolenMs + 1000);
    expect(await thief.write('Send money to the thief')).toMatchObject({ status: 200 });
    await bob.sees('Send money to the thief');
    await thief.move();
  });

  it('is taken back by the owner, who sees before what will happen', async () => {
    alice = await startPerson('Alice', gateway.origin, { folder: alice.browser.folder });
    const { page } = alice;
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await page.goto(`${gateway.origin}/#/settings`);
    await page.getByRole('link', { name: 'My account was stolen or lost' }).click();
    await page.getByText('What will happen').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const local = new Date(stolenMs - new Date(stolenMs).getTimezoneOffset() * minuteMs).toISOString().slice(0, 16);
    await page.getByLabel('Since when may somebody have had it?').fill(local);
    await page.getByLabel('Passphrase', { exact: true }).fill('not the passphrase');
    await page.getByLabel('I have understood').check();
    await page.getByRole('button', { name: 'Take my account back' }).click();
    await page.getByText('That is not the passphrase.').waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByRole('button', { name: 'Take my account back' }).click();
    await alice.sees('Alice herself');
    newAddress = await alice.address();
    expect(newAddress).not.toBe(aliceAddress);
    await page.goto(`${gateway.origin}/#/settings/successor`);
    await page.getByText('You go on for your former account').waitFor();
    await expect.poll(async () => (await fetch(`${baseOf(aliceAddress)}/successor.jsonld`)).status).toBe(200);
    const outbox = await fetch(`${baseOf(aliceAddress)}/outbox.jsonld`);
    expect(outbox.headers.get('link')).toContain('rel="successor-version"');
  });

  it('goes on for the follower, who sees nothing of the thief any more', async () => {
    await expect.poll(() => bob.post('Send money to the thief').count(), { timeout: 120_000 }).toBe(0);
    await bob.sees('Alice herself');
    // The thief had given the account another name.
    await expect.poll(() => bob.post('Alice herself').innerText()).not.toContain('hacked');
    await alice.go('Home');
    expect(await alice.post('Alice herself').innerText()).not.toContain('hacked');
    await alice.write('I am back');
    await bob.sees('I am back');
    await bob.go('Notifications');
    await bob.page.getByText('goes on for a former account').waitFor();
    await bob.page.goto(`${gateway.origin}/#/@${aliceAddress.slice('ipns://'.length)}`);
    await bob.page.getByText('was stolen or lost, and goes on elsewhere').waitFor();
  });

  it('says nothing with the old key, whatever comes', async () => {
    const late = await thief?.write('The thief once more');
    expect(late?.answer).toContain('older');
    await thief?.move();
    await alice.write('Still me');
    await bob.go('Home');
    await bob.sees('Still me');
    expect(await bob.post('The thief once more').count()).toBe(0);
    expect(await bob.post('Send money to the thief').count()).toBe(0);
    // Also after a restart, from what is stored.
    await bob.page.reload();
    await bob.sees('Still me');
    await bob.sees('Alice herself');
    expect(await bob.post('thief').count()).toBe(0);
    for (const person of [alice, bob])
      expect(person.browser.errors.filter((error) => error.startsWith('page error'))).toEqual([]);
  });

  it('is ended by its owner at last, which the follower is told, and taken off the device', async () => {
    const { page } = alice;
    await page.goto(`${gateway.origin}/#/settings/successor`);
    await page.getByLabel('Type alice to end the account').fill('alice');
    await page.getByRole('button', { name: 'End the account' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End the account' }).click();
    await page.getByRole('heading', { name: 'This account has ended' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await expect.poll(() => bob.post('Still me').count()).toBe(0);
    await bob.go('Notifications');
    await bob.page.getByText('has ended the account').waitFor();
    await bob.page.goto(`${gateway.origin}/#/@${newAddress.slice('ipns://'.length)}`);
    await bob.page.getByText('has ended this account. Nothing of it is shown any more.').waitFor();
    await page.getByText('The end of the account is published.').waitFor();
    await page.getByRole('button', { name: 'Remove from this device' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Remove/ })
      .click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor({ state: 'detached' });
  });
});
