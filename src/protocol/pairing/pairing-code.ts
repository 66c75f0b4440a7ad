import { sha256 } from '@noble/hashes/sha2.js';
import { base32 } from 'multiformats/bases/base32';
import { err, ok, type Result } from '../result.ts';
import { pairingLimits } from './limits.ts';
import { keyOfPeerId, peerIdOfKey, peerKeyBytes } from './peer-id.ts';

/**
 * What the device that has the account shows to the new one, as a link (`<app>#/pair/<code>`), a QR code of it, or text. Whoever reads
 * it may try once to connect; it is not enough to get the account (handshake.ts).
 */
export interface PairingCode {
  /** Of the device that has the account, `12D3Koo…`. */
  readonly peerId: string;
  /** Origins of gateways that reach it; at most 3. */
  readonly gateways: readonly string[];
  /** 16 random bytes, used once. */
  readonly secret: Uint8Array;
  /** To the second. */
  readonly expiresAtMs: number;
}

/** `damaged`: mistyped or cut off. `other-version`: made by a version of Pollen that pairs in another way. */
export type PairingCodeError = 'not-a-code' | 'damaged' | 'other-version' | 'expired';

const version = 1;
const checkBytes = 4;
const fixedBytes = 1 + 4 + pairingLimits.secretBytes + peerKeyBytes + 1;

/**
 * Base32 (RFC 4648, lower case) of: version 1, expiry in seconds (4 bytes), secret (16), public key of the peer (32), count of
 * gateways, each as a length and an origin, and the first 4 bytes of the SHA-256 of all that. Throws for a peer id or gateway that
 * cannot be written.
 */
export function encodePairingCode(code: PairingCode): string {
  const key = keyOfPeerId(code.peerId);
  const origins = code.gateways.map((origin) => new TextEncoder().encode(origin));
  if (key === undefined || code.secret.length !== pairingLimits.secretBytes) throw new RangeError('no such device');
  if (origins.length > pairingLimits.gateways || origins.some(({ length }) => length > pairingLimits.originBytes)) {
    throw new RangeError('too many or too long gateways');
  }
  const seconds = Math.floor(code.expiresAtMs / 1000);
  const expiry = [24, 16, 8, 0].map((shift) => (seconds >>> shift) & 0xff);
  const parts = origins.flatMap((origin) => [origin.length, ...origin]);
  const body = Uint8Array.of(version, ...expiry, ...code.secret, ...key, origins.length, ...parts);
  return base32.baseEncode(Uint8Array.of(...body, ...sha256(body).subarray(0, checkBytes)));
}

/** Link that opens the code in an app. */
export const pairingLink = (appBase: string, code: string): string => `${appBase.split('#', 1)[0] ?? ''}#/pair/${code}`;

/**
 * Reads a code as people hand it over: a link that holds it, or the text itself in any case, with spaces, hyphens or line breaks.
 * Gateways that are no http or https origin make it damaged.
 */
export function parsePairingCode(text: string, nowMs: number): Result<PairingCode, PairingCodeError> {
  if (text.length > pairingLimits.codeCharacters) return err('not-a-code');
  const inLink = /#\/pair\/([^?#]*)/.exec(text)?.[1];
  const plain = (inLink ?? text).replaceAll(/[\s-]/g, '').toLowerCase();
  if (!/^[a-z2-7]{16,}$/.test(plain)) return err('not-a-code');
  const bytes = decode(plain);
  // The first character holds five bits of the version: what begins otherwise is another text, or of another version.
  if (bytes === undefined || bytes.length < fixedBytes + checkBytes) return err(inLink === undefined ? 'not-a-code' : 'damaged');
  const body = bytes.subarray(0, -checkBytes);
  const check = sha256(body);
  if (!bytes.subarray(-checkBytes).every((byte, place) => byte === check[place])) {
    return err(inLink === undefined && body[0] !== version ? 'not-a-code' : 'damaged');
  }
  if (body[0] !== version) return err('other-version');
  const gateways = readGateways(body.subarray(fixedBytes), body[fixedBytes - 1] ?? 0);
  if (gateways === undefined) return err('damaged');
  const expiresAtMs = body.subarray(1, 5).reduce((value, byte) => value * 256 + byte, 0) * 1000;
  if (expiresAtMs <= nowMs || expiresAtMs > nowMs + pairingLimits.codeMs + pairingLimits.codeSlackMs) return err('expired');
  const secret = body.slice(5, 5 + pairingLimits.secretBytes);
  const peerId = peerIdOfKey(body.subarray(5 + pairingLimits.secretBytes, fixedBytes - 1));
  return ok({ peerId, gateways, secret, expiresAtMs });
}

/** In groups of four, for reading aloud and typing. */
export const groupedCode = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, '$1 ');

function decode(text: string): Uint8Array | undefined {
  try {
    const bytes = base32.baseDecode(text);
    return base32.baseEncode(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function readGateways(bytes: Uint8Array, count: number): readonly string[] | undefined {
  if (count > pairingLimits.gateways) return undefined;
  const origins: string[] = [];
  let at = 0;
  for (let read = 0; read < count; read += 1) {
    const length = bytes[at] ?? 0;
    const origin = new TextDecoder().decode(bytes.subarray(at + 1, at + 1 + length));
    at += 1 + length;
    if (at > bytes.length || length > pairingLimits.originBytes || !isOrigin(origin)) return undefined;
    origins.push(origin);
  }
  return at === bytes.length ? origins : undefined;
}

function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  return new URL(text).origin === text;
}
