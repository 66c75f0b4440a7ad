import type { IpnsName } from '../protocol/brand.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import type { GatewayClient } from '../protocol/ports/network.ts';
import { parseResponses } from '../protocol/responses/responses-page.ts';
import type { LetterIntake } from './letter-intake.ts';
import type { ReadParts } from './read/read-parts.ts';
import { createJobQueue } from './single-flight.ts';

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
  parts: Pick<ReadParts, 'store'>,
  intake: LetterIntake,
  client: Pick<GatewayClient, 'responses'>,
  origins: () => readonly string[],
  closing: AbortSignal,
): Responses {
  const { did } = parts.store;
  const ownName = didToIpnsName(did);
  const etags = new Map<string, string>();
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
      const collection = parseResponses(answer.value.bytes, origin);
      if (!collection.ok) break;
      for (const letter of collection.value.entries.toReversed()) if (await intake.fromBox(letter)) taken += 1;
      // Noted down when the letters are stored: what failed is read again.
      if (page === 0 && answer.value.etag !== undefined) etags.set(origin, answer.value.etag);
      url = collection.value.next;
      if (url === undefined) break;
    }
    return taken;
  }

  return {
    poll: () => polls.run('boxes'),
    takeLetter: async (recipient, activity) => recipient === ownName && intake.fromPeer(activity),
  };
}
