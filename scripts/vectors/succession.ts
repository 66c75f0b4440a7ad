import { buildMove, buildSuccession } from '../../src/protocol/activity-streams/build-activity.ts';
import type { Did } from '../../src/protocol/brand.ts';
import { accountId } from '../../src/protocol/identity/paths.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import type { Signer } from '../../src/protocol/ports/crypto.ts';
import { digestOfKey } from '../../src/protocol/succession/check-succession.ts';
import { alice, at, mallory, noteId, rkeyAt, sign, text, withProof, without } from './sample.ts';
import { source, testSigner } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

/** Alice's successor, and the successor's. */
export const successor = testSigner(21);
export const secondSuccessor = testSigner(22);
const stranger = testSigner(3);

/** What alice's first actor says. */
export const alicePin = digestOfKey(successor.did);

/** Unsigned statement that `signer` goes on for `account`. */
export const statement = (
  seconds: number,
  account: Did = alice.did,
  signer: Signer = successor,
  endSeconds?: number,
): JsonObject =>
  buildSuccession(
    { did: signer.did, rkey: rkeyAt(seconds), published: at(seconds) },
    account,
    endSeconds === undefined ? undefined : at(endSeconds),
  );

export const signed = (document: JsonObject, signer: Signer = successor): Promise<JsonObject> => sign(document, signer);

const good = (name: string, document: JsonObject, more: JsonObject = {}): VectorCase => ({
  name,
  clause: '8.5',
  account: alice.did,
  pin: alicePin,
  valid: true,
  successor: successor.did,
  endTime: document['endTime'] ?? null,
  ...more,
  text: text(document),
});

const bad = (name: string, reason: string, document: JsonObject | string, pin: string | null = alicePin): VectorCase => ({
  name,
  clause: '8.5',
  account: alice.did,
  pin,
  valid: false,
  reason,
  text: typeof document === 'string' ? document : text(document),
});

