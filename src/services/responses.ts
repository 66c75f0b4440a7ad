import type { IpnsName } from '../protocol/brand.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import type { GatewayClient } from '../protocol/ports/network.ts';
import { isJsonObject } from '../protocol/proof/signed-json.ts';
import { createLetterIntake } from './letter-intake.ts';
import type { ReadParts } from './read/read-parts.ts';
import { createJobQueue } from './single-flight.ts';
import { list, text } from './views/members.ts';

const pageByteLimit = 8 * 2 ** 20;
const entriesPerPage = 100;
const pagesAtFirst = 5;

/** What others tell this account without being followed: in letter boxes of all configured gateways, and straight from peers. */
export interface Responses {
  /** Reads what is new in the boxes; a gateway that does not answer is asked again next time. Returns the number of letters taken in. */
  poll(): Promise<number>;
  /** A letter that a peer has brought for `recipient`; false when it is refused. */
  takeLetter(recipient: IpnsName, activity: Uint8Array): Promise<boolean>;
}

/** Reads letters (bridge-spec sections 12 and 13) until `closing` aborts; see letter-intake.ts for what counts. */
export function createResponses(
  parts: ReadParts,
  client: Pick<GatewayClient, 'responses'>,
  origins: () => readonly string[],
  closing: AbortSignal,
): Responses {
  const { did } = parts.store;
  const ownName = didToIpnsName(did);
  const etags = new Map<string, string>();
  const intake = createLetterIntake(parts, closing);
  const polls = createJobQueue<'boxes', number>(1, pollAll);

  async function pollAll(): Promise<number> {
    const counts = await Promise.all(origins().map(pollOne));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async function pollOne(origin: string): Promise<number> {
    let taken = 0;
    let url: string | undefined;
    const isFirst = !etags.has(origin);
    for (let page = 0; page < (isFirst ? pagesAtFirst : 1); page++) {
      const options = { signal: closing, etag: page === 0 ? etags.get(origin) : undefined, url };
      const answer = await client.responses(origin, did, options);
      if (!answer.ok || answer.value === undefined) break;
      const collection = parseCollection(answer.value.bytes);
      if (collection === undefined) break;
      for (const letter of list(collection, 'orderedItems').slice(0, entriesPerPage).toReversed()) {
        if (isJsonObject(letter) && (await intake.fromBox(letter))) taken += 1;
      }
      // Noted down when the letters are stored: what failed is read again.
      if (page === 0 && answer.value.etag !== undefined) etags.set(origin, answer.value.etag);
      url = nextOf(collection, origin);
      if (url === undefined) break;
    }
    return taken;
  }

  return {
    poll: () => polls.run('boxes'),
    takeLetter: async (recipient, activity) => recipient === ownName && intake.fromPeer(activity),
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
