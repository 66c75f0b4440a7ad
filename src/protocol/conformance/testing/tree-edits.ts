import type { JsonObject } from '../../json.ts';
import { serialize } from '../../proof/proof.ts';
import type { RuleId } from '../rules.ts';
import type { TreeFiles } from './tree-files.ts';
import { withoutProof } from './tree-files.ts';

/** A way to break a good tree, and the rules that must be named then: exactly these. */
export interface BrokenTree {
  readonly rules: readonly RuleId[];
  readonly how: string;
  break(tree: TreeFiles): Promise<void> | void;
}

export const sealed = 'outbox/0000/000000.jsonld';
export const middle = 'outbox/0000/000001.jsonld';
export const newest = 'outbox/0000/000002.jsonld';
/** On the newest page: Announce, Like, Delete, Update, then Creates. */
export const places = { announce: 0, remove: 2, update: 3, create: 4 } as const;

export const set =
  (members: JsonObject) =>
  (unsigned: JsonObject): JsonObject => ({ ...unsigned, ...members });
export const drop =
  (member: string) =>
  (unsigned: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(unsigned).filter(([name]) => name !== member));
export const text = (tree: TreeFiles, path: string): string => new TextDecoder().decode(tree.files.get(tree.base + path));
export const put = (tree: TreeFiles, path: string, content: string): void =>
  void tree.files.set(tree.base + path, new TextEncoder().encode(content));
export const remove = (tree: TreeFiles, path: string): void => void tree.files.delete(tree.base + path);
export const items = (tree: TreeFiles, page: string): JsonObject[] => [...(tree.document(page)['orderedItems'] as JsonObject[])];
export const objectOf = (tree: TreeFiles, page: string, index: number): JsonObject =>
  items(tree, page)[index]?.['object'] as JsonObject;
/** Path of an object's file, below the account's folder. */
export const fileOf = (id: unknown): string => String(id).replace(/^ap:\/\/[^/]+\//, '');
export const deletedFile = (tree: TreeFiles): string => fileOf(items(tree, newest)[places.remove]?.['object']);
export const picture = (tree: TreeFiles): string => [...tree.files.keys()].find((path) => path.startsWith('m/')) ?? '';

/** Changes an object in its file and in the one activity that carries it. */
export async function editObject(tree: TreeFiles, change: (unsigned: JsonObject) => JsonObject): Promise<void> {
  const object = await tree.sign(change(withoutProof(objectOf(tree, newest, places.create))));
  tree.files.set(tree.base + fileOf(objectOf(tree, newest, places.create)['id']), serialize(object));
  await tree.editActivity(newest, places.create, (activity) => ({ ...activity, object }));
}

/** Other activities on a page; its own totalItems follows, those of the pages above and the outbox do not. */
export const setItems = (page: string, change: (list: JsonObject[]) => JsonObject[]) => (tree: TreeFiles) =>
  tree.edit(page, (unsigned) => {
    const before = items(tree, page);
    const list = change(before);
    const total = Number(unsigned['totalItems']) + list.length - before.length;
    return { ...unsigned, orderedItems: list, totalItems: total };
  });
