import { createHash } from 'node:crypto';
import { buildActor } from '../../src/protocol/activity-streams/build-actor.ts';
import { buildCreate, buildLike } from '../../src/protocol/activity-streams/build-activity.ts';
import { buildNote } from '../../src/protocol/activity-streams/build-note.ts';
import type { ObjectId } from '../../src/protocol/brand.ts';
import { didToIpnsName, didToPublicKey } from '../../src/protocol/identity/ids.ts';
import { basePath, objectPath, pagePath, treePathToId } from '../../src/protocol/identity/paths.ts';
import { rkeyFor } from '../../src/protocol/identity/rkey.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { canonicalize } from '../../src/protocol/proof/canonical-json.ts';
import { signDocument } from '../../src/protocol/proof/proof.ts';
import { createSeedSigner } from '../../src/protocol/proof/signer.ts';
import { timestampOf } from '../../src/protocol/proof/timestamp.ts';
import { updateAccountTree } from '../../src/protocol/tree/account-tree.ts';
import { createMemoryBlockStore } from '../../src/protocol/tree/memory-block-store.ts';
import { filesIn } from './tree-files.ts';
import { source } from './vector-file.ts';
import type { VectorFile } from './vector-file.ts';

/** The key of the W3C's own test vectors for eddsa-jcs-2022. */
const secretKeyHex = 'c96ef9ea10c5e414c471723aff9de72c35fa5b70fae97e8832ecac7d2e2b8ed6';
const signer = createSeedSigner(Buffer.from(secretKeyHex, 'hex'));
const { did } = signer;
const joinedMs = Date.UTC(2026, 10, 22, 8, 0, 0);
const postedMs = joinedMs + 60_000;
const likedMs = joinedMs + 120_000;

export interface Example {
  readonly secretKeyHex: string;
  readonly publicKeyHex: string;
  readonly did: string;
  readonly ipnsName: string;
  readonly root: string;
  readonly base: string;
  readonly notePath: string;
  readonly pagePath: string;
  readonly files: Readonly<Record<string, string>>;
  /** The proof of the Note, step by step. */
  readonly steps: {
    readonly options: string;
    readonly unsigned: string;
    readonly optionsHashHex: string;
    readonly unsignedHashHex: string;
    readonly signatureHex: string;
    readonly proofValue: string;
  };
}

/** The account of appendix A: one person, one post, one like. */
export async function makeExample(): Promise<Example> {
  const noteRkey = rkeyFor(postedMs, 1);
  const notePath = objectPath(did, noteRkey);
  const published = timestampOf(postedMs);
  const unsignedNote = buildNote({
    did,
    id: treePathToId(did, notePath),
    html: '<p>Hello, world! #bees</p>',
    published,
    audience: 'public',
    language: 'en',
    tags: [{ type: 'Hashtag', name: '#bees' }],
  });
  const note = await signDocument(unsignedNote, signer, published);
  const create = await signDocument(buildCreate({ did, rkey: noteRkey, published }, note), signer, published);
  const liked = { did, rkey: rkeyFor(likedMs, 1), published: timestampOf(likedMs) };
  const like = await signDocument(
    buildLike(liked, {
      object: 'https://social.example/notes/1' as ObjectId,
      author: 'https://social.example/users/bob' as ObjectId,
    }),
    signer,
    timestampOf(likedMs),
  );
  const joined = timestampOf(joinedMs);
  const profile = { did, preferredUsername: 'alice', name: 'Alice', published: joined, updated: joined };
  const actor = await signDocument(buildActor({ ...profile, gateways: ['https://gateway.example'] }), signer, joined);
  const store = createMemoryBlockStore();
  const activities = [{ activity: create }, { activity: like }];
  const tree = await updateAccountTree({ store, root: undefined, signer, nowMs: likedMs, actor, activities });
  await store.putMany(tree.added);
  const { proofValue, ...rest } = note['proof'] as JsonObject;
  const [options, unsigned] = [canonicalize(rest), canonicalize(unsignedNote)];
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const message = Buffer.from(hash(options) + hash(unsigned), 'hex');
  return {
    secretKeyHex,
    publicKeyHex: Buffer.from(didToPublicKey(did)).toString('hex'),
    did,
    ipnsName: didToIpnsName(signer.did),
    root: tree.root.toString(),
    base: basePath(did),
    notePath,
    pagePath: pagePath(did, 0),
    files: await filesIn(store, tree.root, did),
    steps: {
      options,
      unsigned,
      optionsHashHex: hash(options),
      unsignedHashHex: hash(unsigned),
      signatureHex: Buffer.from(await signer.sign(message)).toString('hex'),
      proofValue: String(proofValue),
    },
  };
}

/** The same as a vector file. */
export async function exampleVectors(): Promise<VectorFile> {
  const { files, steps, root, ipnsName } = await makeExample();
  return {
    description:
      'The account of appendix A: every document of its tree, the root that they give on IPFS, and the proof of its note step by step.',
    source,
    secretKeyHex,
    cases: [{ name: 'one person, one post, one like', clause: 'A', account: did, ipnsName, root, proof: steps, files }],
  };
}
