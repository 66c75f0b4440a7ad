import { checkActivity } from '../protocol/activity-streams/check.ts';
import { accountOf, canonicalId } from '../protocol/identity/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import type { GatewayClient } from '../protocol/ports/network.ts';
import { serialize } from '../protocol/proof/proof.ts';
import { isJsonObject } from '../protocol/proof/signed-json.ts';
import { applyActivities } from '../protocol/reader/apply.ts';
import { notificationOf } from '../protocol/reader/notify.ts';
import type { VerifiedActivity } from '../protocol/reader/verified.ts';
import type { ReadParts } from './read/read-parts.ts';
import { lookUpPerson } from './read/look-up.ts';
import { list, text } from './views/members.ts';

const pageByteLimit = 8 * 2 ** 20;
const entriesPerPage = 100;
const pagesAtFirst = 5;

/** What came out of the letter boxes of this account, at all configured gateways. */
export interface LetterBoxes {
  /** Reads what is new; a gateway that does not answer is asked again next time. Returns the number of letters taken in. */
  poll(signal: AbortSignal): Promise<number>;
}

/**
 * Reads letter boxes (bridge-spec part 2). A gateway is no authority: each letter counts by its own proof. Letters of blocked people
 * and those that have nothing to do with the owner of this device are dropped.
 */
export function createLetterBoxes(
  parts: ReadParts,
  client: Pick<GatewayClient, 'responses'>,
  origins: () => readonly string[],
): LetterBoxes {
  const etags = new Map<string, string>();

  async function pollOne(origin: string, signal: AbortSignal): Promise<number> {
    let taken = 0;
    let url: string | undefined;
    const isFirst = !etags.has(origin);
    for (let page = 0; page < (isFirst ? pagesAtFirst : 1); page++) {
      const options = { signal, etag: page === 0 ? etags.get(origin) : undefined, url };
      const answer = await client.responses(origin, parts.store.did, options);
      if (!answer.ok || answer.value === undefined) break;
      if (page === 0 && answer.value.etag !== undefined) etags.set(origin, answer.value.etag);
      const collection = parseCollection(answer.value.bytes);
      if (collection === undefined) break;
      for (const letter of list(collection, 'orderedItems').slice(0, entriesPerPage).toReversed()) {
        if (isJsonObject(letter) && (await takeIn(parts, letter, signal))) taken += 1;
      }
      url = nextOf(collection, origin);
      if (url === undefined) break;
    }
    return taken;
  }

  return {
    async poll(signal) {
      const counts = await Promise.all(origins().map((origin) => pollOne(origin, signal)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

/** Pages of a box lie at the gateway itself; it must not send us anywhere else. */
function nextOf(collection: JsonObject, origin: string): string | undefined {
  const next = text(collection, 'next');
  return next !== undefined && URL.canParse(next, origin) && new URL(next, origin).origin === origin
    ? new URL(next, origin).href
    : undefined;
}

function parseCollection(bytes: Uint8Array): JsonObject | undefined {
  if (bytes.length > pageByteLimit) return undefined;
  try {
    const json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as JsonObject | null;
    return json !== null && isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

async function takeIn(parts: ReadParts, letter: JsonObject, signal: AbortSignal): Promise<boolean> {
  const { store } = parts;
  const sender = accountOf(text(letter, 'actor') ?? '');
  if (sender === undefined || sender === store.did) return false;
  const moderation = await store.moderation();
  if (moderation.some((entry) => entry.kind === 'block' && !entry.removed && entry.target === sender)) return false;
  const verified = await verify(parts, letter);
  if (verified === undefined || !(await concernsMe(parts, verified))) return false;
  const follows = await store.follows();
  const isFollowed = follows.some((follow) => follow.did === sender && !follow.removed);
  const batch = applyActivities({
    did: sender,
    activities: [verified],
    me: store.did,
    home: isFollowed ? 1 : 0,
    nowMs: parts.clock.nowMs(),
    htmlToRichText: parts.htmlToRichText,
  });
  await store.ingest(batch);
  if ((await store.person(sender)) === undefined) await lookUpPerson(parts, sender, [], signal);
  return true;
}

async function verify(parts: ReadParts, letter: JsonObject): Promise<VerifiedActivity | undefined> {
  const sender = accountOf(text(letter, 'actor') ?? '');
  const bytes = canonicalBytes(letter);
  if (sender === undefined || bytes === undefined) return undefined;
  const checked = await checkActivity(bytes, sender, parts.verifier);
  const id = checked.ok ? canonicalId(checked.value.value.id) : undefined;
  if (!checked.ok || id === undefined) return undefined;
  const { document, value, object } = checked.value;
  return { id, account: sender, type: value.type, activity: document, object: object?.document };
}

/** The box is plain JSON; the proof is over the canonical form, and its limits are checked on that. */
function canonicalBytes(letter: JsonObject): Uint8Array | undefined {
  try {
    return serialize(letter);
  } catch {
    return undefined;
  }
}

/** What notifies concerns me, and what changes a post that is here already; taking something back needs nothing to be known. */
async function concernsMe({ store, clock }: ReadParts, verified: VerifiedActivity): Promise<boolean> {
  if (verified.type === 'Delete' || verified.type === 'Undo') return true;
  if (verified.type !== 'Update') return notificationOf(verified, store.did, clock.nowMs()) !== undefined;
  const id = canonicalId(text(verified.object, 'id') ?? '');
  return id !== undefined && (await store.post(id)) !== undefined;
}
