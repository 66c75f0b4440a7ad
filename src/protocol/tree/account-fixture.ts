import type { CID } from 'multiformats/cid';
import { buildCreate, buildDelete, buildLike, buildUpdate } from '../activity-streams/build-activity.ts';
import type { ActivityBase } from '../activity-streams/build-activity.ts';
import { buildActor } from '../activity-streams/build-actor.ts';
import { buildNote } from '../activity-streams/build-note.ts';
import type { ObjectId } from '../brand.ts';
import { objectPath, treePathToId } from '../identity/paths.ts';
import { createRkeyClock } from '../identity/rkey.ts';
import type { JsonObject } from '../json.ts';
import type { Signer } from '../ports/crypto.ts';
import { signDocument } from '../proof/proof.ts';
import { createSeedSigner } from '../proof/signer.ts';
import { timestampOf } from '../proof/timestamp.ts';
import { updateAccountTree } from './account-tree.ts';
import type { AccountTreeOptions, AccountTreeUpdate } from './account-tree.ts';
import { createMemoryBlockStore } from './memory-block-store.ts';
import type { MemoryBlockStore } from './memory-block-store.ts';

/** An account for tests of tree, reader, services and gateway: signs real documents, publishes into a store in memory. */
export interface AccountFixture {
  readonly signer: Signer;
  readonly store: MemoryBlockStore;
  /** Root after the last `publish`. */
  readonly root: CID | undefined;
  /** Time that the next document gets; moves on by `stepMs` with each. */
  nowMs: number;
  /** Own web origin under which new documents are written; change it together with an Update of the actor (`move`). */
  origin: string | undefined;
  actor(changes?: JsonObject): Promise<JsonObject>;
  create(content: string, more?: JsonObject): Promise<JsonObject>;
  update(create: JsonObject, content: string): Promise<JsonObject>;
  remove(create: JsonObject): Promise<JsonObject>;
  /** Update of the actor that writes it under another origin, or (undefined) in the canonical form again. */
  move(origin: string | undefined): Promise<JsonObject>;
  /** Announce, Like, Follow, Undo: about a bare id. */
  about(type: string, object: string): Promise<JsonObject>;
  /** Updates the tree, stores what is added, deletes what is superseded. */
  publish(activities: readonly JsonObject[], more?: Partial<AccountTreeOptions>): Promise<AccountTreeUpdate>;
}

/** `device` tells two devices of the same account (same `seed`) apart. */
export function createAccountFixture(
  options: {
    readonly seed?: number;
    readonly device?: number;
    readonly nowMs?: number;
    readonly origin?: string;
    readonly stepMs?: number;
    readonly signer?: Signer;
  } = {},
): AccountFixture {
  const signer = options.signer ?? createSeedSigner(new Uint8Array(32).fill(options.seed ?? 1));
  const { did } = signer;
  const rkeys = createRkeyClock(options.device ?? 0);
  const store = createMemoryBlockStore();
  let root: CID | undefined;

  function next(): ActivityBase {
    fixture.nowMs += options.stepMs ?? 60_000;
    const { nowMs, origin } = fixture;
    return { did, rkey: rkeys.next(nowMs), published: timestampOf(nowMs), origin };
  }
  const sign = (document: JsonObject): Promise<JsonObject> => signDocument(document, signer, timestampOf(fixture.nowMs));

  const fixture: AccountFixture = {
    signer,
    store,
    get root() {
      return root;
    },
    nowMs: options.nowMs ?? Date.UTC(2026, 0, 1),
    origin: options.origin,
    actor: (changes = {}) => {
      const published = timestampOf(Date.UTC(2026, 0, 1));
      const { nowMs, origin } = fixture;
      const profile = { did, preferredUsername: 'alice', name: 'Alice', published, updated: timestampOf(nowMs), origin };
      return sign({ ...buildActor(profile), ...changes });
    },
    async create(content, more = {}) {
      const base = next();
      const note = buildNote({
        did,
        id: treePathToId(did, objectPath(did, base.rkey)),
        origin: base.origin,
        html: content,
        published: base.published,
        audience: 'public',
        language: 'en',
      });
      return sign(buildCreate(base, await sign({ ...note, ...more })));
    },
    async update(create, content) {
      const base = next();
      const { proof: _, ...object } = create['object'] as JsonObject;
      const changed: JsonObject = 'content' in object ? { content, contentMap: { en: content } } : { summary: content };
      return sign(buildUpdate(base, await sign({ ...object, ...changed, updated: base.published })));
    },
    remove: async (create) => sign(buildDelete(next(), String((create['object'] as JsonObject)['id']))),
    async move(origin) {
      fixture.origin = origin;
      const base = next();
      return sign(buildUpdate(base, await fixture.actor()));
    },
    about: async (type, object) => sign({ ...buildLike(next(), { object: object as ObjectId }), type }),
    async publish(activities, more = {}) {
      const update = await updateAccountTree({
        store,
        root,
        signer,
        nowMs: fixture.nowMs,
        ...(root === undefined && { actor: await fixture.actor() }),
        activities: activities.map((activity) => ({ activity })),
        ...more,
      });
      await store.putMany(update.added);
      await store.deleteMany(update.removed);
      root = update.root;
      return update;
    },
  };
  return fixture;
}
