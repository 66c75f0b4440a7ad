import type { JsonObject, JsonValue } from '../json.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { createSignedSource } from './signed-source.ts';
import type { SignedSource } from './signed-source.ts';

export type SignedJsonError =
  | { readonly type: 'too-large'; readonly detail: string }
  | { readonly type: 'not-json'; readonly detail: string }
  | { readonly type: 'not-canonical'; readonly detail: string }
  | { readonly type: 'forbidden-value'; readonly detail: string };

export interface SignedJsonLimits {
  readonly maximumBytes?: number;
  readonly maximumDepth?: number;
  /** Values of all kinds, counted together. */
  readonly maximumValues?: number;
}

/** Limits of bridge-spec section 3. */
export const documentByteLimit = 2 ** 20;
export const actorByteLimit = 2 ** 16;
const depthLimit = 16;
const valueLimit = 100_000;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const integerLike = /^(?:0|[1-9][0-9]*)$/;

/**
 * Reads a document whose bytes must be exactly its own JCS form (bridge-spec section 3): strict UTF-8, at most 1 MiB, depth 16,
 * no null, no fractions or integers beyond 2^53-1, no empty objects, no integer-like or duplicate member names, no lone surrogates.
 *
 * `JSON.parse` keeps members in the order written, so text that `JSON.stringify` reproduces and whose members ascend is canonical;
 * duplicates, blanks, odd escapes and odd numbers all break the comparison. The bytes must not change while the source is in use.
 */
export function readSigned(bytes: Uint8Array, limits: SignedJsonLimits = {}): Result<SignedSource, SignedJsonError> {
  const maximumBytes = limits.maximumBytes ?? documentByteLimit;
  if (bytes.length > maximumBytes) return refuse('too-large', `${bytes.length} bytes, at most ${maximumBytes}`);
  let text: string;
  let parsed: unknown;
  try {
    text = decoder.decode(bytes);
    parsed = JSON.parse(text);
  } catch (error) {
    return refuse('not-json', error instanceof Error ? error.message : 'unreadable');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return refuse('not-json', 'not an object');
  // Depth first: JSON.stringify recurses.
  const problem = findProblem(parsed, limits.maximumDepth ?? depthLimit, limits.maximumValues ?? valueLimit);
  if (problem !== undefined) return err(problem);
  if (JSON.stringify(parsed) !== text) return refuse('not-canonical', 'bytes differ from the canonical form');
  return ok(createSignedSource(parsed as JsonObject, bytes));
}

/** As `readSigned`, for those who verify nothing. */
export function parseSigned(bytes: Uint8Array, limits?: SignedJsonLimits): Result<JsonObject, SignedJsonError> {
  const read = readSigned(bytes, limits);
  return read.ok ? ok(read.value.document) : read;
}

/** The same rules for a value in memory: undefined when it may be signed. Member order does not matter here. */
export function checkSignable(document: JsonObject, limits: SignedJsonLimits = {}): SignedJsonError | undefined {
  return findProblem(document, limits.maximumDepth ?? depthLimit, limits.maximumValues ?? valueLimit, false);
}

function findProblem(root: object, maximumDepth: number, maximumValues: number, ordered = true): SignedJsonError | undefined {
  // Level by level, without recursion: nesting is the sender's choice.
  let level: object[] = [root];
  let values = 0;
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > maximumDepth) return problem('too-large', `nested deeper than ${maximumDepth}`);
    const below: object[] = [];
    for (const container of level) {
      const members: readonly unknown[] = Array.isArray(container) ? container : Object.values(container);
      values += members.length;
      if (values > maximumValues) return problem('too-large', `more than ${maximumValues} values`);
      const found = (Array.isArray(container) ? undefined : checkNames(container, ordered)) ?? checkMembers(members, below);
      if (found !== undefined) return found;
    }
    level = below;
  }
  return undefined;
}

function checkNames(container: object, ordered: boolean): SignedJsonError | undefined {
  const names = Object.keys(container);
  if (names.length === 0) return problem('forbidden-value', 'empty object');
  let previous: string | undefined;
  for (const name of names) {
    if (integerLike.test(name)) return problem('forbidden-value', 'integer-like member name');
    if (!name.isWellFormed()) return problem('forbidden-value', 'lone surrogate');
    if (ordered && previous !== undefined && previous >= name)
      return problem('not-canonical', `member ${name.slice(0, 64)} out of order`);
    previous = name;
  }
  return undefined;
}

function checkMembers(members: readonly unknown[], below: object[]): SignedJsonError | undefined {
  for (const member of members) {
    switch (typeof member) {
      case 'string':
        if (!member.isWellFormed()) return problem('forbidden-value', 'lone surrogate');
        break;
      case 'number':
        if (!Number.isSafeInteger(member) || Object.is(member, -0))
          return problem('forbidden-value', 'number is no safe integer');
        break;
      case 'boolean':
        break;
      case 'object':
        if (member === null) return problem('forbidden-value', 'null');
        below.push(member);
        break;
      default:
        return problem('forbidden-value', `a ${typeof member} is no JSON`);
    }
  }
  return undefined;
}

const problem = (type: SignedJsonError['type'], detail: string): SignedJsonError => ({ type, detail });
const refuse = (type: SignedJsonError['type'], detail: string): Result<never, SignedJsonError> => err({ type, detail });

/** Is this JSON value an object (and no array)? */
export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
