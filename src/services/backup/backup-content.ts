import * as z from 'zod/mini';
import type { AcctUri, Did, IpnsName, ObjectId, Timestamp } from '../../protocol/brand.ts';
import { parseOrigin } from '../../protocol/identity/address.ts';
import { objectId, parseDid, parseIpnsName } from '../../protocol/identity/ids.ts';
import { maximumOwnOriginLength } from '../../protocol/identity/written-id.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { isUsername } from '../profile.ts';

/** Largest backup file that is read, in bytes: room for all of the lists below. */
export const backupLimitBytes = 128 * 1024 * 1024;
/** Entries of each list; an import may bring as many as this. */
export const backupLimitEntries = 250_000;

// Compiling validators needs `eval`, which the app's content security policy forbids.
z.config({ jitless: true });

const text = (limit: number) => z.string().check(z.maxLength(limit));
const milliseconds = z.number().check(z.nonnegative());
const list = <T extends z.core.SomeType>(item: T, limit: number) => z.array(item).check(z.maxLength(limit));
const brandedBy = <T extends string>(parse: (value: string) => T | undefined) =>
  z.pipe(
    text(2048).check(z.refine((value) => parse(value) !== undefined)),
    z.transform((value) => parse(value) as T),
  );

const did = brandedBy<Did>(parseDid);
const ipnsName = brandedBy<IpnsName>(parseIpnsName);
const person = brandedBy<Did | ObjectId>((value) => parseDid(value) ?? objectId(value));
const acct = brandedBy<AcctUri>((value) =>
  /^acct:[^\s@:/]{1,128}@[^\s@/]{1,255}$/.test(value) ? (value as AcctUri) : undefined,
);
const timestamp = brandedBy<Timestamp>((value) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) ? (value as Timestamp) : undefined,
);

const member = z.union([person, acct]);

const options = z.object({
  showBoosts: z.boolean(),
  notify: z.boolean(),
  languages: z.readonly(list(text(35), 50)),
});

const follow = z.object({
  did,
  name: ipnsName,
  stampMs: milliseconds,
  removed: z.boolean(),
  via: list(text(2048), 16),
  coHost: z.boolean(),
  options: z.optional(options),
});

const remoteFollow = z.object({
  id: brandedBy<ObjectId>(objectId),
  acct,
  options,
  stampMs: milliseconds,
  removed: z.boolean(),
});

const listOfPeople = z.object({ id: text(64), title: text(400), stampMs: milliseconds, removed: z.boolean() });
const listMember = z.object({ list: text(64), member, stampMs: milliseconds, removed: z.boolean() });
const bookmark = z.object({ id: brandedBy<ObjectId>(objectId), stampMs: milliseconds, removed: z.boolean() });

const moderation = z.object({
  target: member,
  kind: z.enum(['block', 'mute']),
  stampMs: milliseconds,
  removed: z.boolean(),
  hidesNotifications: z.optional(z.boolean()),
});

const profile = z.object({
  preferredUsername: text(30).check(z.refine(isUsername)),
  name: text(400),
  bio: text(20_000),
  publishedAt: timestamp,
  iconDigest: z.optional(text(64)),
  website: z.optional(text(maximumOwnOriginLength).check(z.refine((origin) => parseOrigin(origin) === origin))),
  hasWebfinger: z.optional(z.boolean()),
  address: z.optional(text(400)),
  formerIds: z.optional(z.readonly(list(text(2048), 32))),
  linked: z.optional(z.readonly(list(text(2048), 32))),
  nextKeyDigest: z.optional(text(64)),
});

const settings = z.object({
  iceServers: z.optional(list(text(2048), 32)),
  httpOnly: z.optional(z.boolean()),
  theme: z.optional(z.enum(['system', 'light', 'dark'])),
  locale: z.optional(text(35)),
  undoSeconds: z.optional(z.number().check(z.minimum(0), z.maximum(600))),
  postLanguage: z.optional(text(35)),
});

const common = {
  format: z.literal('pollen-backup'),
  did,
  createdAt: timestamp,
  profile: z.optional(profile),
  follows: list(follow, backupLimitEntries),
  moderation: list(moderation, backupLimitEntries),
  /** Absent in backups of older versions. */
  remoteFollows: z.optional(list(remoteFollow, backupLimitEntries)),
  lists: z.optional(list(listOfPeople, backupLimitEntries)),
  listMembers: z.optional(list(listMember, backupLimitEntries)),
  bookmarks: z.optional(list(bookmark, backupLimitEntries)),
  settings,
  gateways: list(text(2048), 64),
};

const backupContent = z.discriminatedUnion('version', [
  z.object({
    version: z.literal(1),
    /** Secret key as a multibase multikey, `z3u2…`: accounts of before root secrets. */
    seed: text(64),
    ...common,
  }),
  z.object({
    version: z.literal(2),
    /** Root secret, base58btc in multibase, from which the key of the account and its successor's are derived. */
    root: text(64),
    ...common,
  }),
]);

/** Versions from a later app: to be told apart from damaged files. */
const newestVersion = 2;

/** What a backup holds; everything of it is private. The posts are not in it: they are published, and read back after a restore. */
export type BackupContent = z.infer<typeof backupContent>;

/** Parses what was inside the envelope. Members that this version does not know are dropped. */
export function parseBackupContent(bytes: Uint8Array): Result<BackupContent, { readonly reason: string; readonly newer?: true }> {
  if (bytes.length > backupLimitBytes) return err({ reason: 'too large' });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err({ reason: 'no JSON inside' });
  }
  const parsed = backupContent.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const version = z.object({ format: common.format, version: z.number() }).safeParse(value);
  if (version.success && version.data.version > newestVersion) return err({ reason: 'of a later version', newer: true });
  const path = parsed.error.issues[0]?.path.join('.');
  return err({ reason: path ? `${path} is missing or wrong` : 'no backup inside' });
}
