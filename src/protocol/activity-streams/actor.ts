import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { attachmentSchema } from './object.ts';
import * as wire from './wire-values.ts';

export const actorTypes = ['Person', 'Service', 'Organization', 'Group', 'Application'] as const;
export const usernamePattern = /^[A-Za-z0-9_]{1,30}$/;

export const multikeySchema = z.object({
  id: wire.portableId,
  type: z.literal('Multikey'),
  controller: wire.portableId,
  publicKeyMultibase: z.string().check(z.maxLength(128)),
});

/** A name and value that an actor shows on its profile, or another kind of attachment. */
const profileFieldSchema = z.object({
  type: z.string().check(z.maxLength(64)),
  name: z.optional(wire.text),
  value: z.optional(wire.html),
});

/** Actor document (bridge-spec section 4). */
export const actorSchema = z.object({
  ...wire.signedMembers,
  type: z.enum(actorTypes),
  preferredUsername: z.string().check(z.regex(usernamePattern)),
  inbox: wire.portableId,
  outbox: wire.portableId,
  featured: z.optional(wire.portableId),
  followers: z.optional(wire.portableId),
  following: z.optional(wire.portableId),
  gateways: z.array(wire.webUrl).check(z.maxLength(limits.gateways)),
  pollOnly: z.literal(true),
  updateInterval: z.string().check(z.regex(/^P[0-9DTHMS]{2,16}$/)),
  assertionMethod: z.array(multikeySchema).check(z.length(1)),
  published: wire.timestamp,
  updated: wire.timestamp,
  name: z.optional(wire.text),
  summary: z.optional(wire.html),
  url: z.optional(wire.webUrl),
  webfinger: z.optional(wire.text),
  icon: z.optional(attachmentSchema),
  image: z.optional(attachmentSchema),
  discoverable: z.optional(z.boolean()),
  indexable: z.optional(z.boolean()),
  manuallyApprovesFollowers: z.optional(z.boolean()),
  alsoKnownAs: z.optional(z.array(wire.href).check(z.maxLength(limits.otherNames))),
  movedTo: z.optional(wire.href),
  nextKeyDigest: z.optional(wire.digest),
  attachment: z.optional(z.array(profileFieldSchema).check(z.maxLength(limits.attachments))),
});

export type Multikey = z.infer<typeof multikeySchema>;
export type Actor = z.infer<typeof actorSchema>;
