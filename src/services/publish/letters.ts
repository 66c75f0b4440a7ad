import type { Did } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { parseOrigin } from '../../protocol/identity/address.ts';
import { serialize } from '../../protocol/proof/proof.ts';
import { createJobQueue } from '../single-flight.ts';
import { texts } from '../views/members.ts';
import { dueLetters, type Letter, replaceLetter } from './letter-queue.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

const originsLimit = 4;
const triesLimit = 8;
const firstPauseMs = 60 * 1000;
const boxTimeoutMs = 10_000;
/** People who are written to at once, so that one who is hard to reach does not hold up the others. */
const recipientsAtOnce = 4;

/**
 * Brings letters to people: straight to a device of theirs, and when none takes it, to a letter box: of the gateways that they name,
 * of those hinted at, and of one's own. One that takes it is enough. Failures are tried again with growing pauses, then forgotten;
 * nothing depends on a letter. What one person is to get arrives in the order in which it was published.
 */
export function createLetterCarrier(dependencies: PublisherDependencies): {
  /** Delivers what is due; may be called at any time. Rejects only for failures of this device. */
  deliver(): Promise<void>;
} {
  const { store, clock, network } = dependencies;
  const recipients = createJobQueue<Did, void>(recipientsAtOnce, deliverTo);

  async function deliverTo(recipient: Did): Promise<void> {
    const due = await dueLetters(store, clock.nowMs());
    // Looking for somebody takes seconds: once for all their letters.
    let isThere = true;
    for (const letter of due.filter((other) => other.recipient === recipient)) {
      const bytes = await bytesOf(letter);
      if (bytes && isThere) isThere = await network.deliver(didToIpnsName(recipient), bytes);
      const done = bytes === undefined || isThere || (await leaveInBox(recipient, bytes));
      const tries = letter.tries + 1;
      const nextMs = clock.nowMs() + firstPauseMs * 4 ** letter.tries;
      await replaceLetter(store, letter, done || tries >= triesLimit ? undefined : { ...letter, tries, nextMs });
    }
  }

  async function bytesOf({ objectId, rkey }: Letter): Promise<Uint8Array | undefined> {
    const record = (await store.outboxFor(objectId)).find((other) => other.rkey === rkey);
    return record && serialize(record.activity);
  }

  async function leaveInBox(recipient: Did, bytes: Uint8Array): Promise<boolean> {
    const { gatewayClient } = dependencies;
    if (!gatewayClient) return false;
    for (const origin of await letterBoxes(recipient)) {
      const signal = AbortSignal.timeout(boxTimeoutMs);
      if ((await gatewayClient.deliver(origin, recipient, bytes, { signal })).ok) return true;
    }
    return false;
  }

  async function letterBoxes(recipient: Did): Promise<readonly string[]> {
    const [person, follow] = await Promise.all([store.person(recipient), store.followOf(recipient)]);
    const hints = follow?.via ?? [];
    const origins = [...texts(person?.actor, 'gateways'), ...hints, ...dependencies.gateways()];
    return [...new Set(origins.flatMap((origin) => parseOrigin(origin) ?? []))].slice(0, originsLimit);
  }

  return {
    async deliver() {
      const due = await dueLetters(store, clock.nowMs());
      await Promise.all([...new Set(due.map(({ recipient }) => recipient))].map((recipient) => recipients.run(recipient)));
    },
  };
}
