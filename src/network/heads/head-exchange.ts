import type { CID } from 'multiformats/cid';
import type { IpnsName } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Signer } from '../../protocol/ports/crypto.ts';
import {
  type AnnounceReport,
  type CallOptions,
  type Head,
  type HeadStore,
  NewerHead,
  type PublishOptions,
} from '../../protocol/ports/network.ts';
import { checkRecord, createHead } from './ipns-head.ts';

/** Ways to ask for and to tell about records. What they return is not checked yet. */
export interface RecordWays {
  /** Questions under way, one a peer or gateway; each may fail. */
  ask(name: IpnsName, options: CallOptions & { readonly via?: readonly string[] }): Promise<Uint8Array | undefined>[];
  announce(head: Head, options: CallOptions): Promise<AnnounceReport>;
}

/** What became of a record that came in. */
export type Taken = 'newer' | 'known' | 'older' | 'expired' | 'refused';

/** Knows the newest head of accounts, whichever way it comes. */
export interface HeadExchange {
  /** Checks a record from outside and keeps it when it is newer. An expired one is kept as last known, but not passed on. */
  take(name: IpnsName, record: Uint8Array): Promise<Taken>;
  resolve(
    name: IpnsName,
    options?: CallOptions & { readonly via?: readonly string[]; readonly timeoutMs?: number },
  ): Promise<Head | undefined>;
  publish(signer: Signer, root: CID, options?: PublishOptions): Promise<{ readonly head: Head; readonly report: AnnounceReport }>;
  announce(head: Head, options?: CallOptions): Promise<AnnounceReport>;
  onHead(listener: (head: Head) => void): () => void;
}

const resolveMs = 2_500;
const beforeFirstPublishMs = 1_500;
/** After the first valid answer, how long better ones are waited for. */
const graceMs = 150;

export function createHeadExchange(heads: HeadStore, ways: RecordWays, nowMs: () => number = Date.now): HeadExchange {
  const listeners = new Set<(head: Head) => void>();
  const asked = new Set<IpnsName>();

  const take = async (name: IpnsName, record: Uint8Array): Promise<Taken> => {
    const checked = await checkRecord(name, record);
    if (!checked.ok) return 'refused';
    const { head, expired } = checked.value;
    const accepted = await heads.accept(head);
    if (accepted.changed) {
      for (const listener of listeners) listener(accepted.head);
      return expired ? 'expired' : 'newer';
    }
    if (accepted.head.sequence > head.sequence) return 'older';
    return expired ? 'expired' : 'known';
  };

  const resolve: HeadExchange['resolve'] = async (name, { signal, via, timeoutMs = resolveMs } = {}) => {
    const stop = new AbortController();
    const { promise: enough, resolve: finish } = Promise.withResolvers<void>();
    const timers = [setTimeout(finish, timeoutMs)];
    const within = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    within.addEventListener('abort', () => finish(), { once: true });
    if (signal?.aborted) finish();
    const answers = ways.ask(name, { signal: within, via }).map(async (question) => {
      const record = await question;
      if (!record || (await take(name, record)) === 'refused') return;
      asked.add(name);
      timers.push(setTimeout(finish, graceMs));
    });
    await Promise.race([Promise.allSettled(answers), enough]);
    for (const timer of timers) clearTimeout(timer);
    stop.abort();
    return heads.get(name);
  };

  return {
    take,
    resolve,
    async publish(signer, root, options = {}) {
      const name = didToIpnsName(signer.did);
      // Later on, the watched head keeps up by itself; and sequences follow the clock, so that a missed one is still below.
      if (!asked.has(name)) await resolve(name, { ...options, timeoutMs: beforeFirstPublishMs });
      asked.add(name);
      const known = await heads.get(name);
      if (known !== undefined && options.mayReplace?.(known) === false) throw new NewerHead();
      const head = await createHead(signer, root, { above: known?.sequence, nowMs: nowMs() });
      await heads.accept(head);
      return { head, report: await ways.announce(head, options) };
    },
    announce: (head, options = {}) => ways.announce(head, options),
    onHead(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
