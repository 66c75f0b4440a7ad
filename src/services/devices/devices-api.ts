/** What the screens of devices and of pairing see. */
import type { PairingFailure } from '../../protocol/pairing/messages.ts';
import type { PairingCodeError } from '../../protocol/pairing/pairing-code.ts';
import type { DialPairingError } from '../../protocol/ports/pairing.ts';
import type { Live } from '../app-api.ts';

/** A device that holds the account, as the account's private state lists it. */
export interface DeviceView {
  readonly id: string;
  readonly name: string;
  readonly addedAtMs: number;
  /** The day on which it was used last. */
  readonly usedAtMs: number;
  /** The one in front of you. */
  readonly here: boolean;
}

export type OfferFailure =
  | PairingFailure
  /** Peer connections are off, or this device has none yet. */
  | 'no-connection'
  /** There is no passphrase yet: saving a backup sets one. */
  | 'needs-backup'
  /** The tab that ran it was closed. */
  | 'interrupted'
  | 'too-many-tries';

/** Adding a device, as the one that has the account sees it. The same in all of its tabs. */
export type OfferState =
  | { readonly phase: 'none' }
  | { readonly phase: 'opening' }
  | {
      readonly phase: 'waiting';
      /** For the QR code and for copying. */
      readonly link: string;
      /** For typing, in groups. */
      readonly code: string;
      readonly expiresAtMs: number;
      /** The link leads to this machine only: another one cannot open it. */
      readonly onlyHere: boolean;
    }
  | {
      readonly phase: 'compare';
      readonly shortCode: string;
      /** Who has said that the codes are the same. */
      readonly here: boolean;
      readonly there: boolean;
      readonly direct: boolean;
    }
  | { readonly phase: 'passphrase'; readonly wrong: boolean; readonly waitUntilMs?: number }
  | { readonly phase: 'unsealing' }
  | { readonly phase: 'sending'; readonly movedBytes: number; readonly totalBytes: number }
  | { readonly phase: 'storing' }
  | { readonly phase: 'done' }
  | { readonly phase: 'failed'; readonly reason: OfferFailure };

/** What the user does about it. */
export type OfferRequest =
  | { readonly type: 'start' | 'same' | 'differ' | 'cancel' }
  | { readonly type: 'passphrase'; readonly passphrase: string };

export type JoinFailure =
  | PairingFailure
  | PairingCodeError
  | DialPairingError
  | 'already-here'
  | 'shared-origin'
  | 'not-an-account';

/** Adding this device, which has no account yet. */
export type JoinState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'connecting' }
  | {
      readonly phase: 'compare';
      readonly shortCode: string;
      readonly here: boolean;
      readonly there: boolean;
      readonly direct: boolean;
    }
  /** For the passphrase, which is asked for on the other device. */
  | { readonly phase: 'waiting' }
  | { readonly phase: 'receiving'; readonly movedBytes: number; readonly totalBytes: number }
  | { readonly phase: 'storing' }
  | { readonly phase: 'done' }
  | { readonly phase: 'failed'; readonly reason: JoinFailure };

export interface DevicesDesk {
  list(): Promise<readonly DeviceView[]>;
  rename(id: string, name: string): Promise<void>;
  /** Takes it off the list; it keeps the key. */
  forget(id: string): Promise<void>;
  readonly offer: Live<OfferState>;
  /** Does what the user wants of the pairing, in whichever tab runs the network. */
  ask(request: OfferRequest): Promise<void>;
}

export interface JoinDesk {
  readonly state: Live<JoinState>;
  /** A link, or a code as it is typed. Another attempt may follow one that failed. */
  join(text: string): Promise<void>;
  same(): Promise<void>;
  differ(): Promise<void>;
  cancel(): Promise<void>;
}
