// A domain gives an account a readable address; somebody else finds the account by it and sees that both agree, and is warned of a
// stranger of the same name.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { findBarriers } from './support/axe.ts';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type Person, startPerson } from './support/person.ts';
import { type PlainHost, startPlainHost } from './support/plain-host.ts';

let gateway: GatewayProcess;
let domain: PlainHost;
let alice: Person;
let bob: Person;
let impostor: Person;
let handle = '';
const open = ['_headers', new TextEncoder().encode('/*\n  Access-Control-Allow-Origin: *\n')] as const;

beforeAll(async () => {
  [gateway, domain] = await Promise.all([startGatewayProcess(), startPlainHost({ headersFile: true })]);
  domain.files = new Map([open]);
  handle = `@alice@localhost:${domain.port}`;
  [alice, bob, impostor] = await Promise.all([
    startPerson('Alice Meadow', gateway.origin),
    startPerson('Bob', gateway.origin, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }),
    startPerson('Аlicе Meadow', gateway.origin),
  ]);
  await Promise.all([alice, bob, impostor].map((person) => person.signUp()));
});

afterAll(async () => {
  const people = [alice, bob, impostor].filter((person) => person !== undefined);
  await Promise.allSettled(people.map((person) => person.close()));
  for (const person of people) forgetBrowser(person.browser);
  await Promise.allSettled([domain?.close(), gateway?.stop()]);
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [alice, bob, impostor], gateway));
});

describe('a readable address', () => {
  it('is refused until the domain has the file, and used then', async () => {
    const main = alice.page.getByRole('main');
    await alice.page.goto(`${gateway.origin}/#/settings`);
    await main.getByRole('link', { name: 'Readable address' }).click();
    await main.getByRole('textbox', { name: 'Address' }).fill(handle);
    await main.getByRole('button', { name: 'Check and use' }).click();
    await main.getByText('but the file is not there yet').waitFor();

    const waiting = alice.page.waitForEvent('download');
    await main.getByRole('button', { name: 'Save the file' }).click();
    const file = readFileSync(await (await waiting).path());
    domain.files = new Map([open, ['.well-known/webfinger', file]]);
    await main.getByRole('button', { name: 'Check and use' }).click();
    await main.getByText(`localhost:${domain.port} confirms it.`).waitFor();
    expect(await findBarriers(alice.page)).toEqual([]);
  });

  it('leads somebody else to the account, with a mark', async () => {
    await bob.follow(handle);
    await bob.page.getByRole('main').getByRole('link', { name: 'Show profile' }).click();
    const main = bob.page.getByRole('main');
    await main.getByText(`localhost:${domain.port} confirms this address`).first().waitFor();
    expect(await main.getByText(handle).first().isVisible()).toBe(true);
  });

  it('is not what a stranger of the same name has: that one is pointed out', async () => {
    const link = await impostor.address();
    await bob.go('Search');
    await bob.page.getByLabel('Search or address').fill(link);
    await bob.page.getByRole('button', { name: 'Show person' }).click();
    await bob.page.getByText('Not the same account as Alice Meadow').waitFor();
    expect(await findBarriers(bob.page)).toEqual([]);
  });
});