/** Statements by which an account goes on in place of another one (sections 6.7 and 8.5). */
export async function successionVectors(): Promise<VectorFile> {
  const plain = await signed(statement(60));
  const ended = await signed(statement(60, alice.did, successor, 30));
  const site = 'https://alice.example/.well-known/apgateway/';
  return {
    description:
      'checkSuccession(text, account, pin). pin null: the reader has none. valid: then successor is the account that goes on, and endTime what the statement says (null: nothing). reason is this project’s word.',
    source,
    cases: [
      good('a statement', plain),
      good('a statement with endTime', ended),
      good('an endTime before everything', await signed(statement(60, alice.did, successor, -100_000_000))),
      good('an endTime after the statement', await signed(statement(60, alice.did, successor, 90))),
      good(
        'the old actor named below an origin',
        await signed({ ...statement(60), object: accountId(alice.did, 'actor').replace('ap://', site) }),
      ),
      good(
        'written below an origin of the successor',
        await signed({
          ...statement(60),
          id: String(statement(60)['id']).replace('ap://', site),
          actor: accountId(successor.did, 'actor').replace('ap://', site),
          target: accountId(successor.did, 'actor').replace('ap://', site),
        }),
      ),
      good('members that nobody knows', await signed({ ...statement(60), summary: 'My phone was stolen.' })),
      good('as large as allowed', await signed(await padded(16_384))),
      good('a successor of a successor', await signed(statement(90, successor.did, secondSuccessor), secondSuccessor), {
        account: successor.did,
        pin: digestOfKey(secondSuccessor.did),
        successor: secondSuccessor.did,
      }),

      bad('no pin', 'no-pin', plain, null),
      bad('another digest', 'wrong-key', plain, digestOfKey(stranger.did)),
      bad('the digest of the old key itself', 'wrong-key', plain, digestOfKey(alice.did)),
      bad('by a stranger', 'wrong-key', await signed(statement(60, alice.did, mallory), mallory)),
      bad('a skipped successor', 'wrong-key', await signed(statement(60, alice.did, secondSuccessor), secondSuccessor)),
      bad('signed by the old key', 'bad-proof', await sign(statement(60), alice)),
      bad(
        'signed by the old key in the name of the new one',
        'bad-proof',
        await sign(statement(60), { did: successor.did, sign: alice.sign }),
      ),
      bad('signed by a stranger', 'bad-proof', await sign(statement(60), mallory)),
      bad('not signed', 'bad-schema', statement(60)),
      bad('changed after signing: endTime', 'bad-proof', { ...ended, endTime: at(20) }),
      bad('changed after signing: endTime added', 'bad-proof', { ...plain, endTime: at(20) }),
      bad('changed after signing: endTime removed', 'bad-proof', without(ended, 'endTime')),
      bad('proof of another statement', 'bad-proof', { ...plain, proof: ended['proof'] ?? '' }),
      bad('a member more in the proof', 'bad-proof', withProof(plain, { expires: at(90) })),
      bad('about another account', 'wrong-place', await signed(statement(60, stranger.did))),
      bad('about something else of the account', 'wrong-place', await signed({ ...statement(60), object: noteId(alice.did, 1) })),
      bad(
        'about nobody of whom the format knows',
        'bad-schema',
        await signed({ ...statement(60), object: 'https://a.example/b' }),
      ),
      bad(
        'target is another account',
        'wrong-owner',
        await signed({ ...statement(60), target: accountId(mallory.did, 'actor') }),
      ),
      bad('target is the old account', 'wrong-owner', await signed({ ...statement(60), target: accountId(alice.did, 'actor') })),
      bad('no target', 'bad-schema', await signed(without(statement(60), 'target'))),
      bad('actor is the old account', 'wrong-owner', await signed({ ...statement(60), actor: accountId(alice.did, 'actor') })),
      bad('an account for itself', 'wrong-owner', await signed(statement(60, alice.did, alice), alice), digestOfKey(alice.did)),
      bad('an ordinary Move of the successor', 'wrong-owner', await signed(ordinaryMove(successor, mallory.did))),
      bad("the old key's Move to the successor", 'wrong-owner', await sign(ordinaryMove(alice, successor.did), alice)),
      bad(
        'id outside the outbox',
        'wrong-place',
        await signed({ ...statement(60), id: `ap://${successor.did}/featured.jsonld#${rkeyAt(60)}` }),
      ),
      bad(
        'id without record key',
        'wrong-place',
        await signed({ ...statement(60), id: `ap://${successor.did}/outbox.jsonld#first` }),
      ),
      bad('another type', 'bad-schema', await signed({ ...statement(60), type: 'Update' })),
      bad('endTime is no date', 'bad-schema', await signed({ ...statement(60), endTime: '2026-01-01' })),
      bad('endTime is a number', 'bad-schema', await signed({ ...statement(60), endTime: 1 })),
      bad('addressed to nobody', 'bad-schema', await signed({ ...statement(60), to: [] })),
      bad('not canonical', 'not-canonical', JSON.stringify(plain, undefined, 1)),
      bad('a byte too large', 'too-large', await signed(await padded(16_385))),
      bad('no JSON', 'not-json', '<!doctype html>'),
    ],
  };
}

/** A statement that has so many bytes once it is signed. */
async function padded(bytes: number): Promise<JsonObject> {
  const document = { ...statement(60), summary: '' };
  const missing = bytes - text(await signed(document)).length;
  // All proof values of these keys need not be equally long.
  for (let more = missing - 2; more <= missing + 2; more++) {
    const tried = { ...document, summary: 'x'.repeat(more) };
    if (text(await signed(tried)).length === bytes) return tried;
  }
  throw new Error(`no statement has ${bytes} bytes`);
}

const ordinaryMove = (from: Signer, to: Did): JsonObject => buildMove({ did: from.did, rkey: rkeyAt(60), published: at(60) }, to);
