// Takes the pictures of docs/images from the real app: a gateway, three people, real posts; the manifest names three of them
// (public/screenshots). `node scripts/take-screens.ts`
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startGatewayProcess } from '../tests/e2e/support/gateway.ts';
import { startPerson } from '../tests/e2e/support/person.ts';
import { photoWithPosition } from '../tests/e2e/support/picture.ts';
import { buildApp } from './build-app.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/images');
mkdirSync(folder, { recursive: true });
buildApp(root);
const gateway = await startGatewayProcess();
/** A telephone: elsewhere a strip would be left for a scrollbar. */
const onPhone = { viewport: { width: 390, height: 844 }, touch: true };
const welcome = await startPerson('Nobody', gateway.origin, onPhone);
await welcome.page.getByLabel('Your name').waitFor();
await welcome.page.screenshot({ path: join(folder, 'welcome-phone.png') });
await welcome.close();

const [mira, tomas, ada] = await Promise.all([
  startPerson('Mira Lindqvist', gateway.origin),
  startPerson('Tomás', gateway.origin),
  startPerson('Ada', gateway.origin, { ...onPhone, colorScheme: 'dark' }),
]);
for (const person of [mira, tomas, ada]) await person.signUp();
await dress(mira, 95, 'Meadows, swifts, slow trains.');
await dress(tomas, 25, 'Walks uphill, writes downhill.');
const [address, tomasAddress] = [await mira.address(), await tomas.address()];
await tomas.go('Home');
await tomas.write('Rain all night, and this morning the whole valley smells of thyme. #slowmornings');
await mira.follow(tomasAddress);
await ada.follow(tomasAddress);
await ada.follow(address);
await tomas.follow(address);
await mira.go('Home');
await mira.sees('Rain all night');
await mira.write('Swift counts for the weekend are up. If you saw one before May, tell me where.', {
  warning: 'Birds, many birds',
});
await mira.write('First bees on the meadow behind the station. I sat there for an hour and forgot the train.', {
  file: { path: await photoWithPosition(mira.page), description: 'A meadow in bloom under a yellow sky' },
});
await tomas.go('Home');
await tomas.sees('First bees on the meadow');
const bees = tomas.post('First bees');
await bees.getByRole('button', { name: /^Like/ }).click();
await bees.getByRole('button', { name: /^Reply/ }).click();
await tomas.page.getByRole('dialog').getByLabel('Text').fill('Which train? The next one goes tomorrow, so you are not late.');
await tomas.page.getByRole('dialog').getByRole('button', { name: 'Reply', exact: true }).click();
await mira.go('Home');
await mira.sees('The next one goes tomorrow');
await ada.go('Home');
await ada.sees('The next one goes tomorrow');

/** A profile with a picture: a sun over hills, in a colour of its own. */
async function dress(person: typeof mira, hue: number, bio: string): Promise<void> {
  const { page } = person;
  const picture = await page.evaluate(async (color) => {
    const canvas = new OffscreenCanvas(320, 320);
    const pen = canvas.getContext('2d');
    if (pen === null) throw new Error('no canvas');
    const fill = (style: string, draw: () => void): void => {
      pen.beginPath();
      pen.fillStyle = style;
      draw();
      pen.fill();
    };
    fill(`hsl(${color} 70% 84%)`, () => pen.rect(0, 0, 320, 320));
    fill(`hsl(${color - 35} 85% 66%)`, () => pen.arc(210, 118, 52, 0, 7));
    fill(`hsl(${color + 30} 38% 52%)`, () => pen.ellipse(70, 330, 210, 130, 0, 0, 7));
    fill(`hsl(${color + 45} 42% 38%)`, () => pen.ellipse(270, 345, 190, 110, 0, 0, 7));
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, hue);
  await page.goto(`${gateway.origin}/#/settings`);
  await page.getByLabel('Choose picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(picture) });
  await page.getByLabel('About you').fill(bio);
  await page.getByRole('button', { name: 'Save profile' }).click();
  await page.getByText('Profile saved').first().waitFor();
}

/** Without passing notices, at the top. */
async function shoot(
  person: typeof mira,
  name: string,
  size: { width: number; height: number },
  colorScheme: 'light' | 'dark',
): Promise<void> {
  await person.page.setViewportSize(size);
  await person.page.emulateMedia({ colorScheme });
  for (const dismiss of await person.page.getByRole('button', { name: 'Dismiss' }).all())
    await dismiss.click().catch(() => undefined);
  await person.page.evaluate(() => window.scrollTo(0, 0));
  await person.page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await person.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
const desktop = { width: 1280, height: 900 };
const phone = onPhone.viewport;
for (const later of await mira.page.getByRole('button', { name: 'Remind me later' }).all()) await later.click();
for (const later of await ada.page.getByRole('button', { name: 'Remind me later' }).all()) await later.click();
await shoot(mira, 'home-desktop-light', desktop, 'light');
await shoot(mira, 'home-desktop-dark', desktop, 'dark');
await shoot(ada, 'home-phone-dark', phone, 'dark');
await shoot(ada, 'home-phone-light', phone, 'light');
await mira.post('First bees').getByRole('link').nth(1).click();
await mira.page.getByRole('heading', { name: 'Conversation' }).waitFor();
await shoot(mira, 'thread-desktop-light', desktop, 'light');
await mira.go('Notifications');
await mira.page.getByText('likes your post').waitFor();
await shoot(mira, 'notifications-desktop-dark', desktop, 'dark');
await ada.go('Me');
await ada.page.getByText('@ada').first().waitFor();
await shoot(ada, 'profile-phone-light', phone, 'light');
await ada.page
  .getByRole('navigation', { name: 'Main' })
  .getByRole('button', { name: /^Write/ })
  .click();
await ada.page.getByRole('dialog').getByLabel('Text').fill('Writing this on the train, without any network at all.');
await shoot(ada, 'composer-phone-dark', phone, 'dark');
await ada.page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
await mira.page.goto(`${gateway.origin}/#/settings/website`);
await mira.page.getByRole('heading', { name: 'Publish to my website', level: 1 }).waitFor();
await shoot(mira, 'website-desktop-light', desktop, 'light');
await ada.page.goto(`${gateway.origin}/#/settings/check`);
await ada.page.getByRole('button', { name: 'Check again' }).waitFor();
await shoot(ada, 'check-phone-light', phone, 'light');
// What people without Pollen see: the account's pages, as the gateway and every exported website have them.
const publicPage = `${gateway.origin.replace('localhost', '127.0.0.1')}/@${address.replace('ipns://', '')}/`;
for (const person of [mira, ada]) await person.page.goto(publicPage);
await shoot(mira, 'public-page-desktop-light', desktop, 'light');
await shoot(ada, 'public-page-phone-dark', phone, 'dark');
const shop = join(root, 'public/screenshots');
copyFileSync(join(folder, 'home-desktop-light.png'), join(shop, 'wide.png'));
copyFileSync(join(folder, 'home-phone-light.png'), join(shop, 'narrow.png'));
copyFileSync(join(folder, 'composer-phone-dark.png'), join(shop, 'narrow-write.png'));
await Promise.all([mira, tomas, ada].map((person) => person.close()));
await gateway.stop();
process.exit(0);
