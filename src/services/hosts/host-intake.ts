import type { ObjectId } from '../../protocol/brand.ts';
import { digestMultibase } from '../../protocol/identity/digest.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { applyHostResponse, namedObject } from '../../protocol/reader/apply-host.ts';
import { guessedPerson, hostPerson } from '../../protocol/reader/host-person.ts';
import type { HostClient } from '../../protocol/ports/network.ts';
import { checkResponse, responseByteLimit, type Response } from '../../protocol/responses/check-response.ts';
import type { LetterIntake } from '../letter-intake.ts';
import type { ReadParts } from '../read/read-parts.ts';
import { createJobQueue } from '../single-flight.ts';
import { originOf } from './host-policy.ts';

/** What becomes of entries of hosts' collections. */
export interface HostIntake {
  /**
   * Takes in one entry that `origin` showed. `admit` is asked, once it may be believed and is not of somebody blocked, whether there
   * is room for so many bytes. True when it told something that concerns this account.
   */
  take(entry: JsonObject, origin: string, admit: (bytes: number) => boolean): Promise<boolean>;
}

const freshMs = 7 * 24 * 60 * 60 * 1000;
const lookUpsAtOnce = 2;
const lookUpsWaiting = 20;
const knownLimit = 5_000;
/** As JSON is written here; what may be believed is bounded more tightly (`responseByteLimit`). */
const largestEntryBytes = 2 * responseByteLimit;

/** `closing` ends what is under way. */
export function createHostIntake(
  parts: ReadParts,
  client: Pick<HostClient, 'actor'>,
  letters: Pick<LetterIntake, 'fromBox'>,
  closing: AbortSignal,
): HostIntake {
  const { store, clock } = parts;
  /** Entries seen in this session, so that a page that comes again costs nothing. */
  const known = new Set<string>();
  const people = createJobQueue<ObjectId, void>(lookUpsAtOnce, lookUp);
  closing.addEventListener('abort', () => people.clear(), { once: true });

  async function takeByHost(response: Response): Promise<boolean> {
    const { actor, activity } = response;
    const target = namedObject(activity);
    const batch = applyHostResponse(response, {
      me: store.did,
      nowMs: clock.nowMs(),
      htmlToRichText: parts.htmlToRichText,
      known: target && (await store.post(target)),
    });
    if (batch === undefined) return false;
    const isShown = batch.posts.length > 0 || batch.notifications.length > 0;
    const person = isShown ? await store.person(actor) : undefined;
    await store.ingest(isShown && person === undefined ? { ...batch, person: guessedPerson(actor) } : batch);
    if (isShown && (person === undefined || clock.nowMs() - person.updatedMs > freshMs)) introduce(actor);
    return true;
  }

  /** Asks the host who it is, which it serves the answers of anyway; not waited for. */
  function introduce(actor: ObjectId): void {
    if (people.size >= lookUpsWaiting || closing.aborted) return;
    people.run(actor).catch((error: unknown) => {
      if (!closing.aborted) parts.report(error);
    });
  }

  async function lookUp(actor: ObjectId): Promise<void> {
    const person = await store.person(actor);
    if (person !== undefined && clock.nowMs() - person.updatedMs <= freshMs) return;
    const answer = await client.actor(actor, { signal: closing });
    const document = answer.ok ? parseObject(answer.value) : undefined;
    const read = document && hostPerson(actor, document, parts.htmlToRichText, clock.nowMs());
    if (read === undefined || closing.aborted) return;
    await store.ingest({ posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [], person: read });
  }

  async function isBlocked(actor: ObjectId): Promise<boolean> {
    const moderation = await store.moderation();
    const targets = new Set([actor, originOf(actor)]);
    return moderation.some((one) => one.kind === 'block' && !one.removed && targets.has(one.target as ObjectId));
  }

  return {
    async take(entry, origin, admit) {
      const fingerprint = fingerprintOf(entry, origin);
      if (fingerprint === undefined || known.has(fingerprint.print)) return false;
      const response = await checkResponse(entry, { me: store.did, origin, verifier: parts.verifier });
      if (!response.ok || (await isBlocked(response.value.actor)) || !admit(fingerprint.bytes)) return false;
      const isNews = response.value.trust === 'proof' ? await letters.fromBox(entry) : await takeByHost(response.value);
      known.add(fingerprint.print);
      const [oldest] = known;
      if (known.size > knownLimit && oldest !== undefined) known.delete(oldest);
      return isNews;
    },
  };
}

function parseObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** What tells an entry from others; undefined for what is too large or nested too deep to be one. */
function fingerprintOf(entry: JsonObject, origin: string): { readonly print: string; readonly bytes: number } | undefined {
  try {
    const bytes = new TextEncoder().encode(JSON.stringify(entry));
    if (bytes.length > largestEntryBytes) return undefined;
    return { print: `${origin} ${digestMultibase(bytes)}`, bytes: bytes.length };
  } catch {
    return undefined;
  }
}
