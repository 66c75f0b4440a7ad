import * as z from 'zod/mini';
import * as wire from './wire-values.ts';

const members = {
  ...wire.signedMembers,
  actor: wire.portableId,
  published: wire.timestamp,
  to: wire.audience,
  cc: wire.audience,
};

/** An object whose own proof decides; checked separately. */
const embedded = z.looseObject({ id: wire.portableId, type: z.string() });
const everybody = z.refine<{ to: string[]; cc: string[] }>(wire.isForEverybody, 'neither public nor unlisted');
const emoji = z.string().check(z.maxLength(64));

const createSchema = z
  .object({ ...members, type: z.literal('Create'), object: z.union([embedded, wire.portableId]) })
  .check(everybody);
const updateSchema = z
  .object({ ...members, type: z.literal('Update'), object: z.union([embedded, wire.portableId]) })
  .check(everybody);
const deleteSchema = z.object({ ...members, type: z.literal('Delete'), object: wire.portableId }).check(everybody);
const announceSchema = z.object({ ...members, type: z.literal('Announce'), object: wire.anyId }).check(everybody);
const likeSchema = z.object({ ...members, type: z.literal('Like'), object: wire.anyId }).check(everybody);
const emojiReactSchema = z
  .object({ ...members, type: z.literal('EmojiReact'), object: wire.anyId, content: emoji })
  .check(everybody);
const followSchema = z.object({ ...members, type: z.literal('Follow'), object: wire.anyId }).check(everybody);
const undoSchema = z.object({ ...members, type: z.literal('Undo'), object: wire.portableId }).check(everybody);
const moveSchema = z
  .object({ ...members, type: z.literal('Move'), object: wire.portableId, target: wire.anyId })
  .check(everybody);
const addSchema = z.object({ ...members, type: z.literal('Add'), object: wire.anyId, target: wire.portableId }).check(everybody);
const removeSchema = z
  .object({ ...members, type: z.literal('Remove'), object: wire.anyId, target: wire.portableId })
  .check(everybody);

/** Everything that may stand in an outbox (bridge-spec section 5). */
export const activitySchema = z.discriminatedUnion('type', [
  createSchema,
  updateSchema,
  deleteSchema,
  announceSchema,
  likeSchema,
  emojiReactSchema,
  followSchema,
  undoSchema,
  moveSchema,
  addSchema,
  removeSchema,
]);

export type Activity = z.infer<typeof activitySchema>;
export type Create = z.infer<typeof createSchema>;
export type Update = z.infer<typeof updateSchema>;
export type Delete = z.infer<typeof deleteSchema>;
export type Announce = z.infer<typeof announceSchema>;
export type Like = z.infer<typeof likeSchema>;
export type EmojiReact = z.infer<typeof emojiReactSchema>;
export type Follow = z.infer<typeof followSchema>;
export type Undo = z.infer<typeof undoSchema>;
export type Move = z.infer<typeof moveSchema>;
export type Add = z.infer<typeof addSchema>;
export type Remove = z.infer<typeof removeSchema>;
