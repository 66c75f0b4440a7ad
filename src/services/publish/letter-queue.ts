import type { Did, Rkey } from '../../protocol/brand.ts';
import { accountOf } from '../../protocol/identity/ids.ts';
import type { OutboxRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { texts } from '../views/members.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';
import { serialQueue } from './serial-queue.ts';

/** One activity on its way to somebody who may not follow its author (bridge-spec sections 12 and 13). */
export interface Letter {
  readonly rkey: Rkey;
  readonly objectId: OutboxRecord['objectId'];
  readonly recipient: Did;
  readonly tries: number;
  readonly nextMs: number;
}

const letterTypes = new Set<OutboxRecord['type']>(['Create', 'Update', 'Like', 'Announce', 'Undo', 'Follow', 'EmojiReact']);
const queueLimit = 500;
const recipientsLimit = 10;

/** Notes down who is to be told of freshly published activities. Asked twice for one activity, it is told once. */
export async function queueLetters(dependencies: PublisherDependencies, activities: readonly OutboxRecord[]): Promise<void> {
  const { store, clock } = dependencies;
  const letters = activities
    .filter((record) => letterTypes.has(record.type))
    .flatMap((record) => lettersFor(store, record, clock.nowMs()));
  if (letters.length === 0) return;
  await changeLetters(store, (queued) => {
    const known = new Set(queued.map(letterKey));
    return [...queued, ...letters.filter((letter) => !known.has(letterKey(letter)))].slice(-queueLimit);
  });
}

/** Letters that are due, oldest first. */
export async function dueLetters(store: AccountStore, nowMs: number): Promise<readonly Letter[]> {
  return (await readLetters(store)).filter((letter) => letter.nextMs <= nowMs);
}

/** When the next letter is due; undefined when there is none. */
export async function nextLetterMs(store: AccountStore): Promise<number | undefined> {
  const times = (await readLetters(store)).map((letter) => letter.nextMs);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Puts `next` in the place of a letter, or takes it out of the queue. */
export async function replaceLetter(store: AccountStore, letter: Letter, next: Letter | undefined): Promise<void> {
  await changeLetters(store, (queued) =>
    queued.flatMap((other) => (letterKey(other) === letterKey(letter) ? (next ? [next] : []) : [other])),
  );
}

/** Publishing adds letters while others are being delivered: one change of the stored list at a time. */
const turns = new WeakMap<AccountStore, ReturnType<typeof serialQueue>>();

async function changeLetters(store: AccountStore, change: (queued: readonly Letter[]) => readonly Letter[]): Promise<void> {
  const inTurn = turns.get(store) ?? serialQueue();
  turns.set(store, inTurn);
  await inTurn(async () => store.putSetting('letters', change(await readLetters(store))));
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
