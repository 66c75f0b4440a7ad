import type { Did } from '../brand.ts';

/** What is remembered of an account, so that its successor can be believed (bridge-spec sections 4 and 8.5). */
export interface SuccessionRecord {
  readonly did: Did;
  /** The first `nextKeyDigest` that was verified. Never replaced. */
  readonly pin?: string;
  /** Origins at which statements are asked for, in the order in which verified actors named them; none is ever removed. */
  readonly bases: readonly string[];
  /** When statements were last asked for, ms. */
  readonly askedAtMs?: number;
  readonly accepted?: AcceptedSuccession;
}

/** The statement that counts. From then on nothing by the old key is taken. */
export interface AcceptedSuccession {
  readonly successor: Did;
  /** The statement, byte for byte, to be handed on. */
  readonly statement: Uint8Array;
  /** What the old key signed from this moment on does not count, ms. */
  readonly endMs?: number;
  readonly acceptedAtMs: number;
}

/** Successions known on this device. What accounts say is in `AccountStore.ingest`, which pins and refuses by itself. */
export interface SuccessionStore {
  get(did: Did): Promise<SuccessionRecord | undefined>;
  /** All accounts of which anything is remembered: about as many as were ever read. */
  all(): Promise<SuccessionRecord[]>;
  /**
   * Keeps a checked statement when it counts more than what is kept, drops what the old key said from `endMs` on; false when nothing
   * changed. The pin is compared again, in the same transaction.
   */
  accept(did: Did, succession: AcceptedSuccession): Promise<boolean>;
  /** Remembers when statements about an account were last asked for. */
  noteAsked(did: Did, atMs: number): Promise<void>;
}
