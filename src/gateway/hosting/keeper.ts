import type { IpnsName } from '../../protocol/brand.ts';
import type { Head, Source } from '../../protocol/ports/network.ts';
import { createLimiter } from '../../network/limiter.ts';
import { type CopyAccountOptions, copyAccount } from './copy-account.ts';
import type { CopyError } from './copy.ts';
import type { HostedAccount } from './hosted-accounts.ts';

/** Keeps copies of the hosted accounts as new as their newest known heads. */
export interface Keeper {
  /** There may be something to do for this account: a new head, somebody who has it, a wish. Never throws, returns at once. */
  nudge(name: IpnsName): void;
  /** Resolves when nothing is under way for the account any more. */
  settled(name: IpnsName): Promise<void>;
  /** Stops asking; resolves when what is being written is written. */
  stop(): Promise<void>;
}

export interface KeeperOptions extends CopyAccountOptions {
  head(name: IpnsName): Head | undefined;
  /** Connected peers that may have the account's newest tree, best first. */
  sources(name: IpnsName): Source[];
  /** Nothing more is copied for the account. */
  isDenied(name: IpnsName): boolean;
  /** Another root is served for the account from now on. */
  onServed(account: HostedAccount): Promise<void>;
  log(line: string): void;
}

const copiesAtOnce = 2;
const retryMs = 3_000;

export function createKeeper(options: KeeperOptions): Keeper {
  const { accounts } = options;
  const limiter = createLimiter(copiesAtOnce);
  const running = new Map<IpnsName, Promise<void>>();
  const again = new Set<IpnsName>();
  const retries = new Map<IpnsName, ReturnType<typeof setTimeout>>();
  /** Roots that cannot be served, whoever brings them: not fetched again in this life of the process. */
  const refused = new Map<IpnsName, string>();
  let stopped = false;

  const needsWork = (name: IpnsName): boolean => {
    const account = accounts.byName(name);
    const head = options.head(name);
    if (account === undefined || head === undefined || options.isDenied(name) || refused.get(name) === head.root.toString())
      return false;
    return account.root === undefined || !account.root.equals(head.root) || account.mediaMissing === true;
  };

  const work = async (name: IpnsName): Promise<void> => {
    let failure: CopyError | undefined;
    for (const source of options.sources(name)) {
      const account = accounts.byName(name);
      const head = options.head(name);
      if (stopped || account === undefined || head === undefined || !needsWork(name)) return;
      const copied = await copyAccount(options, account, head, source);
      if (copied.ok) {
        refused.delete(name);
        await options.onServed(await accounts.update(account.did, { trouble: undefined }));
        return;
      }
      failure = copied.error;
      if (failure.type !== 'incomplete') {
        // Another source would have the same bytes.
        refused.set(name, head.root.toString());
        break;
      }
    }
    const account = accounts.byName(name);
    if (account === undefined || failure === undefined) return;
    await accounts.update(account.did, { trouble: describe(failure) });
    options.log(`${account.did}: ${describe(failure)}`);
    if (failure.type === 'incomplete') retryLater(name);
  };

  const retryLater = (name: IpnsName): void => {
    if (stopped || retries.has(name)) return;
    const timer = setTimeout(() => {
      retries.delete(name);
      nudge(name);
    }, retryMs);
    timer.unref();
    retries.set(name, timer);
  };

  const run = async (name: IpnsName): Promise<void> => {
    do {
      again.delete(name);
      await limiter.run(() => (stopped ? Promise.resolve() : work(name)));
    } while (again.has(name) && !stopped);
  };

  const nudge = (name: IpnsName): void => {
    if (stopped || !needsWork(name)) return;
    if (running.has(name)) {
      again.add(name);
      return;
    }
    const job = run(name)
      .catch((error: unknown) => options.log(`copying ${name} failed: ${String(error)}`))
      .finally(() => running.delete(name));
    running.set(name, job);
  };

  return {
    nudge,
    settled: async (name) => {
      while (running.has(name)) await running.get(name);
    },
    async stop() {
      stopped = true;
      for (const timer of retries.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}

function describe(error: CopyError): string {
  switch (error.type) {
    case 'incomplete':
      return 'nobody connected has all of the newest version';
    case 'over-quota':
      return 'the newest version is larger than the quota';
    case 'garbage':
      return `the newest version was refused: ${error.detail}`;
  }
}
