import type { CID } from 'multiformats/cid';
import { buildCreate, buildDelete } from '../../../src/protocol/activity-streams/build-activity.ts';
import { buildNote } from '../../../src/protocol/activity-streams/build-note.ts';
import { buildPage } from '../../../src/protocol/activity-streams/build-collection.ts';
import type { CanonicalId } from '../../../src/protocol/brand.ts';
import { digestMultibase } from '../../../src/protocol/identity/digest.ts';
import { didToIpnsName } from '../../../src/protocol/identity/ids.ts';
import {
  accountId,
  accountPaths,
  mediaPath,
  objectPath,
  pageNumberOf,
  pagePath,
  treePathToId,
} from '../../../src/protocol/identity/paths.ts';
import { createRkeyClock } from '../../../src/protocol/identity/rkey.ts';
import type { JsonObject, JsonValue } from '../../../src/protocol/json.ts';
import type { Signer } from '../../../src/protocol/ports/crypto.ts';
import { serialize, signDocument } from '../../../src/protocol/proof/proof.ts';
import { createSeedSigner } from '../../../src/protocol/proof/signer.ts';
import { timestampOf } from '../../../src/protocol/proof/timestamp.ts';
import { type AccountFixture, createAccountFixture } from '../../../src/protocol/tree/account-fixture.ts';
import { createMemoryBlockStore } from '../../../src/protocol/tree/memory-block-store.ts';
import { readPath } from '../../../src/protocol/tree/read-path.ts';
import { updatePaths } from '../../../src/protocol/tree/update-paths.ts';
import { type HostileGateway, startHostileGateway } from './hostile-gateway.ts';
import { hostileHtml } from './hostile-posts.ts';

const hourMs = 3_600_000;

export interface HostileAuthor {
  readonly gateway: HostileGateway;
  /** A link as people pass it on, with the hostile gateway as its hint. */
  readonly link: string;
  readonly account: AccountFixture;
  /** Activities on the newest page that must be refused, each for a reason of its own. */
  readonly forged: readonly JsonValue[];
  /** Someone else, in whose name things are forged. */
  readonly victim: Signer;
  /** The root with forged activities in its newest page. */
  root(): CID;
  /** Writes one more honest post and serves the new tree; returns its record. */
  publish(text: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

function rootOf({ root }: AccountFixture): CID {
  if (root === undefined) throw new Error('nothing is published');
  return root;
}

const random = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32));

