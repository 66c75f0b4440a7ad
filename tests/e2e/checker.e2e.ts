// An account made by a person in a real browser, checked by `pollen check` through the gateway, and by the app itself.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { forgetBrowser } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { type Person, startPerson } from './support/person.ts';
import { photoWithPosition } from './support/picture.ts';
import { publishedPosts } from './support/published-posts.ts';

const main = join(import.meta.dirname, '../../src/cli/main.ts');
let gateway: GatewayProcess;
let alice: Person;
let address = '';

beforeAll(async () => {
  gateway = await startGatewayProcess();
  alice = await startPerson('Alice', gateway.origin);
});

afterAll(async () => {
  await alice?.close();
  if (alice !== undefined) forgetBrowser(alice.browser);
  await gateway?.stop();
});

beforeEach(() => {
  onTestFailed(({ task }) => showScreens(task.name, [alice], gateway));
});

interface Report {
  readonly passed: boolean;
  readonly accounts: readonly {
    readonly levels: { readonly L0: string; readonly R1: string };
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: string;
      readonly file: string;
      readonly detail: string;
    }[];
    readonly coverage: { readonly isWhole: boolean; readonly media: { readonly checked: number } };
    readonly record?: { readonly sequence: string };
  }[];
}

/** Runs the program as a person at a terminal does. */
function check(
  ...args: readonly string[]
): Promise<{ readonly exitCode: number | null; readonly report: Report; readonly errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, 'check', ...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.once('error', reject);
    child.once('close', (exitCode) => {
      if (output === '') reject(new Error(`no report: ${errors}`));
      else resolve({ exitCode, report: JSON.parse(output) as Report, errors });
    });
  });
}

describe('an account out of a browser', () => {
  it('is written with a picture, an edit, a like and a deleted post', async () => {
    await alice.signUp();
    address = await alice.address();
    await alice.go('Home');
    const path = await photoWithPosition(alice.page);
    await alice.write('A meadow in the morning', { file: { path, description: 'A meadow in bloom' } });
    await alice.write('Soon forgotten');
    await alice.write('Here to stay, with a #tag and https://example.com/ and “quotes” 🌻');
    await expect.poll(() => publishedPosts(gateway.origin, address)).toHaveLength(3);
    await alice.post('Here to stay').getByRole('button', { name: /^Like/ }).click();
    await alice.post('Soon forgotten').getByRole('button', { name: /^More/ }).click();
    await alice.page.getByRole('menuitem', { name: 'Delete' }).click();
    await alice.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Delete/ })
      .click();
    await expect.poll(async () => (await publishedPosts(gateway.origin, address))?.includes('Soon forgotten')).toBe(false);
  });

  it('passes the checker through the gateway', async () => {
    const { exitCode, report } = await check(address, '--via', gateway.origin);
    const [account] = report.accounts;
    expect(account?.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(account?.levels).toMatchObject({ L0: 'reached', R1: 'reached' });
    expect(account?.coverage).toMatchObject({ isWhole: true, media: { checked: 1 } });
    expect(account?.record?.sequence).toMatch(/^\d{13,}$/);
    expect(report.passed).toBe(true);
    expect(exitCode).toBe(0);
  });

  it('passes as any path gateway would serve it', async () => {
    const { exitCode, report } = await check(`${gateway.origin}/ipns/${address.slice('ipns://'.length)}/`);
    expect(report.accounts[0]?.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it('is found in order by its owner, on this device and at the gateway', async () => {
    const { page } = alice;
    await page.goto(`${gateway.origin}/#/settings`);
    await page.getByRole('link', { name: 'Check my account' }).click();
    await page.getByRole('heading', { name: 'Check my account', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Check again' }).waitFor();
    const screen = await page.getByRole('main').innerText();
    expect(screen).toContain('Everything is in order');
    expect(screen).toContain('In order, and as new as on this device.');
    expect(screen).not.toContain('finding');
  });
});
