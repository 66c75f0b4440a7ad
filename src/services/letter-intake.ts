import { checkActivity } from '../protocol/activity-streams/check.ts';
import { voteOf } from '../protocol/activity-streams/poll.ts';
import { createBudget } from '../protocol/budget.ts';
import type { Did } from '../protocol/brand.ts';
import { accountOf, canonicalId } from '../protocol/identity/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import { serialize } from '../protocol/proof/proof.ts';
import { isJsonObject, parseSigned } from '../protocol/proof/signed-json.ts';
import { applyActivities } from '../protocol/reader/apply.ts';
import { notificationOf } from '../protocol/reader/notify.ts';
import type { VerifiedActivity } from '../protocol/reader/verified.ts';
import type { ReadParts } from './read/read-parts.ts';
import { text } from './views/members.ts';

/**
 * What becomes of letters, whichever way they came. Nobody who brings one is an authority: each counts by its own proof. Letters of
 * blocked people and those that have nothing to do with the owner of this device are dropped.
 */
export interface LetterIntake {
  /** One from a letter box. True when it told something new. */
  fromBox(letter: JsonObject): Promise<boolean>;
  /** One that a peer brought. True when its sender need not bring it again. */
  fromPeer(bytes: Uint8Array): Promise<boolean>;
}

type Fate = 'new' | 'known' | 'dropped' | 'bad';

const letterByteLimit = 64 * 1024;
/** As at gateways, for each author (docs/guides/gateway.md). */
const lettersAtOnce = 30;
const lettersPerSecond = 0.2;
/** Letters remembered, so that a box that is read again costs nothing. */
const knownLimit = 2_000;

interface LetterNews {
  /** Whose letter counts; asked again when it is brought again. */
  onSender(sender: Did): Promise<void>;
  /** What a peer has brought and was new here. */
  onNew(letter: Uint8Array): void;
}

export function createLetterIntake(parts: ReadParts, { onSender, onNew }: LetterNews): LetterIntake {
  const { store, clock } = parts;
  const known = new Set<string>();
  const budget = createBudget({ burst: lettersAtOnce, perSecond: lettersPerSecond });

  async function takeIn(letter: JsonObject, admit: (sender: Did) => boolean): Promise<Fate> {
    const sender = accountOf(text(letter, 'actor') ?? '');
    if (sender === undefined || sender === store.did) return 'bad';
    if (await isBlocked(sender)) return 'dropped';
    const proof = proofOf(letter);
    if (proof !== undefined && known.has(proof)) {
      await onSender(sender);
      return 'known';
    }
    const verified = await verify(parts, letter, sender);
    if (verified === undefined || proof === undefined || !admit(sender)) return 'bad';
    if (!(await concernsMe(parts, verified))) return 'dropped';
    const isFollowed = (await store.followOf(sender))?.removed === false;
    await store.ingest(
      applyActivities({
        did: sender,
        activities: [verified],
        me: store.did,
        home: isFollowed ? 1 : 0,
        nowMs: clock.nowMs(),
        htmlToRichText: parts.htmlToRichText,
      }),
    );
    remember(proof);
    await onSender(sender);
    return 'new';
  }

  async function isBlocked(sender: Did): Promise<boolean> {
    const moderation = await store.moderation();
    return moderation.some((entry) => entry.kind === 'block' && !entry.removed && entry.target === sender);
  }

  function remember(proof: string): void {
    known.add(proof);
    const [oldest] = known;
    if (known.size > knownLimit && oldest !== undefined) known.delete(oldest);
  }

  return {
    // The gateway counted them when they came.
    fromBox: async (letter) => (await takeIn(letter, () => true)) === 'new',
    async fromPeer(bytes) {
      const letter = parseSigned(bytes, { maximumBytes: letterByteLimit });
      if (!letter.ok) return false;
      // Nobody learns by this whether they are blocked, and what does not matter here need not come by way of a box, either.
      const fate = await takeIn(letter.value, (sender) => budget.take(sender, clock.nowMs()));
      if (fate === 'new') onNew(bytes);
      return fate !== 'bad';
    },
  };
}

async function verify(parts: ReadParts, letter: JsonObject, sender: Did): Promise<VerifiedActivity | undefined> {
  const bytes = canonicalBytes(letter);
  if (bytes === undefined) return undefined;
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

function proofOf(letter: JsonObject): string | undefined {
  const { proof } = letter;
  return proof !== undefined && isJsonObject(proof) ? text(proof, 'proofValue') : undefined;
}

/** What notifies concerns me, and what changes a post that is here already; taking something back needs nothing to be known. */
async function concernsMe({ store, clock }: ReadParts, verified: VerifiedActivity): Promise<boolean> {
  if (verified.type === 'Delete' || verified.type === 'Undo') return true;
  if (verified.type === 'Create' && verified.object !== undefined && voteOf(verified.object)?.author === store.did) return true;
  if (verified.type !== 'Update') return notificationOf(verified, store.did, clock.nowMs()) !== undefined;
  const id = canonicalId(text(verified.object, 'id') ?? '');
  return id !== undefined && (await store.post(id)) !== undefined;
}
