// The app lock: from the click on Unlock until the screens are painted, in a browser of its own, against scrypt alone on the same machine.
import { Decrypter } from 'age-encryption';
import type { Page } from 'playwright-core';
import { buildApp } from '../../scripts/build-app.ts';
import { forgetBrowser } from '../e2e/support/browser.ts';
import { readDatabases } from '../e2e/support/databases.ts';
import { startGatewayProcess } from '../e2e/support/gateway.ts';
import { type Person, startPerson } from '../e2e/support/person.ts';
import { join } from 'node:path';
import { type Bench, type BenchResult, runAlone, summarize } from './bench.ts';

const rounds = 7;
const passphrase = 'correct horse battery staple';
const post = 'Behind the lock';
/** For everything but scrypt, which is slow on purpose: 0.4 s on a quiet laptop. Milliseconds. */
const restMs = 1_100;

async function run(): Promise<BenchResult[]> {
  buildApp(join(import.meta.dirname, '../..'));
  const gateway = await startGatewayProcess();
  const person = await startPerson('Ada', gateway.origin);
  try {
    await turnLockOn(person, gateway.origin);
    const { page } = person;
    await page.goto(gateway.origin);
    const wholeMs: number[] = [];
    const scryptMs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await page.reload();
      await page.getByLabel('Passphrase').fill(passphrase);
      const screens = timeToScreens(page);
      await page.getByRole('button', { name: 'Unlock', exact: true }).click();
      wholeMs.push(await screens);
      await person.sees(post);
      scryptMs.push(await timeOfScrypt(page));
    }
    const [whole, scrypt] = [summarize(wholeMs), summarize(scryptMs)];
    return [
      {
        name: 'unlocking, from the click until the screens are painted',
        unit: 'ms',
        ...whole,
        goal: `<= scrypt alone + ${restMs.toLocaleString('en')}`,
        holds: whole.median <= scrypt.median + restMs,
        comparedTo: `scrypt alone, in Node ${scrypt.median.toFixed(0)} ms`,
      },
    ];
  } finally {
    await person.close();
    forgetBrowser(person.browser);
    await gateway.stop();
  }
}

async function turnLockOn({ page, signUp, write }: Person, origin: string): Promise<void> {
  await signUp();
  await write(post);
  await page.goto(`${origin}/#/settings/backup`);
  await page.getByLabel('Passphrase', { exact: true }).first().fill(passphrase);
  await page.getByLabel('The passphrase once more').fill(passphrase);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save backup' }).first().click();
  await download;
  await page.goto(`${origin}/#/settings/lock`);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Turn on app lock' }).click();
  await page.getByRole('button', { name: 'Lock now' }).waitFor();
}

/** Milliseconds from the next click until the frame that shows the navigation, by the clock of the page. */
const timeToScreens = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    document.addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true });
    const clickedMs = await promise;
    await new Promise<void>((seen) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('nav') === null) return;
        observer.disconnect();
        seen();
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    return performance.now() - clickedMs;
  });

/** The same envelope opened by the same library, without a browser. */
async function timeOfScrypt(page: Page): Promise<number> {
  const { sealedSeed } = await readDatabases(page);
  const startMs = performance.now();
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  await decrypter.decrypt(Uint8Array.from(sealedSeed));
  return performance.now() - startMs;
}

export const bench: Bench = { name: 'unlock', run };
await runAlone(import.meta.url, bench);
