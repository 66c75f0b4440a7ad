import type { JsonObject } from '../../json.ts';
import { serialize } from '../../proof/proof.ts';
import { deletedFile, drop, fileOf, items, picture, put, remove, sealed, set } from './tree-edits.ts';
import type { BrokenTree } from './tree-edits.ts';
import { pictureBytes, withoutProof } from './tree-files.ts';

/** Actor, outbox and other files. */
export const brokenDocuments: readonly BrokenTree[] = [
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
  {
    rules: ['outbox-total', 'page-total'],
    how: 'one too few',
    break: (tree) => tree.edit('outbox.jsonld', set({ totalItems: 48 })),
  },
  {
    rules: ['outbox-surplus', 'page-total'],
    how: 'one too many',
    break: (tree) => tree.edit('outbox.jsonld', set({ totalItems: 50 })),
  },
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
