import type { JsonObject } from '../json.ts';
import { serialize } from '../proof/proof.ts';
import type { TreeFiles } from './conformance-fixture.ts';
import { pictureBytes, withoutProof } from './conformance-fixture.ts';
import type { RuleId } from './rules.ts';

/** A way to break a good tree, and the rules that must be named then: exactly these. */
export interface BrokenTree {
  readonly rules: readonly RuleId[];
  readonly how: string;
  break(tree: TreeFiles): Promise<void> | void;
}

const sealed = 'outbox/0000/000000.jsonld';
const middle = 'outbox/0000/000001.jsonld';
const newest = 'outbox/0000/000002.jsonld';
/** On the newest page: Announce, Like, Delete, Update, then Creates. */
const places = { announce: 0, remove: 2, update: 3, create: 4 } as const;

const set =
  (members: JsonObject) =>
  (unsigned: JsonObject): JsonObject => ({ ...unsigned, ...members });
const drop =
  (member: string) =>
  (unsigned: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(unsigned).filter(([name]) => name !== member));
const text = (tree: TreeFiles, path: string): string => new TextDecoder().decode(tree.files.get(tree.base + path));
const put = (tree: TreeFiles, path: string, content: string): void =>
  void tree.files.set(tree.base + path, new TextEncoder().encode(content));
