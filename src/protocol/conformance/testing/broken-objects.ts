import type { JsonObject } from '../../json.ts';
import { serialize } from '../../proof/proof.ts';
import { deletedFile, drop, editObject, fileOf, items, newest, objectOf, places, remove, sealed, set } from './tree-edits.ts';
import type { BrokenTree } from './tree-edits.ts';
import { withoutProof } from './tree-files.ts';

/** Objects, edits, deletes. */
export const brokenObjects: readonly BrokenTree[] = [
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
