/**
 * How two devices that never met agree on keys that nobody between them has.
 *
 * The holder (who has the account) showed a code with a secret of 16 bytes; the joiner read it and dialled. Four messages:
 *
 *     joiner  Hello   commitment to its ephemeral key and nonce, and a proof that it knows the secret
 *     holder  Reveal  its ephemeral key and nonce
 *     joiner  Open    its ephemeral key and nonce, as committed
 *     both    Ready   the first sealed message: proves the keys
 *
 * Keys and the short code come from the ECDH secret, the code's secret and everything that was said, with both peer ids. Who is in
 * the middle and does not know the secret gets nowhere. Who does know it (saw the screen) must hold two conversations with keys of its
 * own, and had to commit to its key before it saw the holder's, and to show its key before it saw the joiner's: it cannot search for
 * keys that make both short codes the same, and has one chance in a million, once.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

export const publicKeyBytes = 65;
export const nonceBytes = 32;
const digestBytes = 32;

/** First byte of each message on the wire. */
export const wire = { bye: 0, hello: 1, reveal: 2, open: 3, sealed: 4 } as const;

const helloVersion = 1;
export const helloBytes = 2 + 2 * digestBytes;
/** Of Reveal and Open: kind, key, nonce. */
export const keyMessageBytes = 1 + publicKeyBytes + nonceBytes;

/** Who talks to whom; proven by the connection. */
export interface PairingPeers {
  readonly holder: string;
  readonly joiner: string;
}

/** What both sides have said, byte for byte. */
export interface Transcript extends PairingPeers {
  readonly hello: Uint8Array;
  readonly reveal: Uint8Array;
  readonly open: Uint8Array;
}

export interface PairingKeys {
  /** Six digits. */
  readonly shortCode: string;
  readonly fromHolder: Uint8Array;
  readonly fromJoiner: Uint8Array;
}

export function writeHello(secret: Uint8Array, peers: PairingPeers, keyMessage: Uint8Array): Uint8Array {
  const commitment = commitmentTo(keyMessage);
  return Uint8Array.of(wire.hello, helloVersion, ...commitment, ...proofOf(secret, peers, commitment));
}

/** Whether a Hello comes from somebody who knows the secret, and is meant for this connection. */
export function isHello(message: Uint8Array, secret: Uint8Array, peers: PairingPeers): boolean {
  if (message.length !== helloBytes || message[0] !== wire.hello || message[1] !== helloVersion) return false;
  const commitment = message.subarray(2, 2 + digestBytes);
  return equal(message.subarray(2 + digestBytes), proofOf(secret, peers, commitment));
}

/** A Reveal or an Open. */
export const writeKeyMessage = (kind: number, publicKey: Uint8Array, nonce: Uint8Array): Uint8Array =>
  Uint8Array.of(kind, ...publicKey, ...nonce);

export const isKeyMessage = (message: Uint8Array, kind: number): boolean =>
  message.length === keyMessageBytes && message[0] === kind;

export const publicKeyIn = (keyMessage: Uint8Array): Uint8Array => keyMessage.slice(1, 1 + publicKeyBytes);

/** Whether an Open shows what its Hello committed to. */
export const isCommitted = (open: Uint8Array, hello: Uint8Array): boolean =>
  equal(commitmentTo(open), hello.subarray(2, 2 + digestBytes));

/** Keys of both directions and the short code, the same on both sides. */
export function deriveKeys(shared: Uint8Array, secret: Uint8Array, said: Transcript): PairingKeys {
  const salt = sha256(
    joined('pollen pairing transcript 1', text(said.holder), text(said.joiner), said.hello, said.reveal, said.open),
  );
  const input = Uint8Array.of(...shared, ...secret);
  const derive = (purpose: string, lengthBytes: number): Uint8Array => hkdf(sha256, input, salt, text(purpose), lengthBytes);
  // 64 bits, so that no code is noticeably likelier than another.
  const number = derive('pollen pairing short code 1', 8).reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  const keys = {
    shortCode: (number % 1_000_000n).toString().padStart(6, '0'),
    fromHolder: derive('pollen pairing from holder 1', 32),
    fromJoiner: derive('pollen pairing from joiner 1', 32),
  };
  input.fill(0);
  return keys;
}

const commitmentTo = (keyMessage: Uint8Array): Uint8Array =>
  sha256(joined('pollen pairing commitment 1', keyMessage.subarray(1)));

const proofOf = (secret: Uint8Array, { holder, joiner }: PairingPeers, commitment: Uint8Array): Uint8Array =>
  hmac(sha256, secret, joined('pollen pairing hello 1', text(holder), text(joiner), commitment));

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Each part with its length before it, so that no two lists of parts are the same bytes. */
function joined(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from([text(label), ...parts].flatMap((part) => [part.length >>> 8, part.length & 0xff, ...part]));
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  let different = one.length ^ other.length;
  for (const [place, byte] of one.entries()) different |= byte ^ (other[place] ?? 0);
  return different === 0;
}
