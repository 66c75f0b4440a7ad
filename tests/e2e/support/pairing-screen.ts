import type { Page } from 'playwright-core';
import type { Person } from './person.ts';

/** What people do on the two screens of a pairing. */
export const devicesAddress = (origin: string): string => `${origin}/#/settings/devices`;

/** The link that the code on the screen leads to; the clipboard holds what the button copies. */
export async function shownLink({ browser, page }: Person, origin: string): Promise<string> {
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  await page.getByRole('button', { name: 'Copy link' }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Shows a code on the device that has the account, whatever its screen showed of an attempt before. */
export async function offerCode(holder: Person, origin: string): Promise<string> {
  await holder.page.goto(devicesAddress(origin));
  await holder.page.getByRole('button', { name: /^(Add a device|Add another device|Show a new code)$/ }).click();
  return shownLink(holder, origin);
}

/** The digits that a device shows, once it does. */
export const digitsOf = async (page: Page): Promise<string | null> =>
  page.locator('[data-short-code]').getAttribute('data-short-code');

export async function sayTheSame(pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.getByRole('button', { name: 'They are the same' }).click()));
}

/** On the device that has the account; waits out the pause that follows a wrong passphrase. */
export async function handOver({ page }: Person, passphrase: string): Promise<void> {
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Hand over the account', disabled: false }).click();
}
