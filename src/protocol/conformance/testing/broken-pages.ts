import type { JsonObject } from '../../json.ts';
import { drop, items, middle, newest, places, remove, sealed, set, setItems } from './tree-edits.ts';
import type { BrokenTree } from './tree-edits.ts';

/** Pages and activities. */
export const brokenPages: readonly BrokenTree[] = [
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
    rules: ['page-empty', 'page-total', 'outbox-surplus', 'object-unlisted'],
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
    rules: ['page-total'],
    how: 'a count that leaves out the pages below',
    break: (tree) => tree.edit(middle, set({ totalItems: 20 })),
  },
  { rules: ['page-total'], how: 'page 0 counts pages below it', break: (tree) => tree.edit(sealed, set({ totalItems: 21 })) },
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