/** An author with a key and a program of their own: twenty hostile posts, a good one, forgeries, a picture that is another one. */
export async function startHostileAuthor(): Promise<HostileAuthor> {
  const signer = createSeedSigner(random());
  const victim = createSeedSigner(random());
  const account = createAccountFixture({ signer, nowMs: Date.now() - hourMs, stepMs: 1000 });
  // Everything ever published: old trees are served again, too.
  const archive = createMemoryBlockStore();
  const gateway = await startHostileGateway(signer, archive);
  const bait = gateway.origin;

  const posts: JsonObject[] = [];
  for (const html of hostileHtml(bait)) posts.push(await account.create(html));
  const disguised = await account.create('<p>A post in disguise</p>', {
    summary: `<img src="${bait}/warning.png" onerror="globalThis.injected=1">Warned`,
    tag: [
      { type: 'Mention', name: '<b>x</b>', href: 'javascript:globalThis.injected=1' },
      { type: 'Hashtag', name: `#"><img src=${bait}/tag.png>`, href: 'data:text/html,x' },
    ],
    attachment: [{ type: 'Image', mediaType: 'image/png', url: 'https://pictures.example/remote.png', name: 'A remote picture' }],
  });
  const promised = digestMultibase(new TextEncoder().encode('what was promised'));
  const swapped = await account.create('<p>A picture that is another one</p>', {
    attachment: [
      {
        type: 'Image',
        mediaType: 'image/png',
        url: treePathToId(signer.did, mediaPath(promised, 'png')),
        digestMultibase: promised,
        name: 'The promised picture',
      },
    ],
  });
  const good = await account.create('<p>The good post</p>');
  const actor = await account.actor({
    name: `Mallory \u202E<img src=${bait}/name.png onerror=globalThis.injected=1>`,
    summary: `<p>Kind words</p><script>globalThis.injected=1</script><img src="${bait}/summary.png">`,
    icon: { type: 'Image', mediaType: 'image/png', url: 'https://pictures.example/icon.png' },
  });
  await account.publish([...posts, disguised, swapped, good], { actor });

  const forged = await forgeries(account, victim);
  let root = rootOf(account);
  await archive.putMany([...account.store.blocks()]);

  async function replace(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const update = await updatePaths(archive, root, files);
    await archive.putMany(update.added);
    root = update.root;
  }
  const documentAt = async (path: string): Promise<JsonObject> => {
    const bytes = await readPath(archive, rootOf(account), path);
    if (bytes === undefined) throw new Error(`nothing at ${path}`);
    return JSON.parse(new TextDecoder().decode(bytes)) as JsonObject;
  };
  /** The newest page once more, with the forgeries behind what is genuine. */
  async function spoil(): Promise<void> {
    const { first } = await documentAt(accountPaths(signer.did).outbox);
    const page = pageNumberOf(String(first)) ?? 0;
    const { orderedItems, totalItems } = await documentAt(pagePath(signer.did, page));
    const genuine = orderedItems as JsonObject[];
    const unsigned = buildPage({
      did: signer.did,
      page,
      below: Number(totalItems) - genuine.length,
      activities: [...genuine, ...(forged as JsonObject[])],
    });
    const spoilt = await signDocument(unsigned, signer, timestampOf(account.nowMs));
    await replace(
      new Map([
        [pagePath(signer.did, page), serialize(spoilt)],
        [mediaPath(promised, 'png'), onePixel],
      ]),
    );
  }
  await spoil();

  return {
    gateway,
    link: `ipns://${didToIpnsName(signer.did)}?via=${encodeURIComponent(gateway.origin)}`,
    account,
    forged,
    victim,
    root: () => root,
    async publish(text) {
      const post = await account.create(`<p>${text}</p>`);
      await account.publish([post]);
      root = rootOf(account);
      await archive.putMany([...account.store.blocks()]);
      await spoil();
      return gateway.publish(root);
    },
    close: () => gateway.close(),
  };
}

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Every kind of thing that is not this account's own word. */
async function forgeries(account: AccountFixture, victim: Signer): Promise<JsonValue[]> {
  const { signer } = account;
  const { did } = signer;
  const rkeys = createRkeyClock(7);
  const published = timestampOf(account.nowMs);
  const next = (who: Signer) => ({ did: who.did, rkey: rkeys.next(account.nowMs), published });
  const noteOf = (who: Signer, html: string): JsonObject =>
    buildNote({
      did: who.did,
      id: treePathToId(who.did, objectPath(who.did, rkeys.next(account.nowMs))),
      html,
      published,
      audience: 'public',
    });
  const sign = (document: JsonObject, by: Signer): Promise<JsonObject> => signDocument(document, by, published);

  const honest = await sign(buildCreate(next(signer), await sign(noteOf(signer, '<p>f1 before</p>'), signer)), signer);
  const { proof: _, ...unsigned } = honest;
  const tampered = { ...honest, object: { ...(honest['object'] as JsonObject), content: '<p>f2 tampered</p>' } };
  const otherKey = await sign(buildCreate(next(signer), await sign(noteOf(signer, '<p>f3 other key</p>'), victim)), victim);
  const theirs = await sign(buildCreate(next(victim), await sign(noteOf(victim, '<p>f4 a copy</p>'), victim)), victim);
  const inTheirName = await sign(
    buildCreate(next(victim), await sign(noteOf(victim, '<p>f5 words in a mouth</p>'), signer)),
    signer,
  );
  const theirObject = await sign(buildCreate(next(signer), await sign(noteOf(victim, '<p>f6 stolen</p>'), victim)), signer);
  const theirDelete = await sign(
    buildDelete(next(signer), treePathToId(victim.did, objectPath(victim.did, rkeys.next(account.nowMs)))),
    signer,
  );
  const forgedProof = { ...honest, proof: { ...(honest['proof'] as JsonObject), proofValue: `z${'1'.repeat(87)}` } };
  const notPublic = await sign(
    {
      ...buildCreate(next(signer), await sign(noteOf(signer, '<p>f8 secret</p>'), signer)),
      to: [accountId(victim.did, 'actor')],
      cc: [],
    },
    signer,
  );
  const elsewhere = await sign(
    {
      ...buildCreate(next(signer), await sign(noteOf(signer, '<p>f9</p>'), signer)),
      id: `ap://${did}/outbox/0000/000000.jsonld#x` as CanonicalId,
    },
    signer,
  );
  return [
    unsigned,
    tampered,
    otherKey,
    theirs,
    inTheirName,
    theirObject,
    theirDelete,
    forgedProof,
    notPublic,
    elsewhere,
    'words',
    7,
  ];
}
