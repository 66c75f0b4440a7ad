// A real account of any length, signed and in a tree, made with the project's own builders in memory.
import type { CID } from 'multiformats/cid';
import { buildCreate } from '../../../src/protocol/activity-streams/build-activity.ts';
import { buildActor } from '../../../src/protocol/activity-streams/build-actor.ts';
import { buildNote } from '../../../src/protocol/activity-streams/build-note.ts';
import type { Did, Timestamp } from '../../../src/protocol/brand.ts';
import { publicKeyToDid } from '../../../src/protocol/identity/ids.ts';
import { objectPath, treePathToId } from '../../../src/protocol/identity/paths.ts';
import { createRkeyClock } from '../../../src/protocol/identity/rkey.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import type { BlockStore } from '../../../src/protocol/ports/block-store.ts';
import type { Signer } from '../../../src/protocol/ports/crypto.ts';
import { signDocument } from '../../../src/protocol/proof/proof.ts';
import { createWebCryptoSigner } from '../../../src/protocol/proof/signer.ts';
import { timestampOf } from '../../../src/protocol/proof/timestamp.ts';
import { updateAccountTree } from '../../../src/protocol/tree/account-tree.ts';
import { createMemoryBlockStore } from '../../../src/protocol/tree/memory-block-store.ts';
import type { TreeUpdate } from '../../../src/protocol/tree/update-paths.ts';

/** About what people write: 220 characters. */
const text = 'Hello world, this is a post about nothing much. '.repeat(5).slice(0, 220);
const postsPerUpdate = 2000;
const signedAtOnce = 100;

export interface BenchAccount {
  readonly did: Did;
  readonly signer: Signer;
  /** PKCS #8 of the key, for a browser that is to be the author. */
  readonly privateKey: Uint8Array;
  readonly store: BlockStore & { readonly size: number };
  readonly root: CID;
  /** Signed Creates, one each `stepMs`, continuing after those made before. */
  write(count: number): Promise<JsonObject[]>;
  /** Puts activities into the tree; stores what is new, deletes what is superseded. */
  publish(activities: readonly JsonObject[]): Promise<TreeUpdate>;
}

export interface BenchAccountOptions {
  readonly posts: number;
  /** Between two posts; default 15 minutes: a busy author, 96 posts a day. */
  readonly stepMs?: number;
  /** When the newest of `posts` was written; default now. */
  readonly newestMs?: number;
  readonly username?: string;
  /** What the post at a place of the history says, and in which language. Default: the same 220 characters of English. */
  readonly textAt?: (index: number) => readonly [language: string, text: string];
  /** Default: in memory. */
  readonly store?: BlockStore & { readonly size: number };
}

/** Makes an account with `posts` posts. 100,000 take about half a minute. */
export async function buildAccount(options: BenchAccountOptions): Promise<BenchAccount> {
  const stepMs = options.stepMs ?? 15 * 60_000;
  let nowMs = (options.newestMs ?? Date.now()) - options.posts * stepMs;
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const did = publicKeyToDid(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const privateKey = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const signer = createWebCryptoSigner(pair.privateKey, did);
  const store = options.store ?? createMemoryBlockStore();
  const rkeys = createRkeyClock(1);
  let written = 0;
  const timestamp = (): Timestamp => timestampOf(nowMs);
  const profile = {
    did,
    preferredUsername: options.username ?? 'bench',
    name: 'Bench',
    published: timestamp(),
    updated: timestamp(),
  };
  const actor = await signDocument(buildActor(profile), signer, timestamp());
  let root: CID | undefined;

  async function writeOne(): Promise<JsonObject> {
    nowMs += stepMs;
    const rkey = rkeys.next(nowMs);
    const published = timestamp();
    const id = treePathToId(did, objectPath(did, rkey));
    const index = written++;
    const [language, words] = options.textAt?.(index) ?? ['en', `${text} ${index}`];
    const html = `<p>${words}</p>`;
    const note = await signDocument(buildNote({ did, id, html, published, audience: 'public', language }), signer, published);
    return signDocument(buildCreate({ did, rkey, published }, note), signer, published);
  }

  async function write(count: number): Promise<JsonObject[]> {
    const activities: JsonObject[] = [];
    while (activities.length < count)
      activities.push(
        ...(await Promise.all(Array.from({ length: Math.min(signedAtOnce, count - activities.length) }, writeOne))),
      );
    return activities;
  }

  async function publish(activities: readonly JsonObject[]): Promise<TreeUpdate> {
    const update = await updateAccountTree({
      store,
      root,
      signer,
      nowMs,
      actor,
      activities: activities.map((activity) => ({ activity })),
    });
    await store.putMany(update.added);
    await store.deleteMany(update.removed);
    root = update.root;
    return update;
  }

  for (let made = 0; made < options.posts; made += postsPerUpdate)
    await publish(await write(Math.min(postsPerUpdate, options.posts - made)));
  if (root === undefined) await publish([]);
  return {
    did,
    signer,
    privateKey,
    store,
    get root() {
      if (root === undefined) throw new Error('nothing is published');
      return root;
    },
    write,
    publish,
  };
}
