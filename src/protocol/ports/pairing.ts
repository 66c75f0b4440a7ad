import type { CallOptions } from './network.ts';

/** What pairing (protocol/pairing) needs of the platform's cryptography. Hashes and key derivation are its own. */
export interface PairingCrypto {
  random(lengthBytes: number): Uint8Array;
  newKeyPair(): Promise<EphemeralKeyPair>;
  /** AES-256-GCM with one key of 32 bytes, a nonce of 12 bytes, a tag of 16. */
  cipher(key: Uint8Array): Promise<PairingCipher>;
}

/** ECDH on P-256; the private part stays inside. */
export interface EphemeralKeyPair {
  /** 65 bytes, uncompressed point. */
  readonly publicKey: Uint8Array;
  /** The 32 bytes shared with the owner of another public key; undefined when that is no point of the curve. */
  agree(publicKey: Uint8Array): Promise<Uint8Array | undefined>;
}

export interface PairingCipher {
  seal(nonce: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array>;
  /** Undefined when it was not sealed with this key and nonce. */
  open(nonce: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | undefined>;
}

/** A stream between two devices that pair. Both peer ids have been proven by the connection below, which may run through a relay. */
export interface PairingChannel {
  readonly localPeer: string;
  readonly remotePeer: string;
  /** False while a relay carries it. */
  readonly direct: boolean;
  /** One frame of at most 64 KiB. Waits while the line is full; rejects when the stream has ended. */
  send(frame: Uint8Array): Promise<void>;
  /** The frames of the other side, in order; ends when the stream does. Read once. */
  frames(): AsyncIterable<Uint8Array>;
  /** What was sent before still goes out. */
  close(): Promise<void>;
}

/** An account's node that takes streams of other devices, while a code is being shown. */
export interface PairingDoor {
  readonly peerId: string;
  /** Origins of gateways over which this device can be reached now; there may be more, or the first, in a moment. */
  gateways(): readonly string[];
  close(): void;
}

/** Where a new device finds the one that shows the code. */
export interface PairingTarget {
  readonly peerId: string;
  readonly gateways: readonly string[];
}

/** `no-gateway`: none of them answers from here. `not-there`: they do not know the device, or it does not answer. */
export type DialPairingError = 'no-gateway' | 'not-there' | 'aborted';

/** A node without an account that only dials: directly if it can, else through the gateway's relay. */
export interface PairingDialler {
  dial(
    target: PairingTarget,
    options: CallOptions,
  ): Promise<{ readonly ok: true; readonly value: PairingChannel } | { readonly ok: false; readonly error: DialPairingError }>;
  stop(): Promise<void>;
}
