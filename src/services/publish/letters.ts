import type { Did, Rkey } from '../../protocol/brand.ts';
import { accountOf } from '../../protocol/identity/ids.ts';
import { parseOrigin } from '../../protocol/identity/address.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { serialize } from '../../protocol/proof/proof.ts';
import { texts } from '../views/members.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

/** One activity on its way into the letter box of somebody who may not follow its author (bridge-spec part 2). */
interface Letter {
  readonly rkey: Rkey;
  readonly objectId: OutboxRecord['objectId'];
  readonly recipient: Did;
  readonly tries: number;
  readonly nextMs: number;
}

const letterTypes = new Set<OutboxRecord['type']>(['Create', 'Update', 'Like', 'Announce', 'Undo', 'Follow', 'EmojiReact']);
const queueLimit = 500;
const recipientsLimit = 10;
const originsLimit = 4;
const triesLimit = 8;
const firstPauseMs = 60 * 1000;
/** Letters delivered in one go; a busy day must not hold the network up. */
const batchSize = 10;

/** Notes down who is to be told of freshly published activities. Asked twice for one activity, it is told once. */
export async function queueLetters(dependencies: PublisherDependencies, activities: readonly OutboxRecord[]): Promise<void> {
  const { store, clock } = dependencies;
  const letters = activities
    .filter((record) => letterTypes.has(record.type))
    .flatMap((record) => lettersFor(store, record, clock.nowMs()));
  if (letters.length === 0) return;
  const queued = await readLetters(store);
  const known = new Set(queued.map(letterKey));
  const fresh = letters.filter((letter) => !known.has(letterKey(letter)));
  await store.putSetting('letters', [...queued, ...fresh].slice(-queueLimit));
}

/**
 * Delivers what is due: to the gateways that the recipient names, those hinted at, and one's own. One that takes the letter is
 * enough. Failures are tried again with growing pauses, then forgotten; nothing depends on a letter.
 */
export async function deliverLetters(dependencies: PublisherDependencies): Promise<void> {
  const { store, clock, gatewayClient } = dependencies;
  if (!gatewayClient) return;
  const due = (await readLetters(store)).filter((letter) => letter.nextMs <= clock.nowMs()).slice(0, batchSize);
  for (const letter of due) {
    const done = await deliver(dependencies, letter);
    const pauseMs = firstPauseMs * 4 ** letter.tries;
    const again = { ...letter, tries: letter.tries + 1, nextMs: clock.nowMs() + pauseMs };
    const keep = !done && again.tries < triesLimit;
    // Read again: the publisher adds letters meanwhile.
    const others = await readLetters(store);
    await store.putSetting(
      'letters',
      others.flatMap((other) => (letterKey(other) === letterKey(letter) ? (keep ? [again] : []) : [other])),
    );
  }
}

/** When the next letter is due; undefined when there is none. */
export async function nextLetterMs(store: AccountStore): Promise<number | undefined> {
  const times = (await readLetters(store)).map((letter) => letter.nextMs);
  return times.length === 0 ? undefined : Math.min(...times);
}

async function deliver(dependencies: PublisherDependencies, letter: Letter): Promise<boolean> {
  const { store, gatewayClient } = dependencies;
  const record = (await store.outboxFor(letter.objectId)).find(({ rkey }) => rkey === letter.rkey);
  if (!record || !gatewayClient) return true;
  const bytes = serialize(record.activity);
  for (const origin of await letterBoxes(dependencies, letter.recipient)) {
    const signal = AbortSignal.timeout(10_000);
    const outcome = await gatewayClient.deliver(origin, letter.recipient, bytes, { signal });
    if (outcome.ok) return true;
  }
  return false;
}

async function letterBoxes(dependencies: PublisherDependencies, recipient: Did): Promise<readonly string[]> {
  const { store } = dependencies;
  const [person, follows] = await Promise.all([store.person(recipient), store.follows()]);
  const hints = follows.find((follow) => follow.did === recipient)?.via ?? [];
  const origins = [...texts(person?.actor, 'gateways'), ...hints, ...dependencies.gateways()];
  return [...new Set(origins.flatMap((origin) => parseOrigin(origin) ?? []))].slice(0, originsLimit);
}

function lettersFor(store: AccountStore, record: OutboxRecord, nowMs: number): Letter[] {
  const named = [...texts(record.activity, 'to'), ...texts(record.activity, 'cc')];
  const recipients = new Set(named.flatMap((id) => accountOf(id) ?? []));
  recipients.delete(store.did);
  const { rkey, objectId } = record;
  return [...recipients].slice(0, recipientsLimit).map((recipient) => ({ rkey, objectId, recipient, tries: 0, nextMs: nowMs }));
}

function letterKey(letter: Letter): string {
  return `${letter.rkey} ${letter.recipient}`;
}

async function readLetters(store: AccountStore): Promise<readonly Letter[]> {
  return (await store.setting<readonly Letter[]>('letters')) ?? [];
}
