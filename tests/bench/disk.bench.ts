// What 1,000 publishes leave behind, on the author's device and at the gateway that keeps the account.
import { type Bench, type BenchResult, runAlone } from './bench.ts';
import { becomePerson } from './support/app-in-page.ts';
import { openHall } from './support/bench-browser.ts';

const publishes = 1_000;

async function run(): Promise<BenchResult[]> {
  const hall = await openHall();
  try {
    const author = await hall.browser();
    const { did } = await becomePerson(author.page, 'ada');
    const { ms } = await author.page.evaluate(
      async ([account, count]) => {
        const { app, openAccount, publishEach } = globalThis.bench;
        if (app === undefined) throw new Error('no app');
        const write = (text: string) =>
          app.post({
            id: crypto.randomUUID(),
            text,
            warning: '',
            language: 'en',
            audience: 'public',
            attachments: [],
            savedAtMs: Date.now(),
          });
        return publishEach(await openAccount(account), write, count);
      },
      [did, publishes] as const,
    );
    const use = await author.page.evaluate(
      async (account) => globalThis.bench.diskUse(await globalThis.bench.openAccount(account)),
      did,
    );
    const kept = await author.page.evaluate(async () => (await globalThis.bench.app?.hosting())?.[0]?.state?.usedBytes ?? 0);
    const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
    const exact = (value: number): { median: number; min: number; max: number } => ({ median: value, min: value, max: value });
    const ratio = use.storedBytes / use.liveBytes;
    const atGateway = kept / use.liveBytes;
    return [
      {
        name: `blocks on the device after ${publishes.toLocaleString('en')} publishes, to the live tree`,
        unit: 'x',
        ...exact(ratio),
        goal: '<= 2',
        holds: ratio <= 2,
        comparedTo: `${use.storedBlocks} blocks ${megabytes(use.storedBytes)}, live ${use.liveBlocks} blocks ${megabytes(use.liveBytes)}; ${(ms / publishes).toFixed(0)} ms a publish`,
      },
      {
        name: `blocks at the gateway after ${publishes.toLocaleString('en')} publishes, to the live tree`,
        unit: 'x',
        ...exact(atGateway),
        goal: '<= 2',
        holds: kept > 0 && atGateway <= 2,
        comparedTo: `${megabytes(kept)} kept, live ${megabytes(use.liveBytes)}`,
      },
    ];
  } finally {
    await hall.end();
  }
}

export const bench: Bench = { name: 'disk', run };
await runAlone(import.meta.url, bench);
