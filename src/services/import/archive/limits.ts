/** Bounds on archives of other networks; what is beyond is left out or ends the reading in words, never in memory. */
export const archiveLimits = {
  /** Entries of the archive. */
  entries: 200_000,
  /** Unpacked to packed bytes, of the whole archive; what is below `freeBytes` is not counted. */
  ratio: 200,
  freeBytes: 16 * 2 ** 20,
  /** outbox.json, likes.json, bookmarks.json: read as streams. */
  jsonBytes: 512 * 2 ** 20,
  /** One entry of those. */
  itemBytes: 2 * 2 ** 20,
  /** actor.json, read whole. */
  actorBytes: 2 ** 20,
  /** Entries of outbox.json; likes and bookmarks each. */
  items: 200_000,
  references: 100_000,
  /** One file (bridge-spec section 11). */
  mediaBytes: 64 * 2 ** 20,
  /** HTML of a post, UTF-8: it stands in a document twice, and a page holds 512 KiB. */
  htmlBytes: 64 * 1024,
  /** Archives up to here are kept on this device until they are read. */
  keptFileBytes: 200_000_000,
} as const;
