import { buildCreate } from '../../src/protocol/activity-streams/build-activity.ts';
import type { ActivityBase } from '../../src/protocol/activity-streams/build-activity.ts';
import { buildPage } from '../../src/protocol/activity-streams/build-collection.ts';
import { buildNote } from '../../src/protocol/activity-streams/build-note.ts';
import type { Did, Rkey, Timestamp } from '../../src/protocol/brand.ts';
import { objectPath, treePathToId } from '../../src/protocol/identity/paths.ts';
import { rkeyFor } from '../../src/protocol/identity/rkey.ts';
import type { JsonObject, JsonValue } from '../../src/protocol/json.ts';
import type { Signer } from '../../src/protocol/ports/crypto.ts';
import { canonicalize } from '../../src/protocol/proof/canonical-json.ts';
import { signDocument } from '../../src/protocol/proof/proof.ts';
import { timestampOf } from '../../src/protocol/proof/timestamp.ts';
import { startMs, testSigner } from './vector-file.ts';

export const alice = testSigner(1);
export const mallory = testSigner(2);

/** Second `seconds` of the vectors. */
export const at = (seconds: number): Timestamp => timestampOf(startMs + seconds * 1000);
export const rkeyAt = (seconds: number, device = 1): Rkey => rkeyFor(startMs + seconds * 1000, device);
export const text = (document: JsonValue): string => canonicalize(document);
export const sign = (document: JsonObject, signer: Signer = alice): Promise<JsonObject> => signDocument(document, signer, at(0));

export const noteId = (did: Did, seconds: number): string => treePathToId(did, objectPath(did, rkeyAt(seconds)));

/** What an own activity of that second begins with. */
export const base = (seconds: number, device = 1): ActivityBase => ({
  did: alice.did,
  rkey: rkeyAt(seconds, device),
  published: at(seconds),
});

/** Unsigned Note of second `seconds`. */
export const note = (seconds: number, more: JsonObject = {}, did: Did = alice.did): JsonObject => ({
  ...buildNote({
    did,
    id: treePathToId(did, objectPath(did, rkeyAt(seconds))),
    html: `<p>Number ${seconds}</p>`,
    published: at(seconds),
    audience: 'public',
    language: 'en',
  }),
  ...more,
});

/** Signed Create of a signed Note. */
export async function create(seconds: number, more: JsonObject = {}, signer: Signer = alice): Promise<JsonObject> {
  return createOf(seconds, await sign(note(seconds, more, signer.did), signer), signer);
}

/** Signed Create of whatever object. */
export const createOf = (seconds: number, object: JsonObject, signer: Signer = alice): Promise<JsonObject> =>
  sign(buildCreate({ did: signer.did, rkey: rkeyAt(seconds), published: at(seconds) }, object), signer);

/** Signed page, activities newest first. */
export const page = (
  number: number,
  activities: readonly JsonObject[],
  more: JsonObject = {},
  signer: Signer = alice,
): Promise<JsonObject> => sign({ ...buildPage({ did: signer.did, page: number, below: number, activities }), ...more }, signer);

/** The document without one member. */
export const without = (document: JsonObject, member: string): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([name]) => name !== member));

/** The document with other members in its proof. */
export const withProof = (document: JsonObject, changes: JsonObject): JsonObject => ({
  ...document,
  proof: { ...(document['proof'] as JsonObject), ...changes },
});
