import * as z from 'zod/mini';
import { limits } from './limits.ts';
import * as wire from './wire-values.ts';

/** The outbox: what there is and where it begins (bridge-spec section 5). */
export const outboxSchema = z.object({
  ...wire.signedMembers,
  type: z.literal('OrderedCollection'),
  attributedTo: wire.portableId,
  totalItems: wire.count,
  first: wire.portableId,
  last: wire.portableId,
  updated: wire.timestamp,
  to: wire.audience,
});

/** Inbox (always empty), featured, followers, following. */
export const collectionSchema = z.object({
  ...wire.signedMembers,
  type: z.literal('OrderedCollection'),
  attributedTo: wire.portableId,
  totalItems: wire.count,
  orderedItems: z.optional(z.array(wire.anyId)),
  updated: z.optional(wire.timestamp),
  to: wire.audience,
});

/** One page of the outbox; its activities are checked one by one (bridge-spec section 5). */
export const pageSchema = z
  .object({
    ...wire.signedMembers,
    type: z.literal('OrderedCollectionPage'),
    attributedTo: wire.portableId,
    partOf: wire.portableId,
    next: z.optional(wire.portableId),
    orderedItems: z.array(z.unknown()).check(z.maxLength(limits.activitiesPerPage)),
    /** Activities on this page and all below it: what tells a stale copy from a whole page. */
    totalItems: wire.count,
    to: wire.audience,
  })
  .check(z.refine((page) => page.totalItems >= page.orderedItems.length, 'totalItems is less than what is on the page'));

export type Outbox = z.infer<typeof outboxSchema>;
export type OrderedCollection = z.infer<typeof collectionSchema>;
export type OrderedCollectionPage = z.infer<typeof pageSchema>;
