/** Bounds on what a document may carry, beyond those of signed JSON as a whole (bridge-spec sections 3 to 6). */
export const limits = {
  /** UTF-16 code units of a `content` or `summary`. */
  html: 2 ** 18,
  /** Names, captions, labels. */
  text: 4096,
  tags: 128,
  attachments: 32,
  /** Members of `to` and of `cc`. */
  audience: 256,
  languages: 32,
  gateways: 32,
  otherNames: 32,
  activitiesPerPage: 20,
  featured: 20,
  contextEntries: 8,
} as const;
