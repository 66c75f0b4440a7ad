// The whole story in real browsers: two people meet, talk directly, lose the gateway, come back, edit, delete, move house.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { forgetBrowser, selectedPairs } from './support/browser.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type Person, startPerson } from './support/person.ts';
import { showScreens } from './support/failure.ts';
import { filmWithPosition } from './support/film.ts';
import { photoWithPosition, positionMarker } from './support/picture.ts';

const passphrase = 'meadow lantern sparrow river';
let gateway: GatewayProcess;
let alice: Person;
let bob: Person;
let carol: Person;
let aliceAddress = '';
let alicePeerId = '';
let backupPath = '';

beforeAll(async () => {
  gateway = await startGatewayProcess();
  [alice, bob] = await Promise.all([startPerson('Alice', gateway.origin), startPerson('Bob', gateway.origin)]);
});

afterAll(async () => {
  await Promise.allSettled([alice, bob, carol].filter((person) => person !== undefined).map((person) => person.close()));
  for (const person of [alice, bob, carol]) if (person !== undefined) forgetBrowser(person.browser);
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [alice, bob, carol], gateway));
});

/** The first file of this type in Alice's outbox, read as any poller reads it: with nothing but GET. */
async function publishedFile(type: 'image/jpeg' | 'video/webm'): Promise<Buffer> {
  const name = aliceAddress.slice('ipns://'.length);
  const base = `${gateway.origin}/ipns/${name}`;
  const read = async (id: string): Promise<Record<string, unknown>> => {
    const path = id.replace(/^ap:\/\/(did:key:\w+)/, '/.well-known/apgateway/$1');
    return (await (await fetch(`${base}${path}`)).json()) as Record<string, unknown>;
  };
  const did = await didOf(name);
  const outbox = await read(`ap://${did}/outbox.jsonld`);
  const page = (await read(String(outbox['first']))) as {
    orderedItems: { object?: { attachment?: { digestMultibase: string; mediaType: string }[] } }[];
  };
  const attachment = page.orderedItems
    .flatMap(({ object }) => object?.attachment ?? [])
    .find(({ mediaType }) => mediaType === type);
  if (attachment === undefined) throw new Error(`no ${type} in the newest page`);
  const { digestMultibase: digest } = attachment;
  const file = `${base}/m/${digest.at(-2)}/${digest.at(-1)}/${digest}.${type === 'image/jpeg' ? 'jpg' : 'webm'}`;
  const answer = await fetch(file);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

async function didOf(name: string): Promise<string> {
  const { ipnsNameToDid } = await import('../../src/protocol/identity/ids.ts');
  return String(ipnsNameToDid(name));
}

async function peerIdOf(person: Person): Promise<string> {
  await person.page.goto(`${gateway.origin}/#/connection`);
  await person.page.getByText('Details', { exact: true }).click();
  const peerId = person.page.getByText(/^12D3Koo\w+$/).first();
  await peerId.waitFor();
  return peerId.innerText();
}

describe('two people, two browsers, no server', () => {
  it('takes a newcomer three short steps to begin', async () => {
    await Promise.all([alice.signUp(), bob.signUp()]);
    aliceAddress = await alice.address();
    expect(aliceAddress).toMatch(/^ipns:\/\/k51[a-z0-9]+$/);
  });

  it('lets Bob follow Alice and see her post with its picture, without its position', async () => {
    const path = await photoWithPosition(alice.page);
    expect(readFileSync(path).includes(positionMarker)).toBe(true);
    await alice.go('Home');
    await alice.write('Hello from the meadow #pollen', { file: { path, description: 'A meadow in bloom' } });
    await alice.sees('Hello from the meadow');
    await bob.follow(aliceAddress);
    await bob.go('Home');
    await bob.sees('Hello from the meadow');
    const picture = bob.post('Hello from the meadow').getByRole('img', { name: 'A meadow in bloom' });
    await picture.waitFor();
    await alice.knowsCopied('Hello from the meadow');
    // Not read by the page itself.
    expect(bob.page.workers().map((worker) => worker.url())).toEqual([expect.stringContaining('/media-worker-')]);
    const bytes = await publishedFile('image/jpeg');
    expect(bytes.length).toBeGreaterThan(1000);
    expect(bytes.includes(positionMarker)).toBe(false);
    expect(bytes.includes('Exif')).toBe(false);
  });

  it('lets Bob play a film that Alice looked at first, without its position', async () => {
    const path = await filmWithPosition(alice.page);
    expect(readFileSync(path).includes(positionMarker)).toBe(true);
    await alice.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('button', { name: /^Write/ })
      .click();
    const composer = alice.page.getByRole('dialog');
    await composer.getByLabel('Text').fill('The wind in the meadow');
    await composer.locator('input[type=file]').setInputFiles(path);
    await composer.getByLabel('Description').fill('Grass that bends in the wind');
    await composer.getByRole('button', { name: 'Play', exact: true }).click();
    await expect
      .poll(() => composer.locator('video').evaluate(({ currentTime }: HTMLVideoElement) => currentTime))
      .toBeGreaterThan(0);
    await composer.getByRole('button', { name: 'Post', exact: true }).click();
    await composer.waitFor({ state: 'hidden' });
    await bob.sees('The wind in the meadow');
    const post = bob.post('The wind in the meadow');
    await post.getByRole('button', { name: /Grass that bends in the wind/ }).click();
    const film = post.locator('video');
    await expect.poll(() => film.evaluate(({ currentTime }: HTMLVideoElement) => currentTime)).toBeGreaterThan(0);
    expect(await film.evaluate(({ videoWidth }: HTMLVideoElement) => videoWidth)).toBe(320);
    await alice.knowsCopied('The wind in the meadow');
    const bytes = await publishedFile('video/webm');
    expect(bytes.length).toBe(readFileSync(path).length);
    expect(bytes.includes(positionMarker)).toBe(false);
  });

  it('connects the two browsers directly, as the browsers themselves say', async () => {
    await expect.poll(async () => (await selectedPairs(bob.page)).length).toBeGreaterThan(0);
    const pairs = await selectedPairs(bob.page);
    expect(pairs.every((pair) => pair.localType !== 'relay' && pair.remoteType !== 'relay' && pair.protocol === 'udp')).toBe(
      true,
    );
  });

  it('brings Bob’s answer and like to Alice', async () => {
    const post = bob.post('Hello from the meadow');
    await post.getByRole('button', { name: /^Like/ }).click();
    await post.getByRole('button', { name: /^Reply/ }).click();
    await bob.page.getByRole('dialog').getByLabel('Text').fill('How it hums!');
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Reply', exact: true }).click();
    await alice.go('Notifications');
    await expect.poll(() => alice.page.getByRole('main').innerText()).toContain('How it hums!');
    await expect.poll(() => alice.page.getByRole('main').innerText()).toContain('likes your post');
    await alice.go('Home');
  });

  it('goes on when the gateway stops', async () => {
    alicePeerId = await peerIdOf(alice);
    await alice.go('Home');
    await gateway.stop();
    await alice.write('The gateway sleeps, we do not');
    await bob.go('Home');
    await bob.sees('The gateway sleeps, we do not');
  });

  it('opens offline from a cold start, reads, and keeps what is written', async () => {
    const folder = alice.browser.folder;
    await alice.close();
    alice = await startPerson('Alice', gateway.origin, { folder });
    await alice.sees('The gateway sleeps, we do not');
    await alice.write('Written without any network');
    await alice.sees('Written without any network');
  });

  it('is the same account with the same device after all that', async () => {
    await gateway.restart();
    await alice.page.reload();
    expect(await peerIdOf(alice)).toBe(alicePeerId);
    expect(await alice.address()).toBe(aliceAddress);
    await bob.go('Home');
    await bob.sees('Written without any network');
    await alice.go('Me');
    await alice.knowsCopied('Written without any network');
  });

  it('gives a third browser everything while Alice is away', async () => {
    const folder = alice.browser.folder;
    await alice.close();
    carol = await startPerson('Carol', gateway.origin);
    await carol.signUp();
    await carol.follow(aliceAddress);
    await carol.go('Home');
    await carol.sees('Hello from the meadow');
    await carol.sees('The gateway sleeps, we do not');
    await carol.sees('Written without any network');
    await carol.post('Hello from the meadow').getByRole('img', { name: 'A meadow in bloom' }).waitFor();
    alice = await startPerson('Alice', gateway.origin, { folder });
  });

  it('carries edits and deletions', async () => {
    await alice.go('Me');
    const post = alice.post('The gateway sleeps');
    await post.getByRole('button', { name: 'More for this post' }).click();
    await alice.page.getByRole('menuitem', { name: 'Edit post' }).click();
    await alice.page.getByRole('dialog').getByLabel('Text').fill('The gateway slept, we did not');
    await alice.page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    await bob.go('Home');
    await bob.sees('The gateway slept, we did not');
    await alice.knowsCopied('The gateway slept, we did not');
    const other = alice.post('Written without any network');
    await other.getByRole('button', { name: 'More for this post' }).click();
    await alice.page.getByRole('menuitem', { name: 'Delete post' }).click();
    await alice.page.getByRole('dialog').getByRole('button', { name: 'Delete post' }).click();
    await expect.poll(() => bob.post('Written without any network').count()).toBe(0);
    await expect.poll(() => carol.post('Written without any network').count()).toBe(0);
  });

  it('saves a backup', async () => {
    await alice.page.goto(`${gateway.origin}/#/settings/backup`);
    await alice.page.getByLabel('Passphrase', { exact: true }).first().fill(passphrase);
    await alice.page.getByLabel('The passphrase once more').fill(passphrase);
    const download = alice.page.waitForEvent('download');
    await alice.page.getByRole('button', { name: 'Save backup' }).last().click();
    backupPath = `${alice.browser.folder}/backup.age`;
    await (await download).saveAs(backupPath);
    expect(readFileSync(backupPath).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    await alice.page.getByText('Your backup is saved.').waitFor();
  });

  it('restores the account on a fresh browser, which reads before it writes', async () => {
    const bytes = readFileSync(backupPath);
    await alice.close();
    forgetBrowser(alice.browser);
    alice = await startPerson('Alice', gateway.origin);
    await alice.page.getByRole('button', { name: 'I have an account already' }).click();
    await alice.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'backup.age', mimeType: 'application/octet-stream', buffer: bytes });
    await alice.page.getByLabel('Passphrase').fill('not the passphrase at all');
    await alice.page.getByRole('button', { name: 'Restore account' }).click();
    await alice.page.getByText('This passphrase does not open the file.').waitFor();
    await alice.page.getByLabel('Passphrase').fill(passphrase);
    await alice.page.getByRole('button', { name: 'Restore account' }).click();
    await alice.page.getByRole('navigation', { name: 'Main' }).waitFor();
    expect(await alice.address()).toBe(aliceAddress);
    await alice.sees('Hello from the meadow');
    await alice.go('Home');
    await expect.poll(async () => alice.page.getByText('until they are found, you can read but not write').count()).toBe(0);
    await alice.write('Back on a new device');
    await bob.go('Home');
    await bob.sees('Back on a new device');
    await bob.sees('Hello from the meadow');
  });
});
