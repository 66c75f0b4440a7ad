import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayProcess } from './gateway.ts';
import type { Person } from './person.ts';

const folder = join(import.meta.dirname, '../../../test-results');

/** After a failure: what everybody had on the screen, what their browsers complained about, what the gateway said. */
export async function showScreens(
  test: string,
  people: readonly (Person | undefined)[],
  gateway: GatewayProcess | undefined,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const base = test.replaceAll(/\W+/g, '-').slice(0, 60);
  for (const person of people) {
    if (person === undefined) continue;
    try {
      await person.page.screenshot({ path: join(folder, `${base}-${person.name}.png`), timeout: 5000 });
      console.log(
        `--- ${person.name} at ${person.page.url()}\n${(await person.page.locator('body').innerText({ timeout: 5000 })).slice(0, 1500)}`,
      );
      console.log(person.browser.errors.slice(-10).join('\n'));
    } catch (error) {
      console.log(`--- ${person.name}: no screen (${String(error).slice(0, 100)})`);
    }
  }
  if (gateway !== undefined) writeFileSync(join(folder, `${base}-gateway.log`), gateway.output());
}