const remove = (tree: TreeFiles, path: string): void => void tree.files.delete(tree.base + path);
const items = (tree: TreeFiles, page: string): JsonObject[] => [...(tree.document(page)['orderedItems'] as JsonObject[])];
const objectOf = (tree: TreeFiles, page: string, index: number): JsonObject => items(tree, page)[index]?.['object'] as JsonObject;
/** Path of an object's file, below the account's folder. */
const fileOf = (id: unknown): string => String(id).replace(/^ap:\/\/[^/]+\//, '');
const deletedFile = (tree: TreeFiles): string => fileOf(items(tree, newest)[places.remove]?.['object']);
const picture = (tree: TreeFiles): string => [...tree.files.keys()].find((path) => path.startsWith('m/')) ?? '';

/** Changes an object in its file and in the one activity that carries it. */
async function editObject(tree: TreeFiles, change: (unsigned: JsonObject) => JsonObject): Promise<void> {
  const object = await tree.sign(change(withoutProof(objectOf(tree, newest, places.create))));
  tree.files.set(tree.base + fileOf(objectOf(tree, newest, places.create)['id']), serialize(object));
  await tree.editActivity(newest, places.create, (activity) => ({ ...activity, object }));
}

const setItems = (page: string, change: (list: JsonObject[]) => JsonObject[]) => (tree: TreeFiles) =>
  tree.edit(page, (unsigned) => ({ ...unsigned, orderedItems: change(items(tree, page)) }));

/** Actor, outbox and other files. */
const brokenDocuments: readonly BrokenTree[] = [
  { rules: ['actor-missing'], how: 'no actor', break: (tree) => remove(tree, 'actor.jsonld') },
  { rules: ['actor-members'], how: 'no pollOnly', break: (tree) => tree.edit('actor.jsonld', drop('pollOnly')) },
  {
    rules: ['actor-members'],
    how: 'key with another id',
    break: (tree) =>
      tree.edit('actor.jsonld', ({ assertionMethod, ...actor }) => {
        const [key] = assertionMethod as JsonObject[];
        return { ...actor, assertionMethod: [{ ...key, id: `${String(actor['id'])}#another` }] };
      }),
  },
  { rules: ['actor-interval'], how: 'every minute', break: (tree) => tree.edit('actor.jsonld', set({ updateInterval: 'PT1M' })) },
  { rules: ['actor-interval'], how: 'every week', break: (tree) => tree.edit('actor.jsonld', set({ updateInterval: 'P7D' })) },
  {
    rules: ['actor-gateways'],
    how: 'a gateway with a path',
    break: (tree) => tree.edit('actor.jsonld', set({ gateways: ['https://gateway.example/ipns/'] })),
  },
  {
    rules: ['actor-laboratory'],
    how: 'a gateway on this machine',
    break: (tree) => tree.edit('actor.jsonld', set({ gateways: ['http://localhost:8787'] })),
  },
  {
    rules: ['actor-forbidden'],
    how: 'endpoints',
    break: (tree) => tree.edit('actor.jsonld', set({ endpoints: { sharedInbox: 'https://a.example/inbox' } })),
  },
  {
    rules: ['actor-key'],
    how: 'an Ed25519 publicKey',
    break: (tree) => tree.edit('actor.jsonld', set({ publicKey: { id: 'x', owner: 'y', publicKeyPem: 'MCow' } })),
  },
  {
    rules: ['actor-origin', 'id-origin'],
    how: 'an inbox at a public gateway',
    break: (tree) =>
      tree.edit(
        'actor.jsonld',
        set({
          inbox: `https://gateway.example/.well-known/apgateway/${tree.did}/inbox.jsonld`,
          gateways: ['https://me.example'],
        }),
      ),
  },
  {
    rules: ['actor-dates'],
    how: 'updated before published',
    break: (tree) => tree.edit('actor.jsonld', set({ updated: '2025-01-01T00:00:00Z' })),
  },
  {
    rules: ['actor-update'],
    how: 'a new profile that no Update tells of',
    break: (tree) => tree.edit('actor.jsonld', set({ updated: '2026-01-01T00:10:00Z' })),
  },
  {
    rules: ['actor-ended', 'tombstone-file'],
    how: 'a Tombstone in place of the actor, and a deleted object without its own',
    break: async (tree) => {
      const id = String(tree.document('actor.jsonld')['id']);
      const { '@context': context } = tree.document('inbox.jsonld');
      const tombstone = {
        '@context': context as JsonObject,
        id,
        type: 'Tombstone',
        attributedTo: id,
        deleted: '2026-01-01T00:50:00Z',
      };
      tree.files.set(`${tree.base}actor.jsonld`, serialize(await tree.sign(tombstone)));
      remove(tree, deletedFile(tree));
    },
  },
  { rules: ['outbox-missing'], how: 'no outbox', break: (tree) => remove(tree, 'outbox.jsonld') },
  {
    rules: ['outbox-members'],
    how: 'items in the outbox',
    break: (tree) => tree.edit('outbox.jsonld', set({ orderedItems: [] })),
  },
  { rules: ['outbox-total'], how: 'one too few', break: (tree) => tree.edit('outbox.jsonld', set({ totalItems: 48 })) },
  { rules: ['outbox-surplus'], how: 'one too many', break: (tree) => tree.edit('outbox.jsonld', set({ totalItems: 50 })) },
  {
    rules: ['audience'],
    how: 'an outbox for some',
    break: (tree) => tree.edit('outbox.jsonld', set({ to: ['https://a.example/b'] })),
  },
  { rules: ['inbox-missing'], how: 'no inbox', break: (tree) => remove(tree, 'inbox.jsonld') },
  { rules: ['inbox-items'], how: 'something in the inbox', break: (tree) => tree.edit('inbox.jsonld', set({ totalItems: 1 })) },
  { rules: ['collection-members'], how: 'no totalItems', break: (tree) => tree.edit('inbox.jsonld', drop('totalItems')) },
  { rules: ['featured-missing'], how: 'no featured', break: (tree) => remove(tree, 'featured.jsonld') },
  {
    rules: ['featured-items'],
    how: 'somebody else’s post featured',
    break: (tree) => tree.edit('featured.jsonld', set({ orderedItems: ['https://a.example/1'], totalItems: 1 })),
  },
  { rules: ['collection-total'], how: 'a wrong count', break: (tree) => tree.edit('featured.jsonld', set({ totalItems: 17 })) },
  { rules: ['file-unknown'], how: 'a file nobody knows', break: (tree) => put(tree, 'secret-plans.json', '{}') },
  { rules: ['media-file'], how: 'a picture less', break: (tree) => void tree.files.delete(picture(tree)) },
  {
    rules: ['media-digest'],
    how: 'another picture in its place',
    break: (tree) => void tree.files.set(picture(tree), pictureBytes.slice(1)),
  },
  {
    rules: ['media-orphan'],
    how: 'a picture that nothing names',
    break: (tree) => void tree.files.set(picture(tree).replace(/zQm..../, 'zQmAAAA'), pictureBytes),
  },
  {
    rules: ['media-place', 'media-file', 'media-orphan'],
    how: 'a picture at another place than its digest says',
    break: async (tree) => {
      const [create] = items(tree, sealed).slice(-1);
      const object = create?.['object'] as JsonObject;
      const [attachment] = object['attachment'] as JsonObject[];
      const moved = { ...attachment, url: String(attachment?.['url']).replace(/\/m\/.\/.\//, '/m/a/a/') };
      const signed = await tree.sign({ ...withoutProof(object), attachment: [moved] });
      tree.files.set(tree.base + fileOf(object['id']), serialize(signed));
      await tree.editActivity(sealed, items(tree, sealed).length - 1, (activity) => ({ ...activity, object: signed }));
    },
  },
];

/** Signed JSON and ids. */
const brokenBytes: readonly BrokenTree[] = [
  { rules: ['json-syntax'], how: 'cut off', break: (tree) => put(tree, 'inbox.jsonld', text(tree, 'inbox.jsonld').slice(0, -1)) },
  { rules: ['json-canonical'], how: 'a blank', break: (tree) => put(tree, 'inbox.jsonld', ` ${text(tree, 'inbox.jsonld')}`) },
  { rules: ['json-values'], how: 'a null', break: (tree) => put(tree, 'inbox.jsonld', '{"a":null}') },
  { rules: ['json-limits'], how: 'too large', break: (tree) => put(tree, 'inbox.jsonld', `{"a":"${'x'.repeat(2 ** 20)}"}`) },
  { rules: ['json-large'], how: 'large', break: (tree) => tree.edit('inbox.jsonld', set({ more: 'x'.repeat(300_000) })) },
  {
    rules: ['context'],
    how: 'contexts the other way round',
    break: (tree) =>
      tree.edit('inbox.jsonld', ({ '@context': context, ...rest }) => ({
        ...rest,
        '@context': (context as JsonObject[]).toReversed(),
      })),
  },
  {
    rules: ['date'],
    how: 'a date with milliseconds',
    break: (tree) => tree.edit('outbox.jsonld', set({ updated: '2026-01-01T00:50:00.000Z' })),
  },
  {
    rules: ['date-future'],
    how: 'a date to come',
    break: (tree) => tree.edit('outbox.jsonld', set({ updated: '2036-01-01T00:00:00Z' })),
  },
  {
    rules: ['proof-shape'],
    how: 'no proof',
    break: (tree) => void tree.files.set(`${tree.base}inbox.jsonld`, serialize(withoutProof(tree.document('inbox.jsonld')))),
  },
  {
    rules: ['proof'],
    how: 'changed after signing',
    break: (tree) => void tree.files.set(`${tree.base}inbox.jsonld`, serialize({ ...tree.document('inbox.jsonld'), added: 1 })),
  },
  {
    rules: ['owner'],
    how: 'an inbox of somebody else',
    break: (tree) =>
      tree.edit(
        'inbox.jsonld',
        set({
          attributedTo:
            'https://a.example/.well-known/apgateway/did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/actor.jsonld',
        }),
      ),
  },
  {
    rules: ['id-place'],
    how: 'the featured collection in the place of the inbox',
    break: (tree) => tree.edit('inbox.jsonld', set({ id: `ap://${tree.did}/elsewhere.jsonld` })),
  },
  {
    rules: ['id-length', 'id-origin'],
    how: 'an origin so long that ids are too long',
    break: (tree) =>
      tree.edit(
        'inbox.jsonld',
        set({ id: `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example/.well-known/apgateway/${tree.did}/inbox.jsonld` }),
      ),
  },
];

/** Pages and activities. */
const brokenPages: readonly BrokenTree[] = [
  {
    rules: ['page-missing'],
    how: 'the page in the middle is missing',
    break: (tree) => {
      // Its activities are then not read: what they alone say is not known.
      remove(tree, middle);
    },
  },
  { rules: ['page-members'], how: 'prev', break: (tree) => tree.edit(middle, set({ prev: tree.document(newest)['id'] ?? '' })) },
  { rules: ['page-members'], how: 'no partOf', break: (tree) => tree.edit(middle, drop('partOf')) },
  {
    rules: ['page-items'],
    how: '21 activities on a page',
    break: (tree) => setItems(newest, (list) => [...list, ...items(tree, middle), ...items(tree, sealed)].slice(0, 21))(tree),
  },
  {
    rules: ['page-large'],
    how: 'a page of 60 kB',
    break: (tree) => tree.edit(newest, set({ more: 'x'.repeat(60_000) })),
  },
  {
    rules: ['page-bytes', 'page-large'],
    how: 'a page of 600 kB',
    break: (tree) => tree.edit(newest, set({ more: 'x'.repeat(600_000) })),
  },
  {
    rules: ['page-empty', 'outbox-surplus', 'object-unlisted'],
    how: 'an empty page',
    break: setItems(middle, () => []),
  },
  { rules: ['page-order'], how: 'oldest first', break: setItems(middle, (list) => list.toReversed()) },
  {
    rules: ['activity-order'],
    how: 'one activity out of order',
    break: setItems(middle, ([first, second, ...rest]) => [second as JsonObject, first as JsonObject, ...rest]),
  },
  {
    rules: ['activity-unique', 'activity-order', 'outbox-surplus', 'object-unlisted'],
    how: 'an activity twice',
    break: setItems(middle, ([first, , ...rest]) => [first as JsonObject, ...rest, first as JsonObject]),
  },
  { rules: ['activity-type'], how: 'a Flag', break: (tree) => tree.editActivity(newest, places.announce, set({ type: 'Flag' })) },
  { rules: ['activity-members'], how: 'no object', break: (tree) => tree.editActivity(newest, places.announce, drop('object')) },
  {
    rules: ['audience'],
    how: 'a boost for one person',
    break: (tree) => tree.editActivity(newest, places.announce, set({ to: ['https://a.example/b'], cc: [] })),
  },
  {
    rules: ['object-embedded'],
    how: 'a Create that only names its object',
    break: (tree) =>
      tree.editActivity(newest, places.create, ({ object, ...activity }) => ({
        ...activity,
        object: (object as JsonObject)['id'] ?? '',
      })),
  },
];

/** Objects, edits, deletes. */
const brokenObjects: readonly BrokenTree[] = [
  {
    rules: ['object-members'],
    how: 'a file without attributedTo',
    break: (tree) => tree.edit(fileOf(objectOf(tree, newest, places.create)['id']), drop('attributedTo')),
  },
  { rules: ['object-forbidden'], how: 'bto', break: (tree) => editObject(tree, set({ bto: ['https://a.example/b'] })) },
  {
    rules: ['object-language'],
    how: 'another text in contentMap',
    break: (tree) => editObject(tree, set({ contentMap: { de: 'anders' } })),
  },
  { rules: ['object-file'], how: 'no file', break: (tree) => remove(tree, fileOf(objectOf(tree, newest, places.create)['id'])) },
  {
    rules: ['object-bytes'],
    how: 'a file with another text',
    break: (tree) =>
      tree.edit(
        fileOf(objectOf(tree, newest, places.create)['id']),
        set({ content: '<p>Another</p>', contentMap: { en: '<p>Another</p>' } }),
      ),
  },
  {
    rules: ['object-published'],
    how: 'an edit that changes the date of writing',
    break: async (tree) => {
      const object = await tree.sign({
        ...withoutProof(objectOf(tree, newest, places.update)),
        published: '2026-01-01T00:00:07Z',
      });
      tree.files.set(tree.base + fileOf(object['id']), serialize(object));
      await tree.editActivity(newest, places.update, (activity) => ({ ...activity, object }));
    },
  },
  {
    rules: ['object-updated'],
    how: 'an edit with the date of the version before',
    break: async (tree) => {
      const before = objectOf(tree, newest, places.update);
      const object = await tree.sign({ ...withoutProof(before), updated: before['published'] ?? '' });
      // Of versions with one date the one that stands earlier counts: the file stays as it was first.
      const first = items(tree, sealed).find((item) => (item['object'] as JsonObject)['id'] === before['id'])?.['object'];
      tree.files.set(tree.base + fileOf(before['id']), serialize(first as JsonObject));
      await tree.editActivity(newest, places.update, (activity) => ({ ...activity, object }));
    },
  },
  {
    rules: ['object-unlisted'],
    how: 'an object that no activity is about',
    break: async (tree) => {
      const object = withoutProof(objectOf(tree, newest, places.create));
      const id = String(object['id']).replace(/.\.jsonld$/, '3.jsonld');
      tree.files.set(tree.base + fileOf(id), serialize(await tree.sign({ ...object, id })));
    },
  },
  { rules: ['tombstone-file'], how: 'the file of a deleted object is missing', break: (tree) => remove(tree, deletedFile(tree)) },
  {
    rules: ['tombstone-file'],
    how: 'the file of a deleted object is still there',
    break: async (tree) => {
      const id = items(tree, newest)[places.remove]?.['object'] as string;
      const { deleted: _, formerType, ...kept } = withoutProof(tree.document(deletedFile(tree)));
      const note = {
        ...kept,
        id,
        type: String(formerType),
        content: '<p>Back</p>',
        to: objectOf(tree, newest, places.create)['to'] as JsonObject,
        cc: [],
      };
      tree.files.set(tree.base + deletedFile(tree), serialize(await tree.sign(note)));
    },
  },
  {
    rules: ['tombstone-page'],
    how: 'a page still carries a deleted object',
    break: async (tree) => {
      const id = items(tree, newest)[places.remove]?.['object'];
      const index = items(tree, sealed).findIndex((item) => (item['object'] as JsonObject)['id'] === id);
      const another = withoutProof(objectOf(tree, sealed, index - 1));
      const object = await tree.sign({
        ...another,
        id: String(id),
        published: tree.document(deletedFile(tree))['published'] ?? '',
      });
      await tree.editActivity(sealed, index, (activity) => ({ ...activity, object }));
    },
  },
  {
    rules: ['tombstone-delete'],
    how: 'a Tombstone without a Delete',
    break: (tree) => tree.editActivity(newest, places.remove, set({ type: 'Like', object: 'https://a.example/1' })),
  },
  {
    rules: ['tombstone-members', 'object-bytes'],
    how: 'a Tombstone with its text',
    break: (tree) => tree.edit(deletedFile(tree), set({ content: 'x' })),
  },
  {
    rules: ['tombstone-date', 'object-bytes'],
    how: 'a Tombstone with another date',
    break: (tree) => tree.edit(deletedFile(tree), set({ deleted: '2026-01-01T00:00:30Z' })),
  },
];

export const brokenTrees: readonly BrokenTree[] = [...brokenDocuments, ...brokenBytes, ...brokenPages, ...brokenObjects];
