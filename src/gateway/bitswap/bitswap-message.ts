import { varint } from 'multiformats';
import { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/ports/block-store.ts';
import { bytesField, fieldsOf, lengthPrefixed, type ProtobufField, varintField } from './protobuf.ts';

/** One line of a peer's want list. */
export interface Want {
  readonly cid: CID;
  readonly cancel: boolean;
  /** Only whether the block is here. */
  readonly haveOnly: boolean;
  /** Say so when it is not. */
  readonly sendDontHave: boolean;
}

/** What goes back for some of the wants. */
export interface BitswapAnswer {
  readonly blocks: readonly Block[];
  readonly have: readonly CID[];
  readonly dontHave: readonly CID[];
}

/** Field numbers of the message and its parts (Bitswap 1.2.0, "Wire Format"). */
const message = { wantlist: 1, payload: 3, presences: 4 } as const;
const wantlist = { entries: 1 } as const;
const entry = { cid: 1, cancel: 3, wantType: 4, sendDontHave: 5 } as const;
const payload = { prefix: 1, data: 2 } as const;
const presence = { cid: 1, type: 2 } as const;
const dontHaveType = 1;

/**
 * The want list of a message; the blocks in it, which nobody here asked for, are passed over. Wants of blocks that have no CID that can
 * be read are left out. Throws RangeError when it is no message or wants more than `maxWants` at once.
 */
export function decodeWants(bytes: Uint8Array, maxWants: number): Want[] {
  const wants: Want[] = [];
  for (const list of partsOf(bytes, message.wantlist)) {
    for (const part of partsOf(list, wantlist.entries)) {
      if (wants.length >= maxWants) throw new RangeError(`more than ${maxWants} wants`);
      const want = decodeWant(part);
      if (want !== undefined) wants.push(want);
    }
  }
  return wants;
}

function decodeWant(bytes: Uint8Array): Want | undefined {
  const fields = new Map<number, ProtobufField['value']>();
  for (const { number, value } of fieldsOf(bytes)) fields.set(number, value);
  const cid = cidOf(fields.get(entry.cid));
  if (cid === undefined) return undefined;
  const isSet = (number: number): boolean => {
    const value = fields.get(number);
    return typeof value === 'number' && value !== 0;
  };
  return { cid, cancel: isSet(entry.cancel), haveOnly: isSet(entry.wantType), sendDontHave: isSet(entry.sendDontHave) };
}

function* partsOf(bytes: Uint8Array, wanted: number): Generator<Uint8Array, void, undefined> {
  for (const { number, value } of fieldsOf(bytes)) if (number === wanted && typeof value !== 'number') yield value;
}

function cidOf(value: ProtobufField['value'] | undefined): CID | undefined {
  if (value === undefined || typeof value === 'number') return undefined;
  try {
    // A copy, which does not keep the whole message alive.
    return CID.decode(value.slice());
  } catch {
    return undefined;
  }
}

/** The answer as it goes on a stream. */
export function encodeAnswer({ blocks, have, dontHave }: BitswapAnswer): Uint8Array {
  return lengthPrefixed([
    ...blocks.flatMap(({ cid, bytes }) =>
      bytesField(message.payload, [...bytesField(payload.prefix, [prefixOf(cid)]), ...bytesField(payload.data, [bytes])]),
    ),
    ...have.flatMap((cid) => bytesField(message.presences, bytesField(presence.cid, [cid.bytes]))),
    ...dontHave.flatMap((cid) =>
      bytesField(message.presences, [...bytesField(presence.cid, [cid.bytes]), ...varintField(presence.type, dontHaveType)]),
    ),
  ]);
}

/** The CID without its digest, which the receiver computes from the block. */
function prefixOf(cid: CID): Uint8Array {
  const { code, digest } = cid.multihash;
  const numbers = [cid.version, cid.code, code, digest.length];
  const prefix = new Uint8Array(numbers.reduce((sum, number) => sum + varint.encodingLength(number), 0));
  let offset = 0;
  for (const number of numbers) {
    varint.encodeTo(number, prefix, offset);
    offset += varint.encodingLength(number);
  }
  return prefix;
}
