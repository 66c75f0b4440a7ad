import type { CID } from 'multiformats/cid';
import type { Rkey } from '../brand.ts';
import { objectPath, treePathToId } from '../identity/paths.ts';
import { createRkeyClock } from '../identity/rkey.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Signer } from '../ports/crypto.ts';
import { signDocument } from '../proof/proof.ts';
import { createSeedSigner } from '../proof/signer.ts';
import { updateAccountTree } from './account-tree.ts';
import type { AccountTreeOptions, AccountTreeUpdate } from './account-tree.ts';
import { publicAudience, timestampOf } from './documents.ts';
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
  actor(changes?: JsonObject): Promise<JsonObject>;
  create(content: string, more?: JsonObject, activityMs?: number): Promise<JsonObject>;
  update(create: JsonObject, content: string): Promise<JsonObject>;
  remove(create: JsonObject): Promise<JsonObject>;
  /** Announce, Like, Follow, Undo: about a bare id. */
  about(type: string, object: string): Promise<JsonObject>;
  /** Updates the tree, stores what is added, deletes what is superseded. */
  publish(activities: readonly JsonObject[], more?: Partial<AccountTreeOptions>): Promise<AccountTreeUpdate>;
}

const context: JsonValue = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1'];

/** `device` tells two devices of the same account (same `seed`) apart. */
export function createAccountFixture(
  options: {
    readonly seed?: number;
    readonly device?: number;
    readonly nowMs?: number;
    readonly stepMs?: number;
    readonly signer?: Signer;
  } = {},
): AccountFixture {
  const signer = options.signer ?? createSeedSigner(new Uint8Array(32).fill(options.seed ?? 1));
  const { did } = signer;
  const id = (name: string): string => `ap://${did}/${name}`;
  const rkeys = createRkeyClock(options.device ?? 0);
  const store = createMemoryBlockStore();
  let root: CID | undefined;

  function next(): { rkey: Rkey; published: string; atMs: number } {
    fixture.nowMs += options.stepMs ?? 60_000;
    return { rkey: rkeys.next(fixture.nowMs), published: timestampOf(fixture.nowMs), atMs: fixture.nowMs };
  }
  const sign = (document: JsonObject): Promise<JsonObject> =>
    signDocument({ '@context': context, ...document }, signer, timestampOf(fixture.nowMs));
  const audience: JsonObject = { to: [publicAudience], cc: [] };
  const activity = (type: string, rkey: Rkey, published: string, object: JsonValue): Promise<JsonObject> =>
    sign({ id: `${id('outbox.jsonld')}#${rkey}`, type, actor: id('actor.jsonld'), published, ...audience, object });

  const fixture: AccountFixture = {
    signer,
    store,
    get root() {
      return root;
    },
    nowMs: options.nowMs ?? Date.UTC(2026, 0, 1),
    actor: (changes = {}) =>
      sign({
        id: id('actor.jsonld'),
        type: 'Person',
        preferredUsername: 'alice',
        name: 'Alice',
        inbox: id('inbox.jsonld'),
        outbox: id('outbox.jsonld'),
        featured: id('featured.jsonld'),
        gateways: [],
        pollOnly: true,
        updateInterval: 'PT15M',
        manuallyApprovesFollowers: false,
        discoverable: true,
        indexable: true,
        assertionMethod: [
          {
            id: `${id('actor.jsonld')}#ed25519-key`,
            type: 'Multikey',
            controller: id('actor.jsonld'),
            publicKeyMultibase: did.slice('did:key:'.length),
          },
        ],
        published: timestampOf(Date.UTC(2026, 0, 1)),
        updated: timestampOf(fixture.nowMs),
        ...changes,
      }),
    async create(content, more = {}) {
      const { rkey, published } = next();
      const note = {
        id: treePathToId(did, objectPath(did, rkey)),
        type: 'Note',
        attributedTo: id('actor.jsonld'),
        content,
        published,
        ...audience,
      };
      return activity('Create', rkey, published, await sign({ ...note, ...more }));
    },
    async update(create, content) {
      const { rkey, published } = next();
      const { proof: _, '@context': _context, ...object } = create['object'] as JsonObject;
      return activity('Update', rkey, published, await sign({ ...object, content, updated: published }));
    },
    async remove(create) {
      const { rkey, published } = next();
      return activity('Delete', rkey, published, (create['object'] as JsonObject)['id'] ?? '');
    },
    async about(type, object) {
      const { rkey, published } = next();
      return activity(type, rkey, published, object);
    },
    async publish(activities, more = {}) {
      const update = await updateAccountTree({
        store,
        root,
        signer,
        nowMs: fixture.nowMs,
        ...(root === undefined && { actor: await fixture.actor() }),
        activities: activities.map((entry) => ({ activity: entry })),
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
