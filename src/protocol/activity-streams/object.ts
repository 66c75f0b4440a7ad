import * as z from 'zod/mini';
import { limits } from './limits.ts';
import * as wire from './wire-values.ts';

export const objectTypes = ['Note', 'Article', 'Question', 'Image', 'Video', 'Audio', 'Event'] as const;

/** Hashtag, Mention, Emoji, Link, or a kind that only others know. */
export const tagSchema = z.object({
  type: z.string().check(z.maxLength(64)),
  name: z.optional(wire.text),
  href: z.optional(wire.href),
  id: z.optional(wire.href),
  rel: z.optional(wire.text),
  mediaType: z.optional(wire.mediaType),
});

/** A picture, sound, film or file; or a kind that only others know (then without `url`). */
export const attachmentSchema = z.object({
  type: z.string().check(z.maxLength(64)),
  mediaType: z.optional(wire.mediaType),
  url: z.optional(wire.anyId),
  digestMultibase: z.optional(wire.digest),
  name: z.optional(wire.text),
  width: z.optional(wire.count),
  height: z.optional(wire.count),
  blurhash: z.optional(z.string().check(z.maxLength(256))),
});

/** What people write: Note and its kin (bridge-spec section 6). */
export const postSchema = z
  .object({
    ...wire.signedMembers,
    type: z.enum(objectTypes),
    attributedTo: wire.portableId,
    content: z.optional(wire.html),
    published: wire.timestamp,
    updated: z.optional(wire.timestamp),
    to: wire.audience,
    cc: wire.audience,
    name: z.optional(wire.text),
    /** Content warning, plain text. */
    summary: z.optional(wire.html),
    sensitive: z.optional(z.boolean()),
    contentMap: z.optional(wire.languageMap),
    inReplyTo: z.optional(wire.anyId),
    context: z.optional(wire.href),
    url: z.optional(wire.webUrl),
    tag: z.optional(z.array(tagSchema).check(z.maxLength(limits.tags))),
    attachment: z.optional(z.array(attachmentSchema).check(z.maxLength(limits.attachments))),
  })
  .check(z.refine(wire.isForEverybody, 'neither public nor unlisted'));

/** What a deleted object leaves behind (bridge-spec section 6). */
export const tombstoneSchema = z.object({
  ...wire.signedMembers,
  type: z.literal('Tombstone'),
  formerType: z.optional(z.string().check(z.maxLength(64))),
  attributedTo: wire.portableId,
  published: z.optional(wire.timestamp),
  deleted: wire.timestamp,
});

export type Tag = z.infer<typeof tagSchema>;
export type Attachment = z.infer<typeof attachmentSchema>;
export type Post = z.infer<typeof postSchema>;
export type Tombstone = z.infer<typeof tombstoneSchema>;
