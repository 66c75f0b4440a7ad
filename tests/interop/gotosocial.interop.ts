// Following and reading somebody on a real GoToSocial, which shows its API and actors only to signed requests: what is left for a browser
// is WebFinger, the person's page and the feed that it links.
import { afterAll, beforeAll, describe, expect, inject, it, onTestFailed } from 'vitest';
import { forgetBrowser } from '../e2e/support/browser.ts';
import { showScreens } from '../e2e/support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from '../e2e/support/gateway.ts';
import { importScreen, textFile } from '../e2e/support/import-screen.ts';
import { type Person, startPerson } from '../e2e/support/person.ts';
import { gotosocialFollows } from '../support/mastodon-export.ts';
import { type GoToSocial, type GoToSocialPerson, startGoToSocial } from './support/gotosocial.ts';

describe('people on GoToSocial', () => {
  let server: GoToSocial;
  let gateway: GatewayProcess;
  let gustav: GoToSocialPerson;
  let nina: Person;

  beforeAll(async () => {
    [server, gateway] = await Promise.all([
      startGoToSocial(inject('gotosocial')),
      startGatewayProcess({ flags: ['--private-hosts'] }),
    ]);
    gustav = await server.addPerson('gustav', 'Gustav');
    await gustav.post('Hello from a real server');
    await gustav.post('For my followers only', 'private');
    const greta = await server.addPerson('greta', 'Greta');
    await greta.post('Greta writes, too');
    nina = await startPerson('Nina', gateway.origin);
    await nina.signUp();
  });
  afterAll(async () => {
    await nina?.close();
    if (nina !== undefined) forgetBrowser(nina.browser);
    await Promise.all([gateway?.stop(), server?.stop()]);
  });

  it('are followed by address and read, and what is not public stays there', async () => {
    onTestFailed(({ task }) => showScreens(task.name, [nina], gateway));
    await nina.follow(`@gustav@${server.host}`);
    await nina.go('Home');
    await nina.sees('Hello from a real server');
    expect(await nina.post('For my followers only').count()).toBe(0);
  });

  it('come along in a list that GoToSocial exports', async () => {
    onTestFailed(({ task }) => showScreens(task.name, [nina], gateway));
    const screen = importScreen(nina.page, gateway.origin);
    await screen.open();
    await screen.drop([textFile(gotosocialFollows([{ address: `greta@${server.host}` }]))]);
    await screen.start('following_accounts.csv', 'Follow 1 person');
    await screen.isDone('following_accounts.csv');
    await nina.go('Home');
    await nina.sees('Greta writes, too');
  });

  it('are read again', async () => {
    onTestFailed(({ task }) => showScreens(task.name, [nina], gateway));
    await gustav.post('Something new');
    // Opening a profile reads it anew, unless that was done within half a minute.
    const looksAgain = async (): Promise<number> => {
      await nina.go('Home');
      await nina.post('Hello from a real server').getByRole('link').first().click();
      await nina.page.getByRole('heading', { name: 'gustav', level: 1 }).waitFor();
      return nina.page.getByRole('article').filter({ hasText: 'Something new' }).count();
    };
    await expect.poll(looksAgain, { timeout: 90_000, interval: 3_000 }).toBeGreaterThan(0);
  });
});

declare module 'vitest' {
  interface ProvidedContext {
    readonly gotosocial: string;
  }
}
