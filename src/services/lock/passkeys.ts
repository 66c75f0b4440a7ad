import type { Did } from '../../protocol/brand.ts';
import type { PasskeyRecord } from '../../protocol/ports/records.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { RandomBytes } from '../account-keys.ts';

/** What an authenticator answers: which credential it was, and 32 bytes that it computes from the salt (WebAuthn, extension `prf`). */
export interface PasskeyAnswer {
  readonly credentialId: Uint8Array;
  readonly secret: Uint8Array;
}

export type PasskeyRefusal = { readonly type: 'passkey-refused' } | { readonly type: 'passkey-unfit' };

/** The browser's passkeys; every use asks the person to verify themselves to the authenticator. */
export interface PasskeyPort {
  /** Whether this browser can derive secrets from passkeys at all. */
  isAvailable(): Promise<boolean>;
  /** Makes a passkey and has it compute from `salt`. */
  create(request: { readonly name: string; readonly salt: Uint8Array }): Promise<Result<PasskeyAnswer, PasskeyRefusal>>;
  /** Asks for one of these passkeys, each with its own salt. */
  get(
    known: readonly { readonly credentialId: Uint8Array; readonly salt: Uint8Array }[],
  ): Promise<Result<PasskeyAnswer, PasskeyRefusal>>;
}

interface WrapParts {
  readonly subtle: SubtleCrypto;
  readonly random: RandomBytes;
  readonly passkeys: PasskeyPort;
  readonly did: Did;
}

/** Makes a passkey that opens the seed: AES-256-GCM under a key that HKDF-SHA-256 derives from the authenticator's secret. */
export async function wrapByPasskey(
  { subtle, random, passkeys, did }: WrapParts,
  seed: Uint8Array,
  options: { readonly name: string; readonly nowMs: number },
): Promise<Result<PasskeyRecord, PasskeyRefusal>> {
  const salt = random(32);
  const made = await passkeys.create({ name: options.name, salt });
  if (!made.ok) return made;
  const { credentialId, secret } = made.value;
  const key = await wrappingKey(subtle, secret, salt);
  const iv = random(12);
  const wrapped = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytesOf(did) }, key, seed.slice());
  return ok({ credentialId, salt, iv, wrapped: new Uint8Array(wrapped), addedAtMs: options.nowMs });
}

/** The seed, by one of the passkeys; the caller wipes it. `damaged`: what came out is not the key of the account. */
export async function unwrapByPasskey(
  { subtle, passkeys, did }: Omit<WrapParts, 'random'>,
  records: readonly PasskeyRecord[],
): Promise<Result<Uint8Array, PasskeyRefusal | { readonly type: 'damaged' }>> {
  const answer = await passkeys.get(records);
  if (!answer.ok) return answer;
  const { credentialId, secret } = answer.value;
  const record = records.find((known) => sameBytes(known.credentialId, credentialId));
  if (record === undefined) return err({ type: 'passkey-refused' });
  const key = await wrappingKey(subtle, secret, record.salt);
  try {
    const algorithm = { name: 'AES-GCM', iv: record.iv.slice(), additionalData: bytesOf(did) };
    const seed = new Uint8Array(await subtle.decrypt(algorithm, key, record.wrapped.slice()));
    if (seed.length === 32 && seedToDid(seed) === did) return ok(seed);
    seed.fill(0);
  } catch {
    // Another secret than the one it was wrapped with: the same as damaged.
  }
  return err({ type: 'damaged' });
}

async function wrappingKey(subtle: SubtleCrypto, secret: Uint8Array, salt: Uint8Array): Promise<CryptoKey> {
  const material = await subtle.importKey('raw', secret.slice(), 'HKDF', false, ['deriveKey']);
  secret.fill(0);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: salt.slice(), info: bytesOf('pollen app lock passkey 1') };
  return subtle.deriveKey(algorithm, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);
