// Takes the pictures of docs/images that show an arrival from Mastodon: the real app, a gateway, a stand-in of a server.
// `node scripts/take-import-screens.ts`
import { join } from 'node:path';
import { startGatewayProcess } from '../tests/e2e/support/gateway.ts';
import { importScreen, textFile } from '../tests/e2e/support/import-screen.ts';
import { startPerson } from '../tests/e2e/support/person.ts';
import { followsOf40 } from '../tests/support/mastodon-export.ts';
import { startMastodon } from '../tests/support/stand-ins/mastodon.ts';
import { type StandInPerson, worldOf } from '../tests/support/stand-ins/world.ts';
import { buildApp } from './build-app.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/images');
/** A telephone: elsewhere a strip would be left for a scrollbar. */
const onPhone = { viewport: { width: 390, height: 844 }, touch: true };
const hourMs = 3_600_000;
const nowMs = Date.now();
const people: StandInPerson[] = [
  {
    user: 'lena',
    name: 'Lena Sommer',
    bio: 'Beekeeper on three roofs. Answers slowly, but answers.',
    fields: [
      { name: 'Web', value: 'https://lena.example' },
      { name: 'Hives', value: 'Library, town hall, school' },
    ],
    posts: [
      { text: 'Forty kilos from the library roof this year. The readers did not notice.', atMs: nowMs - 9 * hourMs },
      {
        text: 'Which hive goes first this spring?',
        atMs: nowMs - 2 * hourMs,
        poll: {
          options: [
            { title: 'The library', votes: 41 },
            { title: 'The town hall', votes: 12 },
            { title: 'None, it is too cold', votes: 7 },
          ],
          endsMs: nowMs + 40 * hourMs,
          voters: 60,
        },
      },
    ],
  },
  ...['oskar', 'mei', 'tarek', 'ines'].map((user) => ({
    user,
    posts: [{ text: `Good evening from ${user}.`, atMs: nowMs - 5 * hourMs }],
  })),
];

buildApp(root);
const gateway = await startGatewayProcess({ flags: ['--private-hosts'] });
const server = await startMastodon(
  worldOf(people),
  people.map(({ user }) => user),
);
const nina = await startPerson('Nina', gateway.origin, onPhone);
const screen = importScreen(nina.page, gateway.origin);

/** Without passing notices. */
async function shoot(name: string, colorScheme: 'light' | 'dark'): Promise<void> {
  await nina.page.emulateMedia({ colorScheme });
  for (const dismiss of await nina.page.getByRole('button', { name: 'Dismiss' }).all())
    await dismiss.click().catch(() => undefined);
  await nina.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

await nina.signUp();
await nina.page.getByRole('button', { name: 'Remind me later' }).click();
await screen.open();
const file = followsOf40([
  ...people.map(({ user }) => ({ address: `${user}@${server.host}` })),
  { address: `nobody@${server.host}` },
]);
await screen.drop([textFile(file)]);
await screen.preview(file.fileName).getByRole('button', { name: 'Follow 6 people' }).scrollIntoViewIfNeeded();
await shoot('import-preview-phone-light', 'light');
await screen.start(file.fileName, 'Follow 6 people');
await screen.isDone(file.fileName);
await screen.job(file.fileName).first().scrollIntoViewIfNeeded();
await shoot('import-job-phone-dark', 'dark');
await nina.go('Home');
await nina.sees('Which hive goes first');
await nina.post('Which hive goes first').getByRole('link', { name: 'Lena Sommer' }).first().click();
await nina.page.getByRole('heading', { name: 'Lena Sommer', level: 1 }).waitFor();
await nina.page.getByText('Votes are cast on its server').waitFor();
await shoot('server-person-phone-light', 'light');
await nina.page.goto(`${gateway.origin}/#/settings/linked`);
await nina.page.getByRole('heading', { name: 'Before you press Move on Mastodon' }).waitFor();
await shoot('linked-phone-dark', 'dark');
await nina.close();
await Promise.all([server.close(), gateway.stop()]);
process.exit(0);
