/** Bounds of pairing: bytes, counts, milliseconds. */
export const pairingLimits = {
  /** Of a code as text or in a link. */
  codeCharacters: 2_048,
  gateways: 3,
  originBytes: 200,
  secretBytes: 16,
  /** How long a code is good for. */
  codeMs: 10 * 60_000,
  /** A code that claims to be good for longer was not made by this rule. */
  codeSlackMs: 24 * 60 * 60_000,
  /** Of one message on the wire. */
  frameBytes: 64 * 1024,
  /** Of the content, in one sealed message. */
  chunkBytes: 32 * 1024,
  contentBytes: 128 * 1024 * 1024,
  /** Of the content over a relay, which ends a stream after 128 KiB in all. */
  relayedContentBytes: 80 * 1024,
  /** Streams of strangers that do not know the secret, for one code. */
  strangers: 50,
  /** From the stream to the short code. */
  handshakeMs: 30_000,
  /** For the people to compare, and for the passphrase. */
  peopleMs: 10 * 60_000,
  /** Without a sign while the content is on its way or being stored. */
  silenceMs: 60_000,
} as const;
