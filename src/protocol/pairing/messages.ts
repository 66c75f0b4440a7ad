import { pairingLimits } from './limits.ts';
import { wire } from './handshake.ts';

/** Why a pairing ended without an account on the new device. */
export type PairingFailure =
  /** The user of this device said that the short codes differ, or of the other one. */
  | 'codes-differ'
  | 'cancelled'
  /** By the other device. */
  | 'cancelled-there'
  | 'expired'
  /** The code has been used before, or is being used. */
  | 'used'
  /** The code's secret is not known to the other side. */
  | 'wrong-code'
  /** What came was not sealed by the other device, or is against the rules. */
  | 'broken'
  | 'timed-out'
  /** The connection is gone. */
  | 'lost'
  | 'too-large'
  /** The new device could not keep it. */
  | 'storage-full'
  | 'not-stored';

/** Those that one side tells the other, by number. */
const told: readonly PairingFailure[] = [
  'broken',
  'codes-differ',
  'cancelled',
  'expired',
  'used',
  'wrong-code',
  'timed-out',
  'too-large',
  'storage-full',
  'not-stored',
];

/** A goodbye in the clear: it ends the attempt and proves nothing. */
export const writeBye = (reason: PairingFailure): Uint8Array => Uint8Array.of(wire.bye, Math.max(0, told.indexOf(reason)));

/** The reason as this side sees it; undefined when the frame is no goodbye. */
export function readBye(frame: Uint8Array): PairingFailure | undefined {
  if (frame[0] !== wire.bye || frame.length !== 2) return undefined;
  const reason = told[frame[1] ?? 0] ?? 'broken';
  return reason === 'cancelled' ? 'cancelled-there' : reason;
}

/** What is said under seal. */
export type PairingMessage =
  | { readonly type: 'ready' }
  /** The user of that device has compared the short codes. */
  | { readonly type: 'same' }
  /** The content begins; so many bytes. */
  | { readonly type: 'content'; readonly bytes: number }
  | { readonly type: 'chunk'; readonly bytes: Uint8Array }
  /** The account is on the new device. */
  | { readonly type: 'stored' }
  /** Nothing new: somebody is typing, or writing to a disk. */
  | { readonly type: 'alive' }
  | { readonly type: 'bye'; readonly reason: PairingFailure };

const kinds = ['ready', 'same', 'content', 'chunk', 'stored', 'alive', 'bye'] as const;

export function writeMessage(message: PairingMessage): Uint8Array {
  const kind = kinds.indexOf(message.type);
  switch (message.type) {
    case 'content':
      return Uint8Array.of(kind, ...[24, 16, 8, 0].map((shift) => (message.bytes >>> shift) & 0xff));
    case 'chunk': {
      const frame = new Uint8Array(1 + message.bytes.length);
      frame[0] = kind;
      frame.set(message.bytes, 1);
      return frame;
    }
    case 'bye':
      return Uint8Array.of(kind, ...writeBye(message.reason));
    default:
      return Uint8Array.of(kind);
  }
}

/** Undefined for what is no message of this version. */
export function readMessage(bytes: Uint8Array): PairingMessage | undefined {
  const type = kinds[bytes[0] ?? 255];
  const rest = bytes.subarray(1);
  switch (type) {
    case undefined:
      return undefined;
    case 'content': {
      if (rest.length !== 4) return undefined;
      return { type, bytes: rest.reduce((value, byte) => value * 256 + byte, 0) };
    }
    case 'chunk':
      return rest.length > 0 && rest.length <= pairingLimits.chunkBytes ? { type, bytes: rest } : undefined;
    case 'bye': {
      const reason = readBye(rest);
      return reason === undefined ? undefined : { type, reason };
    }
    default:
      return rest.length === 0 ? { type } : undefined;
  }
}
