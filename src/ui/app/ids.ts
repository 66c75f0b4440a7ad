import type { Did, ObjectId } from '../../protocol/brand.ts';

/** Whether an actor is a Pollen account, which can be followed and read; others are known from what servers say. */
export function isDid(id: Did | ObjectId): id is Did {
  return id.startsWith('did:key:');
}
